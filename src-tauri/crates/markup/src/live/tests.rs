#[path = "../../tests/support/fragments.rs"]
mod fragments;

use fragments::fragments;
use proptest::prelude::*;

use super::LiveDocument;
use crate::block::Block;
use crate::normalize::Newlines;
use crate::notes::{Note, Notes, Order};
use crate::reference::{BUDGET, References};
use crate::render;
use crate::writer::{Reading, Written, write};

/// Renders the text in one parse, without splitting: what the blocks must add up to.
fn unsplit(text: &str) -> Vec<String> {
    let mut text = Newlines::default().normalize(text).into_owned();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let mut notes = Notes::default();
    // Once to find the footnotes, once more to number them.
    let found = read(&text, &notes).notes;
    define(&mut notes, found);
    notes.complete();
    let written = read(&text, &notes);
    define(&mut notes, written.notes);
    let last = notes.block(&[], &written.order);
    written.blocks.iter().chain(&last).map(Block::html).collect()
}

fn read(text: &str, notes: &Notes) -> Written {
    write(
        text,
        Reading {
            references: &References::default(),
            notes,
            order: &Order::default(),
            budget: usize::MAX,
            spent: 0,
            memo: None,
            growing: false,
        },
    )
}

fn define(notes: &mut Notes, new: Vec<Note>) {
    for (piece, note) in new.into_iter().enumerate() {
        notes.define(Note { piece, ..note });
    }
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
fn the_work_for_a_long_block_is_that_of_its_parts() {
    for (text, factor) in [
        ("- An item of a list, with **bold** words.\n".repeat(2_000), 40),
        ("1. Loose.\n\n".repeat(4_000), 40),
        (
            format!("| a | b |\n|---|---|\n{}", "| some | cells |\n".repeat(4_000)),
            40,
        ),
        ("A sentence of a paragraph, with `code` in it. ".repeat(2_000), 800),
    ] {
        let document = pushed(&text, 4);
        assert!(
            document.parsed.get() < factor * text.len(),
            "{} times {}",
            document.parsed.get() / text.len(),
            &text[..40]
        );
    }
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
fn impossible_fences_cost_no_work() {
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

#[test]
fn a_note_is_numbered_quoted_and_shown_at_the_end() {
    let mut document = LiveDocument::new();
    document
        .push("One[^b], two[^a], one[^b].\n\n[^a]: Not *that*.\n[^b]: See <https://b.example>.\n\n    Twice.\n\nMore.");
    document.finish();
    let blocks = document.blocks();
    assert!(
        blocks[0].contains(
            "One<sup class=\"note-ref\" title=\"See https://b.example. Twice.\">1</sup>, two<sup class=\"note-ref\" \
             title=\"Not that.\">2</sup>, one<sup class=\"note-ref\" title=\"See https://b.example. Twice.\">1</sup>."
        ),
        "{blocks:?}"
    );
    assert_eq!(blocks[1], "<p dir=\"auto\">More.</p>");
    assert!(blocks[2].starts_with("<section class=\"notes\""), "{blocks:?}");
    assert!(blocks[2].find("Twice.") < blocks[2].find("that"), "{blocks:?}");
}

#[test]
fn a_note_shows_while_it_is_written_and_stays_last() {
    let mut document = LiveDocument::new();
    document.push("A claim[^1]");
    assert!(
        document.blocks()[0].contains("A claim<sup class=\"note-ref\">1</sup>"),
        "{:?}",
        document.blocks()
    );
    document.push(".\n\n[^1]: Its sou");
    assert!(document.blocks()[1].contains("Its sou"), "{:?}", document.blocks());
    document.push("rce.\n\nMore ");
    assert!(document.blocks()[2].contains("Its source."), "{:?}", document.blocks());
    let patch = document.push("text");
    assert_eq!((patch.keep, document.blocks().len()), (1, 3));
}

#[test]
fn undefined_notes_are_text_in_the_end() {
    let text = "An array `a[^1]`, a[^1] and [^x].";
    assert_eq!(
        render(text),
        ["<p dir=\"auto\">An array <code>a[^1]</code>, a[^1] and [^x].</p>"]
    );
}

#[test]
fn notes_copy_no_more_than_the_budget() {
    let text = format!("{}\n\n[^1]: {}\n", "[^1] ".repeat(20_000), "x".repeat(400));
    let size: usize = render(&text).iter().map(String::len).sum();
    assert!(size < 2 * BUDGET, "{size}");
}
