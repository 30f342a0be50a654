//! The rows of a comparison: blocks that say nearly the same beside each other, their differences numbered.

use crate::{
    align::align,
    block::Block,
    code, prose,
    row::{CodeHead, LinePair, LinePiece, Piece, Row},
    token::words,
};

/// The rows of two answers; differences are not numbered yet.
pub(crate) fn rows(one: &[Block], two: &[Block]) -> Vec<Row> {
    let texts = [texts(one), texts(two)];
    let alike = align(&units(one, &texts[0]), &units(two, &texts[1]));
    let mut rows = Vec::new();
    let mut at = (0, 0);
    for (left, right) in alike.into_iter().chain([(one.len(), two.len())]) {
        rows.extend(one[at.0..left].iter().map(|block| row(Some(block), None)));
        rows.extend(two[at.1..right].iter().map(|block| row(None, Some(block))));
        if let (Some(first), Some(second)) = (one.get(left), two.get(right)) {
            rows.push(row(Some(first), Some(second)));
        }
        at = (left + 1, right + 1);
    }
    rows
}

fn texts(blocks: &[Block]) -> Vec<String> {
    blocks.iter().map(Block::text).collect()
}

/// The words of every block; of one with nothing but signs, these. A word of code is not that word in prose, so that code stands beside code.
fn units<'a>(blocks: &[Block], texts: &'a [String]) -> Vec<Vec<(bool, &'a str)>> {
    let unit = |(block, text): (&Block, &'a String)| {
        let mut unit: Vec<_> = words(text).map(|word| (block.is_code(), word)).collect();
        if unit.is_empty() {
            unit.push((block.is_code(), text));
        }
        unit
    };
    blocks.iter().zip(texts).map(unit).collect()
}

fn row(one: Option<&Block>, two: Option<&Block>) -> Row {
    match (one, two) {
        (Some(Block::Code { text, .. }), None) => code_row(one, None, code::alone(text)),
        (None, Some(Block::Code { text, .. })) => swap_row(code_row(two, None, code::alone(text))),
        (Some(Block::Code { text: first, .. }), Some(Block::Code { text: second, .. })) => {
            code_row(one, two, code::lines(first, second))
        }
        (None, Some(_)) => swap_row(row(two, None)),
        _ => prose_row(one, two),
    }
}

fn code_row(one: Option<&Block>, two: Option<&Block>, lines: Vec<LinePair>) -> Row {
    Row::Code {
        one: one.and_then(head),
        two: two.and_then(head),
        lines,
    }
}

fn head(block: &Block) -> Option<CodeHead> {
    match block {
        Block::Code { language, text, number } => Some(CodeHead {
            language: language.clone(),
            number: *number,
            lines: u32::try_from(code::split(text).len()).unwrap_or(u32::MAX),
        }),
        Block::Prose { .. } => None,
    }
}

fn prose_row(one: Option<&Block>, two: Option<&Block>) -> Row {
    let side = |block: Option<&Block>| match block {
        Some(Block::Prose { kind, spans }) => (Some(kind.clone()), spans.clone()),
        _ => (None, Vec::new()),
    };
    let ((one, first), (two, second)) = (side(one), side(two));
    let pieces = if two.is_none() {
        prose::alone(&first)
    } else {
        prose::pieces(&first, &second)
    };
    Row::Prose { one, two, pieces }
}

/// The same rows with their sides exchanged; of rows that stand alone the first's still come before the second's.
pub(crate) fn swap(rows: Vec<Row>) -> Vec<Row> {
    let mut swapped = Vec::with_capacity(rows.len());
    let mut of_second = Vec::new();
    for row in rows.into_iter().map(swap_row) {
        if is_alone(&row, 1) {
            of_second.push(row);
        } else {
            if !is_alone(&row, 0) {
                swapped.append(&mut of_second);
            }
            swapped.push(row);
        }
    }
    swapped.append(&mut of_second);
    swapped
}

fn is_alone(row: &Row, side: usize) -> bool {
    let (one, two) = match row {
        Row::Prose { one, two, .. } => (one.is_some(), two.is_some()),
        Row::Code { one, two, .. } => (one.is_some(), two.is_some()),
    };
    [one && !two, two && !one][side]
}

fn swap_row(row: Row) -> Row {
    match row {
        Row::Prose { one, two, pieces } => Row::Prose {
            one: two,
            two: one,
            pieces: pieces.into_iter().map(swap_piece).collect(),
        },
        Row::Code { one, two, lines } => Row::Code {
            one: two,
            two: one,
            lines: swap_lines(lines),
        },
    }
}

fn swap_piece(piece: Piece) -> Piece {
    Piece {
        one: piece.two,
        two: piece.one,
        ..piece
    }
}

/// As with rows: lines of the first alone come before lines of the second alone.
fn swap_lines(lines: Vec<LinePair>) -> Vec<LinePair> {
    let mut swapped = Vec::with_capacity(lines.len());
    let mut of_second = Vec::new();
    for line in lines.into_iter().map(swap_line) {
        if line.one.is_none() {
            of_second.push(line);
        } else {
            if line.two.is_some() {
                swapped.append(&mut of_second);
            }
            swapped.push(line);
        }
    }
    swapped.append(&mut of_second);
    swapped
}

fn swap_line(line: LinePair) -> LinePair {
    let swap = |piece: LinePiece| LinePiece {
        one: piece.two,
        two: piece.one,
        ..piece
    };
    LinePair {
        one: line.two,
        two: line.one,
        difference: line.difference,
        pieces: line.pieces.into_iter().map(swap).collect(),
    }
}

/// Numbers the differences from 1, in reading order, and says how many there are.
pub(crate) fn number(rows: &mut [Row]) -> u32 {
    let mut last = 0;
    for row in rows {
        match row {
            Row::Prose { pieces, .. } => {
                for difference in pieces.iter_mut().filter_map(|piece| piece.difference.as_mut()) {
                    last += 1;
                    *difference = last;
                }
            }
            Row::Code { lines, .. } => last = number_lines(lines, last),
        }
    }
    last
}

/// Lines that follow one another are one difference.
fn number_lines(lines: &mut [LinePair], mut last: u32) -> u32 {
    let mut goes_on = false;
    for line in lines {
        if let Some(difference) = &mut line.difference {
            last += u32::from(!goes_on);
            *difference = last;
        }
        goes_on = line.difference.is_some();
    }
    last
}
