//! Detects secrets that a person may not have meant to send: API keys, private keys, account and card numbers.
//!
//! Each kind is recognised by something random text hardly ever has: a provider's prefix before random characters, a
//! checksum, or the first line of a file. Text that only looks random (hashes, ids, commits) is not reported. Linear in
//! the length of the text.

mod boundary;
mod card;
mod iban;
mod kind;
mod token;

use std::ops::Range;

pub use kind::DetectedKind;

/// Most detections reported for one text. More adds nothing to the warning.
const MAX_DETECTED: usize = 20;

/// A detected secret or personal identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// What it looks like.
    pub kind: DetectedKind,
    /// Byte range in the text.
    pub at: Range<usize>,
    /// Line number, from 1.
    pub line: usize,
    /// An excerpt: the first and last few characters, enough for the owner to recognise it.
    pub shown: String,
}

/// Returns everything in `text` that looks like a secret or an identifier, in order, 20 at most.
pub fn detect(text: &str) -> Vec<Detected> {
    let mut found: Vec<(DetectedKind, Range<usize>)> = Vec::new();
    found.extend(token::find_private_keys(text).map(|at| (DetectedKind::PrivateKey, at)));
    found.extend(token::find_keys(text).map(|at| (DetectedKind::ApiKey, at)));
    found.extend(token::find_named_values(text));
    found.extend(iban::find(text).map(|at| (DetectedKind::Iban, at)));
    found.extend(card::find(text).map(|at| (DetectedKind::Card, at)));
    found.sort_by_key(|(kind, at)| (at.start, *kind));
    let mut end = 0;
    // A detection inside another one is part of it.
    found.retain(|(_, at)| {
        at.start >= end && {
            end = at.end;
            true
        }
    });
    found.truncate(MAX_DETECTED);
    let (mut line, mut counted) = (1, 0);
    let detected = |(kind, at): (DetectedKind, Range<usize>)| {
        line += text[counted..at.start].matches('\n').count();
        counted = at.start;
        let shown = excerpt(kind, &text[at.clone()]);
        Detected { kind, at, line, shown }
    };
    found.into_iter().map(detected).collect()
}

/// Returns an excerpt that is enough to recognise the secret and too little to use it: four characters from the start,
/// two to four from the end.
fn excerpt(kind: DetectedKind, text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|char| kind == DetectedKind::PrivateKey || !char.is_whitespace())
        .collect();
    let first = |count: usize| text.chars().take(count).collect::<String>();
    let last = |count: usize| {
        let skip = text.chars().count().saturating_sub(count);
        text.chars().skip(skip).collect::<String>()
    };
    match kind {
        DetectedKind::PrivateKey => text.lines().next().unwrap_or_default().to_owned(),
        DetectedKind::Password => "•••".to_owned(),
        DetectedKind::ApiKey => format!("{}…{}", first(4), last(2)),
        DetectedKind::Iban => format!("{} … {}", first(4), last(4)),
        DetectedKind::Card => format!("… {}", last(4)),
    }
}

#[cfg(test)]
mod tests;
