//! Two blocks of prose in one row, compared by words.

use crate::{
    block::{Cutter, Span},
    row::Piece,
    sequence::{Change, changes},
    token::{Token, is_word, tokens},
};

/// A stretch of two texts, in bytes: where it ends in each, and whether both say the same there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) same: bool,
    pub(crate) ends: [usize; 2],
}

/// Two blocks of prose as pieces, not numbered yet: any number stands for a difference.
pub(crate) fn pieces(one: &[Span], two: &[Span]) -> Vec<Piece> {
    let mut cutters = [Cutter::new(one), Cutter::new(two)];
    stretches(&text(one), &text(two))
        .into_iter()
        .map(|stretch| Piece {
            difference: (!stretch.same).then_some(0),
            one: cutters[0].take(stretch.ends[0]),
            two: cutters[1].take(stretch.ends[1]),
        })
        .filter(|piece| !(piece.one.is_empty() && piece.two.is_empty()))
        .collect()
}

/// One block of prose that stands alone.
pub(crate) fn alone(spans: &[Span]) -> Vec<Piece> {
    vec![Piece {
        difference: Some(0),
        one: spans.to_vec(),
        two: Vec::new(),
    }]
}

/// Where two texts of prose say the same and where not.
fn stretches(one: &str, two: &str) -> Vec<Stretch> {
    let sides = [tokens(one), tokens(two)];
    let changes = joined(changed(&sides), &sides[0]);
    between(changes, &sides, [one, two])
}

/// Which tokens differ.
pub(crate) fn changed(sides: &[Vec<Token<'_>>; 2]) -> Vec<Change> {
    let [one, two] = sides;
    changes(one.iter().map(|token| token.word), two.iter().map(|token| token.word))
}

/// Where two texts say the same and where not, the changed tokens known. White space is no difference, and what follows
/// a difference is not in it.
pub(crate) fn between(changes: Vec<Change>, sides: &[Vec<Token<'_>>; 2], [one, two]: [&str; 2]) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for change in changes {
        stretches.push(Stretch {
            same: true,
            ends: [
                start(&sides[0], change.one.start, one),
                start(&sides[1], change.two.start, two),
            ],
        });
        stretches.push(Stretch {
            same: false,
            ends: [
                end(&sides[0], change.one.start, change.one.end, one),
                end(&sides[1], change.two.start, change.two.end, two),
            ],
        });
    }
    stretches.push(Stretch {
        same: true,
        ends: [one.len(), two.len()],
    });
    stretches
}

/// Two changes with nothing but signs between them are one: a comma both sides happen to have says nothing.
pub(crate) fn joined(changes: Vec<Change>, one: &[Token<'_>]) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    for change in changes {
        match joined.last_mut() {
            Some(last) if replaces(last) && replaces(&change) && signs(&one[last.one.end..change.one.start]) => {
                last.one.end = change.one.end;
                last.two.end = change.two.end;
            }
            _ => joined.push(change),
        }
    }
    joined
}

fn replaces(change: &Change) -> bool {
    !change.one.is_empty() && !change.two.is_empty()
}

fn signs(tokens: &[Token<'_>]) -> bool {
    tokens.iter().all(|token| !is_word(token.word))
}

fn start(tokens: &[Token<'_>], index: usize, text: &str) -> usize {
    tokens.get(index).map_or(text.len(), |token| token.start)
}

/// Where the tokens of a change end: without the white space after the last, which no one would see marked.
fn end(tokens: &[Token<'_>], from: usize, to: usize, text: &str) -> usize {
    match tokens[from..to].last() {
        Some(last) => last.word_end(),
        None => start(tokens, from, text),
    }
}

fn text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
