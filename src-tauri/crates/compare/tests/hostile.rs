//! Compares expensive texts that are as long as any answer. The cost must not be quadratic.
//!
//! No clock is read. If the work were quadratic, one of these would take minutes and the test run would time out.

use std::fmt::Write as _;

use compare::{LIMIT, Row, compare, shared_sentences};

/// About the length of the longest answers that models give, in bytes.
const LONG: usize = 100_000;

fn repeated(text: &str) -> String {
    text.repeat(LONG / text.len())
}

fn numbered(make: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= LONG {
            break;
        }
        let _ = write!(text, "{}", make(number));
    }
    text
}

/// Returns pairs of long texts, each an attack on another part of the algorithm.
fn attacks() -> Vec<(&'static str, String, String)> {
    let ascending = numbered(|n| format!("w{n} "));
    let mut words: Vec<&str> = ascending.split_whitespace().collect();
    words.reverse();
    let descending = words.join(" ");
    vec![
        (
            "nothing in common",
            numbered(|n| format!("a{n} ")),
            numbered(|n| format!("b{n} ")),
        ),
        (
            "every other word",
            numbered(|n| format!("w{n} ")),
            numbered(|n| format!("w{n} x{n} ")),
        ),
        ("the other way round", ascending.clone(), descending),
        ("two words only", repeated("a b "), repeated("b a a ")),
        ("paragraphs of one letter", repeated("a\n\n"), repeated("b\n\na\n\n")),
        ("signs", repeated(".,;:!"), repeated(",.:;?")),
        ("styles", repeated("*a* b **c** `d` "), repeated("**a** b *c* `e` ")),
        ("links", repeated("[a](b) "), repeated("[a](c) ")),
        ("quotes in quotes", repeated(">"), repeated("> ")),
        (
            "lists in lists",
            numbered(|n| format!("{}- a\n", " ".repeat(n % 90 * 2))),
            repeated("- a\n"),
        ),
        (
            "headings",
            numbered(|n| format!("# h{n}\n\na b c\n\n")),
            numbered(|n| format!("# g{n}\n\nc b a\n\n")),
        ),
        (
            "lines of code",
            format!("```\n{}", numbered(|n| format!("let a{n} = 1;\n"))),
            format!("```\n{}", numbered(|n| format!("let b{n} = 1;\n"))),
        ),
        (
            "one line of code",
            format!("```\n{ascending}"),
            format!("```\n{}", ascending.replace('w', "v")),
        ),
        ("Chinese", repeated("今天去学校"), repeated("明天不去学校")),
        (
            "a table",
            format!("|a|b|\n|-|-|\n{}", repeated("|c|d|\n")),
            format!("|a|b|\n|-|-|\n{}", repeated("|d|c|\n")),
        ),
    ]
}

#[test]
fn long_texts_are_compared_whatever_is_in_them() {
    for (name, one, two) in attacks() {
        let comparison = compare(&one, &two);
        assert!(comparison.differences > 0 || comparison.rows.is_empty(), "{name}");
        assert_eq!(comparison.list.len(), comparison.differences as usize, "{name}");
        assert!(
            comparison.sections.len() <= 200,
            "{name}: {}",
            comparison.sections.len()
        );
    }
}

#[test]
fn sentences_of_long_texts_are_found() {
    for (_, one, two) in attacks() {
        let shared = shared_sentences(&[&one, &two, &one]);
        assert!(shared.iter().all(|sentence| sentence.answers.len() > 1));
    }
}

#[test]
fn text_beyond_the_limit_is_truncated() {
    let long = "word ".repeat(LIMIT / 5 + 10);
    let comparison = compare(&long, &long[..LIMIT - 5]);
    assert!(comparison.cut);
    let Row::Prose { pieces, .. } = &comparison.rows[0] else {
        panic!("prose")
    };
    assert!(
        pieces
            .iter()
            .flat_map(|piece| &piece.one)
            .map(|span| span.text.len())
            .sum::<usize>()
            <= LIMIT
    );
    assert!(!compare("a", "b").cut);
}
