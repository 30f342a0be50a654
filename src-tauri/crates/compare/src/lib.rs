//! Compares two answers: what they have in common, and what only one of them says.
//!
//! [`compare`] takes the markdown of two answers. Similar blocks share a row ([`Row`]); within a row, prose is compared
//! by words and code by lines. [`Comparison::sections`] aligns whole sections instead, for answers that share little,
//! and [`Comparison::list`] lists each difference. Neither answer is the original: swapping them swaps the sides and
//! changes nothing else. [`shared_sentences`] takes any number of answers.
//!
//! Everything is plain text. The cost is linear in the length of the texts, whatever they contain.

mod align;
mod block;
mod code;
mod list;
mod parse;
mod prose;
mod row;
mod rows;
mod sections;
mod sequence;
mod share;
mod shared;
mod tally;
mod token;

pub use block::{Block, Kind, Span, Style};
pub use list::{DifferencePlace, ListedDifference};
pub use row::{CodeHead, LinePair, LinePiece, Piece, Row};
pub use sections::Section;
pub use shared::{SharedSentence, shared_sentences};
pub use tally::Count;

/// Longest text that is compared, in bytes. A longer one is truncated.
pub const LIMIT: usize = 400_000;

/// The result of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The blocks of both sides, aligned, in reading order.
    pub rows: Vec<Row>,
    /// The sections of both sides, aligned, in the reading order of the first.
    pub sections: Vec<Section>,
    /// All differences, in reading order.
    pub list: Vec<ListedDifference>,
    /// Number of differences in `rows`; they are numbered from 1.
    pub differences: u32,
    /// Share of the words that both sides have, in percent; 100 only if nothing differs.
    pub shared: u8,
    /// What only the first and only the second side says.
    pub only: [Count; 2],
    /// Whether a text was longer than [`LIMIT`] and was truncated.
    pub cut: bool,
}

/// Compares two answers in markdown.
pub fn compare(one: &str, two: &str) -> Comparison {
    let cut = one.len() > LIMIT || two.len() > LIMIT;
    let sides = [parse::parse_blocks(truncated(one)), parse::parse_blocks(truncated(two))];
    // Sorts the sides, so that swapping the answers can't change which parts are matched.
    let swapped = sides[0] > sides[1];
    let [first, second] = if swapped {
        [&sides[1], &sides[0]]
    } else {
        [&sides[0], &sides[1]]
    };
    let mut rows = rows::align_rows(first, second);
    let mut matched = sections::match_sections(first, second);
    if swapped {
        rows = rows::swap_sides(rows);
        matched = sections::swap_sides(matched);
    }
    let differences = rows::number_differences(&mut rows);
    let tally = tally::count_shared(&rows);
    Comparison {
        list: list::list_differences(&rows),
        sections: sections::in_reading_order(matched),
        differences,
        shared: tally.shared(differences),
        only: tally.only,
        rows,
        cut,
    }
}

fn truncated(text: &str) -> &str {
    let end = (0..=LIMIT.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
