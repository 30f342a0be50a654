//! A comparison block by block: what of either side stands beside what.

use serde::Serialize;
use ts_rs::TS;

use crate::block::{Kind, Span};

/// A stretch of both sides that says the same, or that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Piece {
    /// The number of the difference, from 1; `None` where both say the same, white space aside.
    pub difference: Option<u32>,
    /// What the first says here.
    pub one: Vec<Span>,
    /// What the second says here.
    pub two: Vec<Span>,
}

/// What stands above a block of code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CodeHead {
    /// The language named, or nothing.
    pub language: String,
    /// How many lines it has.
    pub lines: u32,
    /// Which block of code of its answer it is, from 0.
    pub number: u32,
}

/// A line of code of either side, or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinePair {
    /// The line's number in the first, from 1.
    pub one: Option<u32>,
    /// The line's number in the second, from 1.
    pub two: Option<u32>,
    /// The number of the difference it belongs to; lines that follow one another share it.
    pub difference: Option<u32>,
    /// Its text. Pieces that differ have no number of their own.
    pub pieces: Vec<LinePiece>,
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LinePiece {
    /// Whether both say the same here.
    pub same: bool,
    /// What the first says.
    pub one: String,
    /// What the second says.
    pub two: String,
}

/// A block of either side, or of both. A side that is `None` has nothing to match.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Row {
    /// Prose, compared by words.
    Prose {
        /// What the first has here.
        one: Option<Kind>,
        /// What the second has here.
        two: Option<Kind>,
        /// The text of both.
        pieces: Vec<Piece>,
    },
    /// Code, compared by lines.
    Code {
        /// What the first has here.
        one: Option<CodeHead>,
        /// What the second has here.
        two: Option<CodeHead>,
        /// The lines of both.
        lines: Vec<LinePair>,
    },
}
