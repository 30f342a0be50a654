//! Builds the rows of a comparison: similar blocks beside each other, differences numbered.

use crate::{
    align::align,
    block::Block,
    code, prose,
    row::{CodeHead, LinePair, LinePiece, Piece, Row},
    token::words,
};

/// Returns the rows of two answers. Differences are not numbered yet.
pub(crate) fn align_rows(one: &[Block], two: &[Block]) -> Vec<Row> {
    let texts = [texts(one), texts(two)];
    let alike = align(&comparison_units(one, &texts[0]), &comparison_units(two, &texts[1]));
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

/// Returns the words of every block, or the text of a block that has only punctuation. A word in code never equals the
/// same word in prose, so that code is aligned with code.
fn comparison_units<'a>(blocks: &[Block], texts: &'a [String]) -> Vec<Vec<(bool, &'a str)>> {
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
        (Some(Block::Code { text, .. }), None) => code_row(one, None, code::unmatched(text)),
        (None, Some(Block::Code { text, .. })) => swap_row(code_row(two, None, code::unmatched(text))),
        (Some(Block::Code { text: first, .. }), Some(Block::Code { text: second, .. })) => {
            code_row(one, two, code::align_lines(first, second))
        }
        (None, Some(_)) => swap_row(row(two, None)),
        _ => prose_row(one, two),
    }
}

fn code_row(one: Option<&Block>, two: Option<&Block>, lines: Vec<LinePair>) -> Row {
    Row::Code {
        one: one.and_then(code_head),
        two: two.and_then(code_head),
        lines,
    }
}

fn code_head(block: &Block) -> Option<CodeHead> {
    match block {
        Block::Code { language, text, number } => Some(CodeHead {
            language: language.clone(),
            number: *number,
            lines: u32::try_from(code::split_lines(text).len()).unwrap_or(u32::MAX),
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
        prose::unmatched(&first)
    } else {
        prose::compare_spans(&first, &second)
    };
    Row::Prose { one, two, pieces }
}

/// Swaps the sides of all rows. Of adjacent rows without a counterpart, those of the first side still come first.
pub(crate) fn swap_sides(rows: Vec<Row>) -> Vec<Row> {
    let mut swapped = Vec::with_capacity(rows.len());
    let mut of_second = Vec::new();
    for row in rows.into_iter().map(swap_row) {
        if is_unmatched(&row, 1) {
            of_second.push(row);
        } else {
            if !is_unmatched(&row, 0) {
                swapped.append(&mut of_second);
            }
            swapped.push(row);
        }
    }
    swapped.append(&mut of_second);
    swapped
}

fn is_unmatched(row: &Row, side: usize) -> bool {
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

/// Swaps the sides of all lines. As with rows, lines of the first side alone come first.
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

/// Numbers the differences from 1 in reading order and returns how many there are.
pub(crate) fn number_differences(rows: &mut [Row]) -> u32 {
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

/// Numbers the lines of a code block. Consecutive lines are one difference.
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
