//! Code blocks: the frame around the lines, and the lines.
//!
//! Every line is one element, so that a line can be added, or the last one replaced, without touching the others. The
//! newline stands inside it; the last line has none. The text of the block is the code, exactly.

#[cfg(test)]
pub(crate) use highlight::MAX_LINE;
pub use highlight::Token;
pub(crate) use highlight::{Highlighter, MAX_COST};
pub(crate) use memo::{Memo, lines};

use crate::escape::push_content;

mod highlight;
mod language;
mod memo;

/// What closes a code block.
pub(crate) const CLOSE: &str = "</code></pre></div>";

const LINE: &str = "<span>";
const LINE_END: &str = "</span>";

/// The empty block. The language is an attribute, never text: what can be copied is the code and nothing else.
/// `slot` goes into the start tag of the element the lines belong into.
pub(crate) fn shell(info: &str, slot: &str) -> String {
    let language = language::word(info).map(|word| {
        let label = language::find(word).map_or(word, |language| language.label);
        format!(" data-lang=\"{}\" data-label=\"{label}\"", word.to_ascii_lowercase())
    });
    let language = language.unwrap_or_default();
    format!("<div class=\"code\" dir=\"auto\"{language}><pre dir=\"ltr\" tabindex=\"0\"><code{slot}>{CLOSE}")
}

/// What highlights a block with this info string, if anything does. `spent` is what highlighting has cost before.
pub(crate) fn highlighter(info: &str, spent: usize) -> Option<Highlighter> {
    let language = language::find(language::word(info)?)?;
    Some(Highlighter::new(language.grammar?, spent))
}

/// A code block's lines as they come.
#[derive(Clone, Debug)]
pub(crate) struct Lines {
    highlighter: Option<Highlighter>,
    spent: usize,
    /// The line being written, as text; `None` before the first and after a line's end.
    line: Option<String>,
}

impl Lines {
    /// The lines of a block with this info string. `spent` is what highlighting has cost before.
    pub(crate) fn new(info: &str, spent: usize) -> Self {
        Self {
            highlighter: highlighter(info, spent),
            spent,
            line: None,
        }
    }

    /// What highlighting has cost by now.
    pub(crate) fn spent(&self) -> usize {
        self.highlighter
            .as_ref()
            .map_or(self.spent, |highlighter| highlighter.spent)
    }

    /// Adds to the line being written, beginning it if need be. It is plain until its end.
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

    /// Ends the line being written: it gets its colours.
    pub(crate) fn end_line(&mut self, lines: &mut [String]) {
        let (Some(line), Some(last)) = (self.line.take(), lines.last_mut()) else {
            return;
        };
        if let Some(highlighter) = &mut self.highlighter {
            last.truncate(LINE.len());
            highlighter.line(&line, last);
            last.push_str(LINE_END);
        }
    }
}

#[cfg(test)]
mod tests;
