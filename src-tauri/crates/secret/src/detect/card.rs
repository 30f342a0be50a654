//! Detects payment card numbers by issuer range, length, grouping and Luhn check digit.

use std::ops::Range;

use super::boundary::is_whole_word;

/// How card numbers are grouped when they are written with separators.
const GROUPS: [&[usize]; 6] = [
    &[4, 4, 4, 4],
    &[4, 6, 5],
    &[4, 6, 4],
    &[4, 4, 4, 4, 3],
    &[6, 13],
    &[4, 4, 4, 2],
];

/// Finds all card numbers in `text`.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    digit_runs(text).filter(|at| is_whole_word(text, at) && !is_part_of_longer(text, at) && is_card(&text[at.clone()]))
}

/// Finds runs of digits with at most one space or dash between two digits.
fn digit_runs(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !bytes[at].is_ascii_digit() {
            at += 1;
        }
        let (start, mut end) = (at, at);
        while at < bytes.len() {
            match bytes[at] {
                byte if byte.is_ascii_digit() => end = at + 1,
                b' ' | b'-' if end == at => {}
                _ => break,
            }
            at += 1;
        }
        (start < end).then_some(start..end)
    })
}

/// Returns whether the digits belong to a phone number, version, amount or longer id.
fn is_part_of_longer(text: &str, at: &Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let mut after = text[at.end..].chars();
    let joined = before.is_some_and(|char| matches!(char, '+' | '.' | ',' | '-' | '/' | '#' | ':'));
    let goes_on =
        matches!(after.next(), Some('.' | ',' | '-' | ':')) && after.next().is_some_and(char::is_alphanumeric);
    (joined && before != Some(':')) || goes_on
}

fn is_card(written: &str) -> bool {
    let digits: Vec<u8> = written
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|byte| byte - b'0')
        .collect();
    let groups: Vec<usize> = written.split([' ', '-']).map(str::len).collect();
    let one_sign = !(written.contains(' ') && written.contains('-'));
    let grouped = groups.len() == 1 || GROUPS.contains(&groups.as_slice());
    let varied = digits.iter().collect::<std::collections::BTreeSet<_>>().len() > 1;
    one_sign && grouped && varied && is_issued(&digits) && is_luhn_valid(&digits)
}

/// Returns whether a card network issues numbers with these first digits and this length.
fn is_issued(digits: &[u8]) -> bool {
    let first = |count: usize| {
        digits
            .iter()
            .take(count)
            .fold(0_u32, |sum, digit| sum * 10 + u32::from(*digit))
    };
    let length = digits.len();
    match first(1) {
        4 => matches!(length, 16 | 19),
        5 => length == 16 && (51..=55).contains(&first(2)),
        2 => length == 16 && (2221..=2720).contains(&first(4)),
        3 => match first(2) {
            34 | 37 => length == 15,
            35 => length == 16 && (3528..=3589).contains(&first(4)),
            36 | 38 => length == 14,
            _ => length == 14 && (300..=305).contains(&first(3)),
        },
        6 => match first(2) {
            62 => (16..=19).contains(&length),
            65 => length == 16,
            _ => length == 16 && (first(4) == 6011 || (644..=649).contains(&first(3))),
        },
        _ => false,
    }
}

fn is_luhn_valid(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| u32::from(if at % 2 == 1 { doubled(*digit) } else { *digit }))
        .sum();
    sum.is_multiple_of(10)
}
