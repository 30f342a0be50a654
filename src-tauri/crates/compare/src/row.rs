//! Rows of a comparison: aligned blocks of both sides.

use serde::Serialize;
use ts_rs::TS;

use crate::block::{Kind, Span};

/// A part of a block that is equal or different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Piece {
    /// Number of the difference, from 1; `None` if both sides are equal except for white space.
    pub difference: Option<u32>,
    /// Text of the first side.
    pub one: Vec<Span>,
    /// Text of the second side.
    pub two: Vec<Span>,
}

/// Header of a code block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CodeHead {
    /// Language of the info string, or empty.
    pub language: String,
    /// Number of lines.
    pub lines: u32,
    /// Index of the code block within its answer, from 0.
    pub number: u32,
}

/// A line of code of one side or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinePair {
    /// Line number on the first side, from 1.
    pub one: Option<u32>,
    /// Line number on the second side, from 1.
    pub two: Option<u32>,
    /// Number of the difference it belongs to; consecutive lines share one.
    pub difference: Option<u32>,
    /// Its text. Pieces that differ have no numbers of their own.
    pub pieces: Vec<LinePiece>,
}

/// A part of a line that is equal or different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinePiece {
    /// Whether both sides are equal here.
    pub same: bool,
    /// Text of the first side.
    pub one: String,
    /// Text of the second side.
    pub two: String,
}

/// A block of one side or of both; a side that is `None` has no counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Row {
    /// Prose, compared by words.
    Prose {
        /// Kind of the block on the first side.
        one: Option<Kind>,
        /// Kind of the block on the second side.
        two: Option<Kind>,
        /// Text of both sides.
        pieces: Vec<Piece>,
    },
    /// Code, compared by lines.
    Code {
        /// Header of the code block on the first side.
        one: Option<CodeHead>,
        /// Header of the code block on the second side.
        two: Option<CodeHead>,
        /// Lines of both sides.
        lines: Vec<LinePair>,
    },
}
