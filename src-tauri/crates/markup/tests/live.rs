//! A document that grows ends as the same document rendered at once, wherever it was cut.

#[path = "support/fragments.rs"]
mod fragments;
mod support;

use fragments::fragments;
use markup::{LiveDocument, render};
use proptest::prelude::*;

/// Pushes pieces, checking every patch against a reader that applies them, and gives the final blocks.
fn grow<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let mut document = LiveDocument::new();
    let mut reader: Vec<String> = Vec::new();
    let mut apply = |document: &LiveDocument, patch: markup::Patch| {
        assert!(patch.keep <= reader.len(), "a patch never skips blocks");
        let before = reader.clone();
        reader.truncate(patch.keep);
        reader.extend_from_slice(&document.blocks()[patch.keep..]);
        assert_eq!(reader, document.blocks(), "the reader follows");
        assert!(patch.changed || before == reader, "a patch says when something changed");
    };
    for piece in pieces {
        let patch = document.push(piece);
        apply(&document, patch);
        for block in &document.blocks()[patch.keep..] {
            support::assert_clean(block);
        }
    }
    let patch = document.finish();
    apply(&document, patch);
    document.into_blocks()
}

fn characters(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().map(|(at, c)| &text[at..at + c.len_utf8()])
}

#[test]
fn every_commonmark_example_ends_the_same_cut_at_every_character() {
    let examples = support::examples();
    assert_eq!(examples.len(), 652);
    for (markdown, _) in examples {
        assert_eq!(grow(characters(&markdown)), render(&markdown), "{markdown}");
        assert_eq!(grow(markdown.split_inclusive('\n')), render(&markdown), "{markdown}");
    }
}

#[test]
fn examples_after_one_another_end_the_same() {
    let examples = support::examples();
    for pair in examples.windows(2) {
        let text = format!("{}{}", pair[0].0, pair[1].0);
        assert_eq!(grow(text.split_inclusive('\n')), render(&text), "{text}");
        let text = format!("{}\n{}", pair[0].0, pair[1].0);
        assert_eq!(grow(text.split_inclusive('\n')), render(&text), "{text}");
    }
}

fn cut(text: &str, places: &[prop::sample::Index]) -> Vec<String> {
    let mut at: Vec<usize> = places
        .iter()
        .map(|place| place.index(text.len() + 1))
        .filter(|at| text.is_char_boundary(*at))
        .collect();
    at.extend([0, text.len()]);
    at.sort_unstable();
    at.windows(2).map(|pair| text[pair[0]..pair[1]].to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_text_cut_anywhere_ends_the_same(text in fragments(), places in prop::collection::vec(any::<prop::sample::Index>(), 0..12)) {
        let pieces = cut(&text, &places);
        prop_assert_eq!(grow(pieces.iter().map(String::as_str)), render(&text));
    }

    #[test]
    fn any_text_character_by_character_ends_the_same(text in fragments()) {
        prop_assert_eq!(grow(characters(&text)), render(&text));
    }

    #[test]
    fn arbitrary_characters_do_no_harm(text in "\\PC{0,200}", more in any::<String>()) {
        let text = text + &more;
        prop_assert_eq!(grow(characters(&text)), render(&text));
    }
}
