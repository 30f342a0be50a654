//! The body of a request as it is kept: a note with hash and size in place of each file, and the whole of it again from
//! the note and the file.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chat::{ImageHash, SentBody};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::content::Files;

/// How much of a body is kept, in bytes.
const MAX_BODY: usize = 256 * 1024;
/// Data and texts longer than this are files: said, not kept.
const MAX_DATA: usize = 512;
/// How a note begins: of bytes that went as base64, and of text that stood among the words.
const DATA: &str = "[SHA-256 ";
const TEXT: &str = "[text SHA-256 ";

/// What is kept of a body. Pictures and other data never are; texts of `files` are not where it would be too long else.
pub(crate) fn keep(bytes: &[u8], files: &Files) -> SentBody {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    let mut abbreviated = 0;
    for data in data(&text) {
        if let Ok(bytes) = STANDARD.decode(&data) {
            abbreviated += abbreviate(&mut text, &data, &note(DATA, &bytes));
        }
    }
    if text.len() > MAX_BODY {
        for (escaped, bytes) in files.texts().filter_map(|bytes| Some((escaped(bytes)?, bytes))) {
            abbreviated += abbreviate(&mut text, &escaped, &note(TEXT, bytes));
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

/// The files that notes of a body stand for, as far as they look like it.
pub fn files_in(body: &SentBody) -> Vec<ImageHash> {
    let notes = pieces(&body.text).filter_map(|piece| match piece {
        Piece::Note { hash, .. } => Some(hash),
        Piece::Text(_) => None,
    });
    notes.collect()
}

/// The body byte for byte as it went out, its files put back. `None` where not all of it can be had: its end was not
/// kept, or a file is gone.
pub fn whole(body: &SentBody, files: &Files) -> Option<String> {
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
            Piece::Note { hash, words, .. } if files.get(hash).is_none() => text.push_str(words),
            Piece::Note { hash, plain, .. } => {
                let bytes = files.get(hash)?;
                text.push_str(&if plain { escaped(bytes)? } else { STANDARD.encode(bytes) });
            }
        }
    }
    // Whatever a prompt says about hashes: only what has the body's own is the body.
    (hex(text.as_bytes()) == body.sha256).then_some(text)
}

/// A stretch of a kept body.
enum Piece<'t> {
    Text(&'t str),
    Note {
        hash: ImageHash,
        /// Whether a text stood there, not base64.
        plain: bool,
        words: &'t str,
    },
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let Some((piece, after)) = first_note(rest) {
            rest = after;
            return Some(piece);
        }
        // Up to the next thing that may be a note; a bracket that begins none is text.
        let skipped = rest.chars().next()?.len_utf8();
        let end = rest[skipped..].find('[').map_or(rest.len(), |at| at + skipped);
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(piece))
    })
}

/// The note that `text` begins with, and what follows it.
fn first_note(text: &str) -> Option<(Piece<'_>, &str)> {
    let (plain, said) = match (text.strip_prefix(TEXT), text.strip_prefix(DATA)) {
        (Some(said), _) => (true, said),
        (None, said) => (false, said?),
    };
    let (hash, said) = said.split_at_checked(64)?;
    let hash = hash.parse().ok()?;
    let size = said.strip_prefix(", ")?;
    let after = size.trim_start_matches(|char: char| char.is_ascii_digit());
    let after = after.strip_prefix(" bytes]")?;
    let words = &text[..text.len() - after.len()];
    Some((Piece::Note { hash, plain, words }, after))
}

/// Puts a note in place of a file, and says whether it stood there.
fn abbreviate(text: &mut String, file: &str, note: &str) -> u32 {
    let found = text.matches(file).count();
    if found > 0 {
        *text = text.replace(file, note);
    }
    u32::try_from(found).unwrap_or(u32::MAX)
}

/// The strings of data in a body, each once: what follows `;base64,` in an address, and bare base64 where audio goes.
fn data(text: &str) -> Vec<String> {
    if !text.contains(";base64,") && !text.contains("\"data\":") {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        gather(&value, &mut found);
    }
    found
}

fn gather(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("data:") => {
            add(text.split_once(";base64,").map_or("", |(_, data)| data), found);
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    // Audio goes as bare base64 under this name.
                    Value::String(text) if name == "data" && !text.starts_with("data:") => add(text, found),
                    other => gather(other, found),
                }
            }
        }
        _ => {}
    }
}

fn add(data: &str, found: &mut Vec<String>) {
    if data.len() > MAX_DATA && !found.iter().any(|known| known == data) {
        found.push(data.to_owned());
    }
}

/// A text as it stands in JSON between the quotes. `None` for what is no text, and for one too short to be left out.
fn escaped(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() > MAX_DATA)?;
    let quoted = serde_json::to_string(text).ok()?;
    Some(quoted[1..quoted.len() - 1].to_owned())
}

fn note(begin: &str, bytes: &[u8]) -> String {
    format!("{begin}{}, {} bytes]", hex(bytes), bytes.len())
}

fn hex(bytes: &[u8]) -> String {
    ImageHash(Sha256::digest(bytes).into()).to_string()
}

#[cfg(test)]
mod tests;
