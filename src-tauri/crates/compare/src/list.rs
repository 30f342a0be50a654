//! Lists the differences one by one in reading order. This is the layout for screen readers.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    block::{Kind, Span},
    row::{LinePair, Piece, Row},
};

/// Longest lead-in, in characters.
const MAX_LEAD_IN: usize = 60;

/// Kind of block that a difference is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DifferencePlace {
    /// A heading.
    Heading,
    /// A paragraph, quoted or not.
    Paragraph,
    /// A list item.
    Item,
    /// A table row.
    Table,
    /// A code block.
    Code,
}

/// A difference in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ListedDifference {
    /// Number of the difference.
    pub number: u32,
    /// Kind of block it is in.
    pub place: DifferencePlace,
    /// Text that both sides have just before it, shortened at its start; empty at the start of a block.
    pub after: String,
    /// Text that only the first side has; lines end with line feeds.
    pub one: String,
    /// Text that only the second side has.
    pub two: String,
}

pub(crate) fn list_differences(rows: &[Row]) -> Vec<ListedDifference> {
    let mut list = Vec::new();
    for row in rows {
        match row {
            Row::Prose { one, two, pieces } => {
                let place = one
                    .as_ref()
                    .or(two.as_ref())
                    .map_or(DifferencePlace::Paragraph, place_of);
                list_prose(place, pieces, &mut list);
            }
            Row::Code { lines, .. } => list_code(lines, &mut list),
        }
    }
    list
}

fn place_of(kind: &Kind) -> DifferencePlace {
    match kind {
        Kind::Heading { .. } => DifferencePlace::Heading,
        Kind::Paragraph | Kind::Quote => DifferencePlace::Paragraph,
        Kind::Item { .. } => DifferencePlace::Item,
        Kind::TableRow => DifferencePlace::Table,
    }
}

fn list_prose(place: DifferencePlace, pieces: &[Piece], list: &mut Vec<ListedDifference>) {
    let mut after = String::new();
    for piece in pieces {
        let one = plain_text(&piece.one);
        match piece.difference {
            None => after = lead_in(&one),
            Some(number) => list.push(ListedDifference {
                number,
                place,
                after: std::mem::take(&mut after),
                one,
                two: plain_text(&piece.two),
            }),
        }
    }
}

fn list_code(lines: &[LinePair], list: &mut Vec<ListedDifference>) {
    for line in lines {
        let Some(number) = line.difference else { continue };
        if list.last().is_none_or(|last| last.number != number) {
            list.push(ListedDifference {
                number,
                place: DifferencePlace::Code,
                after: String::new(),
                one: String::new(),
                two: String::new(),
            });
        }
        let Some(listed) = list.last_mut() else { continue };
        for (text, number, side) in [(&mut listed.one, line.one, 0), (&mut listed.two, line.two, 1)] {
            if number.is_some() {
                let pieces = line.pieces.iter().map(|piece| [&piece.one, &piece.two][side].as_str());
                text.extend(pieces.chain(["\n"]));
            }
        }
    }
}

fn plain_text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Returns the end of a text, starting at a word.
fn lead_in(text: &str) -> String {
    let text = text.trim();
    let Some((start, _)) = text.char_indices().rev().nth(MAX_LEAD_IN) else {
        return text.to_owned();
    };
    let end = &text[start..];
    let word = end
        .find(char::is_whitespace)
        .map_or(end, |space| end[space..].trim_start());
    format!("… {word}")
}
