//! An answer as a row of blocks of plain, styled text.

use serde::Serialize;
use ts_rs::TS;

/// How a stretch of text is set.
#[allow(clippy::struct_excessive_bools, reason = "four styles that combine freely")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct Style {
    /// In the typeface of code.
    pub code: bool,
    /// Strongly emphasised.
    pub strong: bool,
    /// Emphasised.
    pub emphasis: bool,
    /// Struck through.
    pub struck: bool,
}

/// Text of one style.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct Span {
    /// The text itself; a line feed is a line break.
    pub text: String,
    /// How it is set.
    pub style: Style,
}

/// What a block of prose is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
    },
    /// A paragraph.
    Paragraph,
    /// A paragraph of a quotation.
    Quote,
    /// A list item, or a further paragraph of one.
    Item {
        /// 0 in the outermost list.
        depth: u8,
        /// What stands before it: a bullet, a number with its point, or nothing before a further paragraph.
        marker: String,
    },
    /// One row of a table, its cells set apart by bars.
    TableRow,
}

/// One block of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// Text to be read.
    Prose {
        /// What it is.
        kind: Kind,
        /// Its text.
        spans: Vec<Span>,
    },
    /// A block of code.
    Code {
        /// The language named, or nothing.
        language: String,
        /// Its lines, each ended by a line feed but the last.
        text: String,
        /// Which block of code of its answer it is, from 0.
        number: u32,
    },
}

impl Block {
    /// Its text, without styles.
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
pub(crate) struct Cutter<'a> {
    spans: &'a [Span],
    /// How much of the first span is gone, bytes.
    gone: usize,
    /// Where the cutter stands in the whole text, bytes.
    at: usize,
}

impl<'a> Cutter<'a> {
    pub(crate) fn new(spans: &'a [Span]) -> Self {
        Self { spans, gone: 0, at: 0 }
    }

    /// Everything from where it stands up to `end`, bytes of the whole text.
    pub(crate) fn take(&mut self, end: usize) -> Vec<Span> {
        let mut part = Vec::new();
        while let Some((first, rest)) = self.spans.split_first() {
            let left = &first.text[self.gone..];
            let taken = left.len().min(end.saturating_sub(self.at));
            if taken > 0 {
                part.push(Span {
                    text: left[..taken].to_owned(),
                    style: first.style,
                });
            }
            self.at += taken;
            self.gone += taken;
            if taken < left.len() {
                break;
            }
            (self.spans, self.gone) = (rest, 0);
        }
        part
    }
}
