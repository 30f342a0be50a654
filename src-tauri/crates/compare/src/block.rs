//! An answer as a sequence of blocks of styled plain text.

use serde::Serialize;
use ts_rs::TS;

/// Text style of a span.
#[allow(clippy::struct_excessive_bools, reason = "four styles that combine freely")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct Style {
    /// Set in a monospaced font.
    pub code: bool,
    /// Strong emphasis (bold).
    pub strong: bool,
    /// Emphasis (italic).
    pub emphasis: bool,
    /// Struck through.
    pub struck: bool,
}

/// Text in a single style.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct Span {
    /// The text; a line feed is a line break.
    pub text: String,
    /// Its style.
    pub style: Style,
}

/// Kind of a prose block.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// A heading.
    Heading {
        /// Level from 1 to 6.
        level: u8,
    },
    /// A paragraph.
    Paragraph,
    /// A paragraph in a block quote.
    Quote,
    /// A list item, or another paragraph of one.
    Item {
        /// Nesting depth, 0 in the outermost list.
        depth: u8,
        /// List marker: a bullet, a number with a period, or empty in front of another paragraph.
        marker: String,
    },
    /// A table row, its cells separated by bars.
    TableRow,
}

/// A block of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// Prose.
    Prose {
        /// Its kind.
        kind: Kind,
        /// Its text.
        spans: Vec<Span>,
    },
    /// A code block.
    Code {
        /// Language of the info string, or empty.
        language: String,
        /// Its lines, separated by line feeds.
        text: String,
        /// Index of the code block within its answer, from 0.
        number: u32,
    },
}

impl Block {
    /// Returns the text without styles.
    pub fn text(&self) -> String {
        match self {
            Self::Prose { spans, .. } => spans.iter().map(|span| span.text.as_str()).collect(),
            Self::Code { text, .. } => text.clone(),
        }
    }

    pub(crate) fn is_code(&self) -> bool {
        matches!(self, Self::Code { .. })
    }
}

/// Cuts spans into pieces from front to back.
pub(crate) struct SpanCutter<'a> {
    spans: &'a [Span],
    /// How many bytes of the first span have been cut off.
    cut_off: usize,
    /// Position in the whole text, in bytes.
    at: usize,
}

impl<'a> SpanCutter<'a> {
    pub(crate) fn new(spans: &'a [Span]) -> Self {
        Self {
            spans,
            cut_off: 0,
            at: 0,
        }
    }

    /// Cuts everything from the current position up to `end`, in bytes of the whole text.
    pub(crate) fn cut_to(&mut self, end: usize) -> Vec<Span> {
        let mut part = Vec::new();
        while let Some((first, rest)) = self.spans.split_first() {
            let left = &first.text[self.cut_off..];
            let taken = left.len().min(end.saturating_sub(self.at));
            if taken > 0 {
                part.push(Span {
                    text: left[..taken].to_owned(),
                    style: first.style,
                });
            }
            self.at += taken;
            self.cut_off += taken;
            if taken < left.len() {
                break;
            }
            (self.spans, self.cut_off) = (rest, 0);
        }
        part
    }
}
