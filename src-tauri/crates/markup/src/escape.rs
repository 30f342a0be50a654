//! Text into HTML: escaping, and making visible what hides.

use std::fmt::Write as _;

/// Longest address shown as text, in characters.
const SHOWN: usize = 200;

/// Appends `text` so that it is text and nothing else, in content as well as in a double-quoted attribute.
///
/// Works character by character: escaping two halves gives the same as escaping the whole.
pub(crate) fn push_text(out: &mut String, text: &str) {
    push(out, text, |byte| match byte {
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        byte => content(byte),
    });
}

/// As [`push_text`], for an element's content only: quotes stay, which code is full of.
pub(crate) fn push_content(out: &mut String, text: &str) {
    push(out, text, content);
}

fn content(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'\t' | b'\n' => None,
        0..0x20 | 0x7f => Some("\u{fffd}"),
        _ => None,
    }
}

fn push(out: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(replacement) = replacement(byte) {
            out.push_str(&text[from..at]);
            out.push_str(replacement);
            from = at + 1;
        }
    }
    out.push_str(&text[from..]);
}

/// Appends `text` as [`push_text`] does, with direction overrides written out as their code points.
///
/// For the words of a link, where a changed reading order would lie about where it goes.
pub(crate) fn push_link_text(out: &mut String, text: &str) {
    if text.chars().any(turns_direction) {
        push_text(out, &spell(text, turns_direction));
    } else {
        push_text(out, text);
    }
}

/// An address as a person can read it: nothing invisible, nothing that turns direction, not endless.
pub(crate) fn visible_address(address: &str) -> String {
    let mut shown: String = address.chars().take(SHOWN).collect();
    if shown.len() < address.len() {
        shown.push('…');
    }
    spell(&shown, is_invisible)
}

fn spell(text: &str, hidden: fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// Embeddings, overrides and isolates.
pub(crate) fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Characters that draw nothing, or change how others are drawn.
pub(crate) fn is_invisible(c: char) -> bool {
    turns_direction(c)
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
