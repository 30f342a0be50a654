//! Compares two blocks of prose by words.

use crate::{
    block::{Span, SpanCutter},
    row::Piece,
    sequence::{Change, changes},
    token::{Token, is_word, tokens},
};

/// A part of two texts that is equal or different, with its end in both, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) same: bool,
    pub(crate) ends: [usize; 2],
}

/// Returns two blocks of prose as pieces. Differences are not numbered yet: any number marks one.
pub(crate) fn compare_spans(one: &[Span], two: &[Span]) -> Vec<Piece> {
    let mut cutters = [SpanCutter::new(one), SpanCutter::new(two)];
    stretches(&plain_text(one), &plain_text(two))
        .into_iter()
        .map(|stretch| Piece {
            difference: (!stretch.same).then_some(0),
            one: cutters[0].cut_to(stretch.ends[0]),
            two: cutters[1].cut_to(stretch.ends[1]),
        })
        .filter(|piece| !(piece.one.is_empty() && piece.two.is_empty()))
        .collect()
}

/// Returns the piece of a block of prose that has no counterpart.
pub(crate) fn unmatched(spans: &[Span]) -> Vec<Piece> {
    vec![Piece {
        difference: Some(0),
        one: spans.to_vec(),
        two: Vec::new(),
    }]
}

/// Returns the equal and different parts of two texts.
fn stretches(one: &str, two: &str) -> Vec<Stretch> {
    let sides = [tokens(one), tokens(two)];
    let changes = merge_changes(changed_tokens(&sides), &sides[0]);
    stretches_between(changes, &sides, [one, two])
}

/// Returns which tokens differ.
pub(crate) fn changed_tokens(sides: &[Vec<Token<'_>>; 2]) -> Vec<Change> {
    let [one, two] = sides;
    changes(one.iter().map(|token| token.word), two.iter().map(|token| token.word))
}

/// Returns the equal and different parts of two texts from their changed tokens. White space is no difference, and
/// white space after a difference is not part of it.
pub(crate) fn stretches_between(
    changes: Vec<Change>,
    sides: &[Vec<Token<'_>>; 2],
    [one, two]: [&str; 2],
) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for change in changes {
        stretches.push(Stretch {
            same: true,
            ends: [
                start_of(&sides[0], change.one.start, one),
                start_of(&sides[1], change.two.start, two),
            ],
        });
        stretches.push(Stretch {
            same: false,
            ends: [
                end_of(&sides[0], change.one.start, change.one.end, one),
                end_of(&sides[1], change.two.start, change.two.end, two),
            ],
        });
    }
    stretches.push(Stretch {
        same: true,
        ends: [one.len(), two.len()],
    });
    stretches
}

/// Merges changes that have only punctuation between them: a comma that both sides happen to share says nothing.
pub(crate) fn merge_changes(changes: Vec<Change>, one: &[Token<'_>]) -> Vec<Change> {
    let mut joined: Vec<Change> = Vec::new();
    for change in changes {
        match joined.last_mut() {
            Some(last)
                if is_replacement(last)
                    && is_replacement(&change)
                    && is_punctuation(&one[last.one.end..change.one.start]) =>
            {
                last.one.end = change.one.end;
                last.two.end = change.two.end;
            }
            _ => joined.push(change),
        }
    }
    joined
}

fn is_replacement(change: &Change) -> bool {
    !change.one.is_empty() && !change.two.is_empty()
}

fn is_punctuation(tokens: &[Token<'_>]) -> bool {
    tokens.iter().all(|token| !is_word(token.word))
}

fn start_of(tokens: &[Token<'_>], index: usize, text: &str) -> usize {
    tokens.get(index).map_or(text.len(), |token| token.start)
}

/// Returns where the tokens of a change end, without trailing white space, because highlighting it would not be
/// visible.
fn end_of(tokens: &[Token<'_>], from: usize, to: usize, text: &str) -> usize {
    match tokens[from..to].last() {
        Some(last) => last.word_end(),
        None => start_of(tokens, from, text),
    }
}

fn plain_text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}
