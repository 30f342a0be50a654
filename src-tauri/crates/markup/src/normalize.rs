//! Normalises text before it is parsed: unifies line ends and limits nesting.
//!
//! The parser walks its open containers for every line, so hostile text can make it pay depth times lines. If a line
//! opens more than 32 containers, the next marker is escaped, which makes the rest of the line text.

use std::borrow::Cow;

/// Most container markers on a line.
const MAX_MARKERS: usize = 32;
/// Largest indentation of a container marker, in columns.
const MAX_COLUMN: usize = 128;
/// Factor for these limits inside what looks like a code fence, where a marker is more likely code.
const FENCE_SLACK: usize = 2;
/// Most consecutive blank lines outside code. More look the same.
const MAX_BLANK: usize = 100;

/// Replaces `\r\n` and `\r` with `\n`, and NUL with U+FFFD, across chunks.
#[derive(Debug, Default)]
pub(crate) struct Newlines {
    after_return: bool,
}

impl Newlines {
    /// Normalises the next piece of text.
    pub(crate) fn normalize<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        if text.is_empty() {
            return Cow::Borrowed(text);
        }
        let was_return = std::mem::replace(&mut self.after_return, text.ends_with('\r'));
        let text = text.strip_prefix('\n').filter(|_| was_return).unwrap_or(text);
        if text.contains(['\r', '\0']) {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}"))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// Limits the nesting of lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct NestingGuard {
    fence: Option<(u8, usize)>,
    blank: usize,
}

impl NestingGuard {
    /// Returns the line for the parser. `line` is complete, with its newline if it has one.
    pub(crate) fn guard_line<'a>(&mut self, line: &'a str) -> Cow<'a, str> {
        if line.trim().is_empty() {
            self.blank += 1;
            return Cow::Borrowed(if self.blank > MAX_BLANK { "" } else { line });
        }
        self.blank = 0;
        let slack = if self.fence.is_some() { FENCE_SLACK } else { 1 };
        let markers = Markers::scan(line, MAX_MARKERS * slack, MAX_COLUMN * slack);
        self.watch_fence(&line[markers.content..]);
        match markers.surplus {
            Some(at) => Cow::Owned(format!("{}\\{}", &line[..at], &line[at..])),
            None => Cow::Borrowed(line),
        }
    }

    /// Leaves the current fence, because the text is known to be at top level.
    pub(crate) fn leave_fence(&mut self) {
        self.fence = None;
    }

    fn watch_fence(&mut self, content: &str) {
        let Some(marker @ (b'`' | b'~')) = content.bytes().next() else {
            return;
        };
        let length = content.bytes().take_while(|b| *b == marker).count();
        match self.fence {
            Some((open, least)) if open == marker && length >= least && content[length..].trim().is_empty() => {
                self.fence = None;
            }
            None if length >= 3 => self.fence = Some((marker, length)),
            _ => {}
        }
    }
}

/// Returns where the text of a line begins, after indentation and the markers of quotes and lists.
pub(crate) fn content_start(line: &str) -> usize {
    Markers::scan(line, usize::MAX, usize::MAX).content
}

/// The container markers at the start of a line.
struct Markers {
    /// Where the text after them begins.
    content: usize,
    /// Position of the first marker over the limit, where a backslash turns it into text.
    surplus: Option<usize>,
}

impl Markers {
    fn scan(line: &str, most: usize, widest: usize) -> Self {
        let bytes = line.as_bytes();
        let (mut at, mut count, mut column) = (0, 0, 0);
        loop {
            while let Some(space @ (b' ' | b'\t')) = bytes.get(at) {
                column += if *space == b'\t' { 4 } else { 1 };
                at += 1;
            }
            let Some(length) = marker_length(&bytes[at..]) else {
                return Self {
                    content: at,
                    surplus: None,
                };
            };
            if is_rule(&bytes[at..]) {
                return Self {
                    content: at,
                    surplus: None,
                };
            }
            if count == most || column > widest {
                return Self {
                    content: at,
                    surplus: Some(at + length - 1),
                };
            }
            count += 1;
            // Columns measure indentation, not the markers.
            at += length;
        }
    }
}

/// Returns the length of a quote, list or footnote marker at the start of `bytes`.
fn marker_length(bytes: &[u8]) -> Option<usize> {
    let ends_marker = |at: usize| matches!(bytes.get(at), None | Some(b' ' | b'\t' | b'\n'));
    match bytes.first()? {
        b'>' => Some(1),
        b'[' if bytes.get(1) == Some(&b'^') => note_marker_length(bytes),
        b'-' | b'+' | b'*' if ends_marker(1) => Some(1),
        b'0'..=b'9' => {
            let digits = bytes.iter().take(10).take_while(|b| b.is_ascii_digit()).count();
            (matches!(bytes.get(digits), Some(b'.' | b')')) && ends_marker(digits + 1)).then_some(digits + 1)
        }
        _ => None,
    }
}

/// Returns the length of the `[^label]:` that defines a footnote.
fn note_marker_length(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().position(|b| *b == b']')?;
    (end > 2 && bytes.get(end + 1) == Some(&b':')).then_some(end + 2)
}

fn is_rule(bytes: &[u8]) -> bool {
    matches!(bytes[0], b'-' | b'*')
        && bytes
            .iter()
            .all(|b| *b == bytes[0] || matches!(b, b' ' | b'\t' | b'\n'))
}

#[cfg(test)]
mod tests {
    use super::{NestingGuard, Newlines};

    #[test]
    fn line_ends_become_one_kind_wherever_they_are_cut() {
        let text = "a\r\nb\rc\n\r\n\n\0";
        let mut each = Newlines::default();
        let one_by_one: String = text
            .chars()
            .map(|c| each.normalize(&c.to_string()).into_owned())
            .collect();
        assert_eq!(one_by_one, "a\nb\nc\n\n\n\u{fffd}");
        for cut in 0..=text.len() {
            let mut newlines = Newlines::default();
            let out = format!(
                "{}{}",
                newlines.normalize(&text[..cut]),
                newlines.normalize(&text[cut..])
            );
            assert_eq!(out, one_by_one, "cut at {cut}");
        }
    }

    #[test]
    fn a_marker_over_the_limit_becomes_text() {
        let deep = ">".repeat(40) + " x\n";
        assert_eq!(
            NestingGuard::default().guard_line(&deep),
            format!("{}\\{} x\n", ">".repeat(32), ">".repeat(8))
        );
        let list = "- ".repeat(40) + "x";
        assert_eq!(
            NestingGuard::default().guard_line(&list),
            format!("{}\\{}x", "- ".repeat(32), "- ".repeat(8))
        );
        let ordered = "1. ".repeat(40) + "x";
        assert_eq!(
            NestingGuard::default().guard_line(&ordered),
            format!("{}1\\. {}x", "1. ".repeat(32), "1. ".repeat(7))
        );
    }

    #[test]
    fn ordinary_lines_rules_and_code_pass_untouched() {
        let rule = "* ".repeat(60);
        let indented = " ".repeat(300) + "x";
        for line in ["- a\n", "> > 1. b", "# h", "", "\n", rule.as_str(), indented.as_str()] {
            assert_eq!(NestingGuard::default().guard_line(line), line);
        }
        let mut guard = NestingGuard::default();
        assert_eq!(guard.guard_line("```\n"), "```\n");
        assert_eq!(guard.guard_line("[^1]: x"), "[^1]: x");
        let art = "- ".repeat(50) + "x";
        assert_eq!(guard.guard_line(&art), art);
    }
}
