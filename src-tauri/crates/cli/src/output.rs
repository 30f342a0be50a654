//! Writes text: what was asked for to stdout, sentences to stderr. A terminal gets no control characters.

use std::{
    borrow::Cow,
    io::{self, IsTerminal, Write},
};

use crate::messages;

/// Standard output. Flushes every write, so that a reader sees each delta as it arrives.
pub(crate) struct Output {
    terminal: bool,
}

impl Output {
    /// Returns the process's standard output.
    pub(crate) fn new() -> Self {
        Self {
            terminal: io::stdout().is_terminal(),
        }
    }

    /// Writes text unchanged; to a terminal without control characters.
    pub(crate) fn text(&self, text: &str) -> io::Result<()> {
        let text = if self.terminal {
            without_controls(text)
        } else {
            Cow::Borrowed(text)
        };
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Writes one line.
    pub(crate) fn line(&self, line: &str) -> io::Result<()> {
        self.text(&format!("{line}\n"))
    }
}

/// Writes one error message to stderr, on one line. Errors of writing are ignored: there is nowhere left to report
/// them.
pub(crate) fn complain(message: &str) {
    note(&messages::say("line", &[("message", message)]));
}

/// Writes one line to stderr.
pub(crate) fn note(line: &str) {
    let one_line = line.replace(['\n', '\r'], " ");
    let _ = writeln!(io::stderr().lock(), "{}", without_controls(&one_line));
}

/// Writes a question to stderr, without a line break: the answer is typed after it.
pub(crate) fn question(text: &str) {
    let mut err = io::stderr().lock();
    let _ = write!(err, "{}", without_controls(text)).and_then(|()| err.flush());
}

/// Replaces control characters other than line breaks and tabs.
pub(crate) fn without_controls(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(harmful) {
        Cow::Owned(text.replace(harmful, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::without_controls;

    #[test]
    fn nothing_that_drives_a_terminal_gets_through() {
        assert_eq!(
            without_controls("\u{1b}]0;title\u{7}a\u{9b}31m\tb\r\n"),
            "\u{fffd}]0;title\u{fffd}a\u{fffd}31m\tb\u{fffd}\n"
        );
        assert!(matches!(without_controls("plain\n日本"), std::borrow::Cow::Borrowed(_)));
    }
}
