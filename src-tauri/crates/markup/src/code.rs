//! Code blocks: the frame and the lines in it.
//!
//! Every line is one element, so that a line can be added, or the last one replaced, without touching the others. The
//! newline is inside the element; the last line has none. The text of the block is exactly the code.

pub(crate) use cache::{HighlightCache, lines};
#[cfg(test)]
pub(crate) use highlight::MAX_LINE;
pub use highlight::Token;
pub(crate) use highlight::{Highlighter, MAX_COST};

use crate::escape::push_content;

mod cache;
mod highlight;
mod language;

/// End tags of a code block.
pub(crate) const CLOSE: &str = "</code></pre></div>";

const LINE: &str = "<span>";
const LINE_END: &str = "</span>";

/// Returns an empty code block. The language is an attribute, never text, so that only code can be copied. `slot` is
/// added to the start tag of the element that contains the lines.
pub(crate) fn shell(info: &str, slot: &str) -> String {
    let language = language::word(info).map(|word| {
        let label = language::find(word).map_or(word, |language| language.label);
        format!(" data-lang=\"{}\" data-label=\"{label}\"", word.to_ascii_lowercase())
    });
    let language = language.unwrap_or_default();
    format!("<div class=\"code\" dir=\"auto\"{language}><pre dir=\"ltr\" tabindex=\"0\"><code{slot}>{CLOSE}")
}

/// Returns the highlighter for this info string, if its language is known. `spent` is the cost of earlier highlighting.
pub(crate) fn highlighter(info: &str, spent: usize) -> Option<Highlighter> {
    let language = language::find(language::word(info)?)?;
    Some(Highlighter::new(language.grammar?, spent))
}

/// Writes the lines of a code block incrementally.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    highlighter: Option<Highlighter>,
    spent: usize,
    /// The current line as text; `None` before the first line and after the end of a line.
    line: Option<String>,
}

impl Lines {
    /// Creates the writer for a block with this info string. `spent` is the cost of earlier highlighting.
    pub(crate) fn new(info: &str, spent: usize) -> Self {
        Self {
            highlighter: highlighter(info, spent),
            spent,
            line: None,
        }
    }

    /// Returns the total cost of highlighting.
    pub(crate) fn spent(&self) -> usize {
        self.highlighter
            .as_ref()
            .map_or(self.spent, |highlighter| highlighter.spent)
    }

    /// Appends to the current line, beginning one if necessary. It stays plain until its end.
    pub(crate) fn push(&mut self, text: &str, lines: &mut Vec<String>) {
        if self.line.is_none() {
            if let Some(last) = lines.last_mut() {
                last.truncate(last.len() - LINE_END.len());
                last.push('\n');
                last.push_str(LINE_END);
            }
            lines.push([LINE, LINE_END].concat());
        }
        self.line.get_or_insert_default().push_str(text);
        if let Some(last) = lines.last_mut() {
            last.truncate(last.len() - LINE_END.len());
            push_content(last, text);
            last.push_str(LINE_END);
        }
    }

    /// Ends the current line and highlights it.
    pub(crate) fn end_line(&mut self, lines: &mut [String]) {
        let (Some(line), Some(last)) = (self.line.take(), lines.last_mut()) else {
            return;
        };
        if let Some(highlighter) = &mut self.highlighter {
            last.truncate(LINE.len());
            highlighter.highlight_line(&line, last);
            last.push_str(LINE_END);
        }
    }
}

#[cfg(test)]
mod tests;
