//! Escapes text for HTML and makes invisible characters visible.

use std::fmt::Write as _;

/// Longest URL shown as text, in characters.
const MAX_SHOWN: usize = 200;

/// Appends `text` escaped for content and double-quoted attributes.
///
/// Escapes character by character: escaping two halves gives the same result as escaping the whole.
pub(crate) fn push_text(out: &mut String, text: &str) {
    push(out, text, |byte| match byte {
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        byte => content(byte),
    });
}

/// Appends `text` escaped for content only. Quotes, which are frequent in code, stay.
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

/// Appends `text` like [`push_text`], with bidirectional control characters written as code points.
///
/// Used for link text, where a changed reading order would disguise the target.
pub(crate) fn push_link_text(out: &mut String, text: &str) {
    if text.chars().any(is_bidi_control) {
        push_text(out, &write_code_points(text, is_bidi_control));
    } else {
        push_text(out, text);
    }
}

/// Returns a URL in readable form: without invisible and bidirectional characters, and truncated.
pub(crate) fn visible_address(address: &str) -> String {
    let mut shown: String = address.chars().take(MAX_SHOWN).collect();
    if shown.len() < address.len() {
        shown.push('…');
    }
    write_code_points(&shown, is_invisible)
}

fn write_code_points(text: &str, hidden: fn(char) -> bool) -> String {
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

/// Returns whether `c` is a bidirectional mark, embedding, override or isolate.
pub(crate) fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns whether `c` is invisible or changes how other characters are drawn.
pub(crate) fn is_invisible(c: char) -> bool {
    is_bidi_control(c)
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}
