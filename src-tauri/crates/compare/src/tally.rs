//! How much two answers share, in figures.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    block::Span,
    row::{LinePair, Piece, Row},
    token::words,
};

/// What only one side says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Count {
    /// Words of prose.
    pub words: u32,
    /// Lines of code.
    pub lines: u32,
}

/// The figures of a comparison.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) only: [Count; 2],
    /// Words both say, prose and code.
    common: u64,
    /// Words of both sides together, prose and code.
    all: u64,
}

impl Tally {
    /// The share of words that both say, percent; 100 only without a difference, 0 only without a common word.
    pub(crate) fn shared(&self, differences: u32) -> u8 {
        if differences == 0 {
            return 100;
        }
        let percent = (self.common * 200).checked_div(self.all).unwrap_or(0);
        u8::try_from(percent.clamp(u64::from(self.common > 0), 99)).unwrap_or(99)
    }

    fn add(&mut self, same: bool, one: u64, two: u64) {
        self.all += one + two;
        self.common += if same { one.min(two) } else { 0 };
    }
}

pub(crate) fn tally(rows: &[Row]) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        match row {
            Row::Prose { pieces, .. } => pieces.iter().for_each(|piece| prose(&mut tally, piece)),
            Row::Code { lines, .. } => lines.iter().for_each(|line| code(&mut tally, line)),
        }
    }
    tally
}

fn prose(tally: &mut Tally, piece: &Piece) {
    let sides = [count_spans(&piece.one), count_spans(&piece.two)];
    tally.add(piece.difference.is_none(), sides[0], sides[1]);
    if piece.difference.is_some() {
        for (only, words) in tally.only.iter_mut().zip(sides) {
            only.words += u32::try_from(words).unwrap_or(u32::MAX);
        }
    }
}

fn code(tally: &mut Tally, line: &LinePair) {
    for piece in &line.pieces {
        tally.add(piece.same, count(&piece.one), count(&piece.two));
    }
    if line.difference.is_some() {
        tally.only[0].lines += u32::from(line.one.is_some());
        tally.only[1].lines += u32::from(line.two.is_some());
    }
}

fn count_spans(spans: &[Span]) -> u64 {
    count(&spans.iter().map(|span| span.text.as_str()).collect::<String>())
}

fn count(text: &str) -> u64 {
    words(text).count() as u64
}
