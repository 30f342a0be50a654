//! What two answers have in common, and what only one of them says.
//!
//! [`compare`] takes the markdown of two answers. Blocks that say nearly the same stand in one row ([`Row`]); within a
//! row, words of prose and lines of code are compared. [`Comparison::sections`] sets whole parts side by side instead,
//! for answers with little in common, and [`Comparison::list`] names each difference in turn. Neither answer is the
//! original: exchanging them exchanges the sides and nothing else. [`shared_sentences`] looks at any number of answers.
//!
//! Everything is plain text; what it costs grows with the length of the texts, whatever is in them.

mod align;
mod block;
mod code;
mod list;
mod parse;
mod prose;
mod row;
mod sections;
mod sequence;
mod share;
mod shared;
mod tally;
mod token;
mod words;

pub use block::{Block, Kind, Span, Style};
pub use list::{Listed, Place};
pub use row::{CodeHead, LinePair, LinePiece, Piece, Row};
pub use sections::Section;
pub use shared::{SharedSentence, shared_sentences};
pub use tally::Count;

/// Longest text that is compared, bytes; of a longer one the beginning is.
pub const LIMIT: usize = 400_000;

/// Two answers compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The blocks of both, side by side, in reading order.
    pub rows: Vec<Row>,
    /// Both cut into parts, like beside like, in the reading order of the first.
    pub sections: Vec<Section>,
    /// Every difference, in reading order.
    pub list: Vec<Listed>,
    /// How many differences `rows` hold; they are numbered from 1.
    pub differences: u32,
    /// How much of the words of both is in both, percent; 100 only where nothing differs.
    pub shared: u8,
    /// What is only in the first and only in the second.
    pub only: [Count; 2],
    /// Whether a text was longer than [`LIMIT`], so that its end is not compared.
    pub cut: bool,
}

/// Compares two answers given as markdown.
pub fn compare(one: &str, two: &str) -> Comparison {
    let cut = one.len() > LIMIT || two.len() > LIMIT;
    let sides = [parse::blocks(shortened(one)), parse::blocks(shortened(two))];
    // One order for both ways of asking, so that exchanging the answers cannot change what is matched with what.
    let swapped = sides[0] > sides[1];
    let [first, second] = if swapped {
        [&sides[1], &sides[0]]
    } else {
        [&sides[0], &sides[1]]
    };
    let mut rows = words::rows(first, second);
    let mut matched = sections::matched(first, second);
    if swapped {
        rows = words::swap(rows);
        matched = sections::swap(matched);
    }
    let differences = words::number(&mut rows);
    let tally = tally::tally(&rows);
    Comparison {
        list: list::list(&rows),
        sections: sections::in_reading_order(matched),
        differences,
        shared: tally.shared(differences),
        only: tally.only,
        rows,
        cut,
    }
}

fn shortened(text: &str) -> &str {
    let end = (0..=LIMIT.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
