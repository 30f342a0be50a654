//! Tests quirk 31 for each tag and split.

use proptest::{prelude::*, test_runner::RngSeed};

use super::*;

/// Returns reasoning and answer text, each joined.
fn split<'a>(texts: impl IntoIterator<Item = &'a str>) -> (String, String) {
    let (mut splitter, mut pieces) = (ThinkSplitter::default(), Vec::new());
    texts.into_iter().for_each(|text| splitter.push(text, &mut pieces));
    splitter.finish(&mut pieces);
    let (mut reasoning, mut answer) = (String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::Reasoning(text) => reasoning += &text,
            Piece::Text(text) => answer += &text,
            Piece::Image(_) => panic!("a picture out of text"),
        }
    }
    (reasoning, answer)
}

fn characters(text: &str) -> Vec<&str> {
    text.char_indices()
        .map(|(at, char)| &text[at..at + char.len_utf8()])
        .collect()
}

#[track_caller]
fn check(text: &str, reasoning: &str, answer: &str) {
    assert_eq!(split([text]), (reasoning.into(), answer.into()), "whole");
    assert_eq!(
        split(characters(text)),
        (reasoning.into(), answer.into()),
        "by character"
    );
}

#[test]
fn thought_then_answer() {
    check("<think>a < b</think>yes", "a < b", "yes");
    check("\n<think>\nplan\n</think>\n\nyes", "\nplan\n", "yes");
    check("<think>a</think><think>b</think>c", "ab", "c");
    check("one\n<think>two</think>three", "two", "one\nthree");
}

#[test]
fn orphans_and_empty_thoughts_are_dropped() {
    check("</think>yes", "", "yes");
    check("plan\n</think>\nyes", "", "plan\n\nyes");
    check("<think/>yes", "", "yes");
    check("<think />\n\nyes", "", "yes");
    check("<think></think>yes", "", "yes");
}

#[test]
fn an_unclosed_thought_stays_reasoning() {
    check("<think>still at it </thi", "still at it </thi", "");
}

#[test]
fn in_code_and_amid_a_line_it_is_text() {
    for text in [
        "```xml\n<think>a</think>\n```\nb",
        "~~~\n<think>a</think>\n```\n</think>\n~~~\n",
        "````\n```\n<think>\n````\n",
        "see `<think>` and `</think>` there",
        "``a ` <think>``",
        "- x\n\n      <think>a</think>\n",
        "the <think> tag",
        "<thinking> hard",
        "a <",
        "<thin",
        "   ",
    ] {
        check(text, "", text);
    }
}

#[test]
fn after_a_fence_has_closed_tags_count_again() {
    check("```\n<think>\n```\n<think>x</think>y", "x", "```\n<think>\n```\ny");
    check("`a\n<think>x</think>y", "x", "`a\ny");
}

#[test]
fn a_fence_inside_a_thought_hides_no_closing_tag() {
    check("<think>```\nlet</think>yes", "```\nlet", "yes");
}

#[test]
fn text_is_given_out_at_once() {
    let (mut splitter, mut pieces) = (ThinkSplitter::default(), Vec::new());
    splitter.push("Hello, wor", &mut pieces);
    assert_eq!(pieces, [Piece::Text("Hello, wor".into())]);
}

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<think>"),
        Just("</think>"),
        Just("<think/>"),
        Just("<"),
        Just("`"),
        Just("```"),
        Just("~~~"),
        Just("\n"),
        Just(" "),
        Just("    "),
        Just("é"),
        Just("word"),
        Just("</"),
        Just("\r\n"),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_split_gives_the_same(text in texts(), stride in 1usize..9) {
        let whole = split([text.as_str()]);
        prop_assert_eq!(split(characters(&text)), whole.clone());
        let strides: Vec<String> = characters(&text).chunks(stride).map(<[&str]>::concat).collect();
        prop_assert_eq!(split(strides.iter().map(String::as_str)), whole);
    }

    #[test]
    fn text_without_tags_is_unchanged(text in "[a-z<>/` \n]{0,60}") {
        prop_assume!(!text.contains("think"));
        prop_assert_eq!(split([text.as_str()]), (String::new(), text));
    }
}
