//! Counts how much two answers share.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    block::Span,
    row::{LinePair, Piece, Row},
    token::words,
};

/// How much only one side says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Count {
    /// Words of prose.
    pub words: u32,
    /// Lines of code.
    pub lines: u32,
}

/// The counts of a comparison.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) only: [Count; 2],
    /// Words that both sides have, in prose and code.
    common: u64,
    /// Words of both sides together, in prose and code.
    all: u64,
}

impl Tally {
    /// Returns the share of the words that both sides have, in percent: 100 only without a difference, 0 only without a
    /// common word.
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

pub(crate) fn count_shared(rows: &[Row]) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        match row {
            Row::Prose { pieces, .. } => pieces.iter().for_each(|piece| add_prose(&mut tally, piece)),
            Row::Code { lines, .. } => lines.iter().for_each(|line| add_code(&mut tally, line)),
        }
    }
    tally
}

fn add_prose(tally: &mut Tally, piece: &Piece) {
    let sides = [count_span_words(&piece.one), count_span_words(&piece.two)];
    tally.add(piece.difference.is_none(), sides[0], sides[1]);
    if piece.difference.is_some() {
        for (only, words) in tally.only.iter_mut().zip(sides) {
            only.words += u32::try_from(words).unwrap_or(u32::MAX);
        }
    }
}

fn add_code(tally: &mut Tally, line: &LinePair) {
    for piece in &line.pieces {
        tally.add(piece.same, count_words(&piece.one), count_words(&piece.two));
    }
    if line.difference.is_some() {
        tally.only[0].lines += u32::from(line.one.is_some());
        tally.only[1].lines += u32::from(line.two.is_some());
    }
}

fn count_span_words(spans: &[Span]) -> u64 {
    count_words(&spans.iter().map(|span| span.text.as_str()).collect::<String>())
}

fn count_words(text: &str) -> u64 {
    words(text).count() as u64
}
