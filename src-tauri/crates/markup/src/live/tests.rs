#[path = "../../tests/support/fragments.rs"]
mod fragments;

use fragments::fragments;
use proptest::prelude::*;

use super::LiveDocument;
use crate::block::Block;
use crate::intake::Newlines;
use crate::reference::{BUDGET, References};
use crate::render;
use crate::writer::{Reading, write};

/// The text in one parse, without splitting: what the blocks have to add up to.
fn unsplit(text: &str) -> Vec<String> {
    let mut text = Newlines::default().take(text).into_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    write(
        &text,
        Reading {
            references: &References::default(),
            budget: usize::MAX,
            growing: false,
        },
    )
    .blocks
    .iter()
    .map(Block::html)
    .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(11), ..ProptestConfig::default() })]

    #[test]
    fn splitting_changes_nothing(text in fragments()) {
        prop_assert_eq!(render(&text), unsplit(&text));
    }
}

fn pushed(text: &str, size: usize) -> LiveDocument {
    let mut document = LiveDocument::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(size.min(rest.len()));
        document.push(piece);
        rest = after;
    }
    document
}

#[test]
fn a_late_definition_reaches_its_reference_at_the_end() {
    let mut document = LiveDocument::new();
    document.push("See [docs].\n\nMore.\n\n[docs]: https://a.example\n\n");
    assert!(document.blocks()[0].contains("[docs]"), "{:?}", document.blocks());
    document.push("And [docs] again.\n\n[DOCS]: https://b.example\n");
    assert!(
        document.blocks()[2].contains("https://a.example"),
        "the first definition wins: {:?}",
        document.blocks()
    );
    let patch = document.finish();
    assert!(patch.changed && patch.keep == 0);
    assert!(
        document.blocks()[0].contains("href=\"https://a.example/\""),
        "{:?}",
        document.blocks()
    );
}

#[test]
fn sealed_blocks_stay_and_patches_begin_at_the_tail() {
    let mut document = LiveDocument::new();
    document.push("One.\n\nTwo.\n\n# Th");
    let patch = document.push("ree");
    assert_eq!((patch.keep, patch.changed), (2, true));
    let patch = document.push("");
    assert!(!patch.changed);
}

#[test]
fn the_work_for_many_blocks_is_a_small_multiple_of_the_text() {
    let text =
        "A paragraph of a usual length, with **bold** words and `code` in it, cut into small pieces.\n\n".repeat(200);
    let document = pushed(&text, 4);
    assert!(
        document.parsed.get() < 150 * text.len(),
        "{} for {}",
        document.parsed.get(),
        text.len()
    );
}

#[test]
fn a_long_fence_is_hardly_parsed_at_all() {
    let text = format!("Code:\n\n```rust\n{}```\n", "let a = b;\n".repeat(5_000));
    let document = pushed(&text, 4);
    assert!(document.parsed.get() < 1_000, "{}", document.parsed.get());
    assert_eq!(document.blocks().len(), 2);
}

#[test]
fn the_work_for_one_long_block_is_bounded() {
    for text in [
        "word ".repeat(40_000),
        "- item\n".repeat(20_000),
        format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(20_000)),
    ] {
        let document = pushed(&text, 400);
        assert!(
            document.parsed.get() < 150 * text.len(),
            "{} for {}",
            document.parsed.get(),
            text.len()
        );
    }
}

#[test]
fn fences_where_none_can_be_do_not_make_work() {
    let text = format!("<pre>\n{}", "```\n".repeat(10_000));
    let mut document = LiveDocument::silent();
    document.push(&text);
    assert!(
        document.parsed.get() < 20 * text.len(),
        "{} for {}",
        document.parsed.get(),
        text.len()
    );
}

#[test]
fn references_copy_no_more_than_the_budget() {
    let text = format!(
        "[a]: https://a.example/{}\n\n{}",
        "x".repeat(1_500),
        "[a]\n\n".repeat(20_000)
    );
    let blocks = render(&text);
    let linked = blocks.iter().filter(|block| block.contains("<a ")).count();
    assert!(linked > 100 && linked * 1_500 <= BUDGET, "{linked}");
    let mut document = pushed(&text, 1_000);
    document.finish();
    assert_eq!(document.into_blocks(), blocks);
}
