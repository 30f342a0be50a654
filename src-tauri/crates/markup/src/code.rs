//! Code blocks: the frame around the text. Highlighting will take the place of [`push_code`].

use crate::escape::push_text;

/// What closes a code block.
pub(crate) const CLOSE: &str = "</code></pre></div>";

/// Longest language name kept.
const MAX_LANG: usize = 32;

/// Opens a code block. The language is an attribute, never text: what can be copied is the code and nothing else.
pub(crate) fn open(info: &str) -> String {
    let lang = language(info)
        .map(|lang| format!(" data-lang=\"{lang}\""))
        .unwrap_or_default();
    format!("<div class=\"code\" dir=\"auto\"{lang}><pre dir=\"ltr\" tabindex=\"0\"><code>")
}

/// Appends code.
pub(crate) fn push_code(out: &mut String, code: &str) {
    push_text(out, code);
}

/// The first word of a fence's info string, in lower case, when it looks like a language.
fn language(info: &str) -> Option<String> {
    let word = info.split([' ', '\t', ',', '{', ':']).next()?;
    let credible = !word.is_empty()
        && word.len() <= MAX_LANG
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'_' | b'#' | b'.'));
    credible.then(|| word.to_ascii_lowercase())
}
