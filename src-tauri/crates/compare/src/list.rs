//! Every difference by itself, in reading order: the layout to be read aloud.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    block::{Kind, Span},
    row::{LinePair, Piece, Row},
};

/// Longest lead-in, characters.
const LEAD: usize = 60;

/// Where a difference stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In a heading.
    Heading,
    /// In a paragraph, quoted or not.
    Paragraph,
    /// In a list item.
    Item,
    /// In a row of a table.
    Table,
    /// In a block of code.
    Code,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Listed {
    /// Its number.
    pub number: u32,
    /// Where it stands.
    pub place: Place,
    /// What both say just before it, its beginning left out where it is long; empty at the start of a block.
    pub after: String,
    /// What only the first says; lines are ended by line feeds.
    pub one: String,
    /// What only the second says.
    pub two: String,
}

pub(crate) fn list(rows: &[Row]) -> Vec<Listed> {
    let mut list = Vec::new();
    for row in rows {
        match row {
            Row::Prose { one, two, pieces } => {
                let place = one.as_ref().or(two.as_ref()).map_or(Place::Paragraph, place);
                prose(place, pieces, &mut list);
            }
            Row::Code { lines, .. } => code(lines, &mut list),
        }
    }
    list
}

fn place(kind: &Kind) -> Place {
    match kind {
        Kind::Heading { .. } => Place::Heading,
        Kind::Paragraph | Kind::Quote => Place::Paragraph,
        Kind::Item { .. } => Place::Item,
        Kind::TableRow => Place::Table,
    }
}

fn prose(place: Place, pieces: &[Piece], list: &mut Vec<Listed>) {
    let mut after = String::new();
    for piece in pieces {
        let one = text(&piece.one);
        match piece.difference {
            None => after = tail(&one),
            Some(number) => list.push(Listed {
                number,
                place,
                after: std::mem::take(&mut after),
                one,
                two: text(&piece.two),
            }),
        }
    }
}

fn code(lines: &[LinePair], list: &mut Vec<Listed>) {
    for line in lines {
        let Some(number) = line.difference else { continue };
        if list.last().is_none_or(|last| last.number != number) {
            list.push(Listed {
                number,
                place: Place::Code,
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

fn text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// The end of a text, from the start of a word.
fn tail(text: &str) -> String {
    let text = text.trim();
    let Some((start, _)) = text.char_indices().rev().nth(LEAD) else {
        return text.to_owned();
    };
    let end = &text[start..];
    let word = end
        .find(char::is_whitespace)
        .map_or(end, |space| end[space..].trim_start());
    format!("… {word}")
}
