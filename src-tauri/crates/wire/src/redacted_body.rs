//! The stored body of a request: every file is replaced with a placeholder of its hash and size, and the original can
//! be restored from the placeholders and the files.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chat::{ImageHash, SentBody};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::content::Files;

/// Most bytes of a body that are stored.
const MAX_BODY: usize = 256 * 1024;
/// Longer data and texts are stored as placeholders.
const MAX_DATA: usize = 512;
/// Start of a placeholder for base64 data, and of one for text.
const DATA_PREFIX: &str = "[SHA-256 ";
const TEXT_PREFIX: &str = "[text SHA-256 ";

/// Returns the body to be stored. Images and other data are always replaced; texts of `files` only if the body would be
/// too long otherwise.
pub(crate) fn redact_body(bytes: &[u8], files: &Files) -> SentBody {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let mut abbreviated = 0;
    for data in embedded_data(&text) {
        if let Ok(bytes) = STANDARD.decode(&data) {
            abbreviated += replace_file(&mut text, &data, &placeholder(DATA_PREFIX, &bytes));
        }
    }
    if text.len() > MAX_BODY {
        for (escaped, bytes) in files.texts().filter_map(|bytes| Some((escaped(bytes)?, bytes))) {
            abbreviated += replace_file(&mut text, &escaped, &placeholder(TEXT_PREFIX, bytes));
        }
    }
    let cut = text.len() > MAX_BODY;
    if cut {
        let mut end = MAX_BODY;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
    let sha256 = if abbreviated > 0 { hex(bytes) } else { String::new() };
    SentBody {
        text,
        bytes: bytes.len() as u64,
        cut,
        abbreviated,
        sha256,
    }
}

/// Returns the hashes of all placeholders in a body, including text that only looks like one.
pub fn redacted_files(body: &SentBody) -> Vec<ImageHash> {
    let notes = pieces(&body.text).filter_map(|piece| match piece {
        Piece::Placeholder { hash, .. } => Some(hash),
        Piece::Text(_) => None,
    });
    notes.collect()
}

/// Returns the body exactly as it was sent, with its files put back. `None` if it was truncated or a file is missing.
pub fn restore_body(body: &SentBody, files: &Files) -> Option<String> {
    if body.cut {
        return None;
    }
    if body.abbreviated == 0 {
        return Some(body.text.clone());
    }
    let mut text = String::with_capacity(usize::try_from(body.bytes).unwrap_or_default().min(1 << 28));
    for piece in pieces(&body.text) {
        match piece {
            Piece::Text(words) => text.push_str(words),
            Piece::Placeholder { hash, words, .. } if files.get(hash).is_none() => text.push_str(words),
            Piece::Placeholder { hash, plain, .. } => {
                let bytes = files.get(hash)?;
                text.push_str(&if plain { escaped(bytes)? } else { STANDARD.encode(bytes) });
            }
        }
    }
    // A prompt may contain text that looks like a placeholder, so only the body's own hash decides.
    (hex(text.as_bytes()) == body.sha256).then_some(text)
}

/// A part of a stored body.
enum Piece<'t> {
    Text(&'t str),
    Placeholder {
        hash: ImageHash,
        /// Whether it replaces text rather than base64.
        plain: bool,
        words: &'t str,
    },
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let Some((piece, after)) = parse_placeholder(rest) {
            rest = after;
            return Some(piece);
        }
        // Everything up to the next bracket is text, also a bracket that begins no placeholder.
        let skipped = rest.chars().next()?.len_utf8();
        let end = rest[skipped..].find('[').map_or(rest.len(), |at| at + skipped);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(piece))
    })
}

/// Parses the placeholder at the start of `text`, and returns it with the rest.
fn parse_placeholder(text: &str) -> Option<(Piece<'_>, &str)> {
    let (plain, said) = match (text.strip_prefix(TEXT_PREFIX), text.strip_prefix(DATA_PREFIX)) {
        (Some(said), _) => (true, said),
        (None, said) => (false, said?),
    };
    let (hash, said) = said.split_at_checked(64)?;
    let hash = hash.parse().ok()?;
    let size = said.strip_prefix(", ")?;
    let after = size.trim_start_matches(|char: char| char.is_ascii_digit());
    let after = after.strip_prefix(" bytes]")?;
    let words = &text[..text.len() - after.len()];
    Some((Piece::Placeholder { hash, plain, words }, after))
}

/// Replaces a file with a placeholder and returns how often it occurred.
fn replace_file(text: &mut String, file: &str, placeholder: &str) -> u32 {
    let found = text.matches(file).count();
    if found > 0 {
        *text = text.replace(file, placeholder);
    }
    u32::try_from(found).unwrap_or(u32::MAX)
}

/// Returns the base64 strings in a body, each once: after `;base64,` in a data URL, or bare where audio is.
fn embedded_data(text: &str) -> Vec<String> {
    if !text.contains(";base64,") && !text.contains("\"data\":") {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        collect_data(&value, &mut found);
    }
    found
}

fn collect_data(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("data:") => {
            add_data(text.split_once(";base64,").map_or("", |(_, data)| data), found);
        }
        Value::Array(items) => items.iter().for_each(|item| collect_data(item, found)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    // Audio is sent as bare base64 under this name.
                    Value::String(text) if name == "data" && !text.starts_with("data:") => add_data(text, found),
                    other => collect_data(other, found),
                }
            }
        }
        _ => {}
    }
}

fn add_data(data: &str, found: &mut Vec<String>) {
    if data.len() > MAX_DATA && !found.iter().any(|known| known == data) {
        found.push(data.to_owned());
    }
}

/// Returns a text as it is escaped in JSON, without quotes. `None` if it is not text, or too short to be replaced.
fn escaped(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() > MAX_DATA)?;
    let quoted = serde_json::to_string(text).ok()?;
    Some(quoted[1..quoted.len() - 1].to_owned())
}

fn placeholder(begin: &str, bytes: &[u8]) -> String {
    format!("{begin}{}, {} bytes]", hex(bytes), bytes.len())
}

fn hex(bytes: &[u8]) -> String {
    ImageHash(Sha256::digest(bytes).into()).to_string()
}

#[cfg(test)]
mod tests;
