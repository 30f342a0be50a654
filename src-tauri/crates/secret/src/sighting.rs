//! Finds what a person may not have meant to send: keys, private keys, bank accounts, cards.
//!
//! Each kind is known by something that chance hardly makes: a provider's prefix and random characters behind it, a
//! checksum, the first line of a file. What merely looks random (hashes, ids, commits) is none. Costs the same for each
//! character.

mod card;
mod iban;
mod token;

use std::ops::Range;

/// More than this in one text is a file of them: the first are enough to ask.
const MOST: usize = 20;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SightingKind {
    /// A key or token for some service.
    ApiKey,
    /// A private key in PEM.
    PrivateKey,
    /// A password in an address or beside its name.
    Password,
    /// The number of a bank account.
    Iban,
    /// The number of a payment card.
    Card,
}

impl SightingKind {
    /// A stable word for it: `api_key`, `private_key`, `password`, `iban`, `card`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::PrivateKey => "private_key",
            Self::Password => "password",
            Self::Iban => "iban",
            Self::Card => "card",
        }
    }
}

/// One thing that looks like a secret or an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// What it looks like.
    pub kind: SightingKind,
    /// Where it stands, in bytes.
    pub at: Range<usize>,
    /// The line it stands on, from 1.
    pub line: usize,
    /// A few characters of its beginning and its end, enough for its owner to know it.
    pub shown: String,
}

/// Everything in `text` that looks like a secret or an identifier, in order, 20 at most.
pub fn sightings(text: &str) -> Vec<Sighting> {
    let mut found: Vec<(SightingKind, Range<usize>)> = Vec::new();
    found.extend(token::private_keys(text).map(|at| (SightingKind::PrivateKey, at)));
    found.extend(token::keys(text).map(|at| (SightingKind::ApiKey, at)));
    found.extend(token::named(text));
    found.extend(iban::all(text).map(|at| (SightingKind::Iban, at)));
    found.extend(card::all(text).map(|at| (SightingKind::Card, at)));
    found.sort_by_key(|(kind, at)| (at.start, *kind));
    let mut end = 0;
    // What stands within another is part of it.
    found.retain(|(_, at)| {
        at.start >= end && {
            end = at.end;
            true
        }
    });
    found.truncate(MOST);
    let (mut line, mut counted) = (1, 0);
    let sighting = |(kind, at): (SightingKind, Range<usize>)| {
        line += text[counted..at.start].matches('\n').count();
        counted = at.start;
        let shown = shown(kind, &text[at.clone()]);
        Sighting { kind, at, line, shown }
    };
    found.into_iter().map(sighting).collect()
}

/// Enough to know it by, too little to use it: four characters in front, two to four behind.
fn shown(kind: SightingKind, text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|char| kind == SightingKind::PrivateKey || !char.is_whitespace())
        .collect();
    let first = |count: usize| text.chars().take(count).collect::<String>();
    let last = |count: usize| {
        let skip = text.chars().count().saturating_sub(count);
        text.chars().skip(skip).collect::<String>()
    };
    match kind {
        SightingKind::PrivateKey => text.lines().next().unwrap_or_default().to_owned(),
        SightingKind::Password => "•••".to_owned(),
        SightingKind::ApiKey => format!("{}…{}", first(4), last(2)),
        SightingKind::Iban => format!("{} … {}", first(4), last(4)),
        SightingKind::Card => format!("… {}", last(4)),
    }
}

/// No letter or digit touches this.
fn stands_alone(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    let joins = |char: char| char.is_alphanumeric() || char == '_';
    !before.is_some_and(joins) && !after.is_some_and(joins)
}

#[cfg(test)]
mod tests;
