//! Tests that a growing document ends like the same document rendered at once, however it was split.

#[path = "support/fragments.rs"]
mod fragments;
mod support;

use fragments::fragments;
use markup::{Block, LiveDocument, Patch, render};
use proptest::prelude::*;

/// The state of a page, which sees only what patches tell.
#[derive(Default)]
struct Reader {
    blocks: Vec<(String, Vec<String>)>,
    /// Bytes received.
    told: usize,
}

impl Reader {
    fn apply(&mut self, document: &LiveDocument, patch: Patch) {
        let now = document.parts();
        if !patch.changed {
            assert_eq!(patch.keep, self.blocks.len());
            return self.compare(now);
        }
        let mut next = patch.keep;
        assert!(next <= self.blocks.len(), "a patch never skips blocks");
        if patch.shell_changed {
            assert_eq!(patch.keep_parts, 0);
        } else {
            let (shell, parts) = &mut self.blocks[next];
            assert_eq!(shell, now[next].shell(), "the shell is as it was");
            assert!(patch.keep_parts <= parts.len(), "a patch never skips parts");
            parts.truncate(patch.keep_parts);
            parts.extend_from_slice(&now[next].parts()[patch.keep_parts..]);
            self.told += now[next].parts()[patch.keep_parts..]
                .iter()
                .map(String::len)
                .sum::<usize>();
            next += 1;
        }
        self.blocks.truncate(next);
        for block in &now[next.min(now.len())..] {
            self.blocks.push((block.shell().to_owned(), block.parts().to_vec()));
            self.told += block.html().len();
        }
        self.compare(now);
    }

    fn compare(&self, now: &[Block]) {
        let is_same = |((shell, parts), block): (&(String, Vec<String>), &Block)| {
            shell == block.shell() && parts == block.parts()
        };
        assert!(
            self.blocks.len() == now.len() && self.blocks.iter().zip(now).all(is_same),
            "the reader follows: {:?} but {now:?}",
            self.blocks
        );
    }
}

/// Pushes pieces and checks every patch with two readers, one that applies each and one that merges three. Returns the
/// final blocks.
fn grow<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Vec<String> {
    let mut document = LiveDocument::new();
    let (mut reader, mut slow, mut due) = (Reader::default(), Reader::default(), None::<Patch>);
    for (count, piece) in pieces.into_iter().enumerate() {
        let patch = document.push(piece);
        reader.apply(&document, patch);
        due = Some(due.map_or(patch, |due| due.merge(patch)));
        if let Some(patch) = due.take_if(|_| count % 3 == 2) {
            slow.apply(&document, patch);
        }
        for block in &document.parts()[patch.keep..] {
            support::assert_clean(&block.html());
            support::assert_clean_apart(block);
        }
    }
    let patch = document.finish();
    reader.apply(&document, patch);
    slow.apply(&document, due.map_or(patch, |due| due.merge(patch)));
    let joined: Vec<String> = document.parts().iter().map(Block::html).collect();
    assert_eq!(joined, document.blocks());
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

/// Returns long blocks of every kind that grows by parts, with text that ends, loosens or imitates them.
fn long_blocks() -> Vec<String> {
    let sentence = "Words that say **something** and `more` of it, as an answer would. ";
    let mut texts = Vec::new();
    for start in [
        "- item *a*\n",
        "1. item\n   more\n",
        "7) item\n",
        "* a\n\n  b\n",
        "- a\n  - b\n    - c\n",
        "- ```rust\n  fn a() {}\n  ```\n",
        "+ [ ] task\n",
        "  - inset\n",
    ] {
        for end in [
            "",
            "\n- late\n",
            "\nText.\n",
            "* other\n",
            "Lazy.\n",
            "---\n",
            "```rust\nfn a() {}\n",
            "[^1]\n\n[^1]: n\n",
        ] {
            texts.push(format!("Before.\n\n{}{end}", start.repeat(5)));
        }
    }
    for end in [
        "",
        "\nText.\n",
        "Cell\n",
        "- item\n",
        "> quote\n",
        "| a | b | c |\n",
        "    x\n",
        "# h\n",
    ] {
        texts.push(format!("| a | *b* |\n|---|--:|\n{}{end}", "| 1 | `2` |\n".repeat(5)));
        texts.push(format!("a | b\n---|---\n{}{end}", "1 | **2\n".repeat(5)));
    }
    for end in [
        "",
        "\n===\n",
        "\n\nText.\n",
        "\n- item\n",
        "an *open end, a | b\n---|---\n",
    ] {
        texts.push(format!("{}{end}", sentence.repeat(40)));
        texts.push(format!("{}{end}", sentence.replace(", ", ",\n").repeat(40)));
        texts.push(format!("A **strong {}** b{end}", sentence.replace('*', "").repeat(40)));
    }
    texts
}

#[test]
fn long_blocks_end_the_same_and_look_the_same_on_the_way() {
    for text in long_blocks() {
        let pieces = || {
            text.as_bytes()
                .chunks(7)
                .map(|piece| std::str::from_utf8(piece).expect("ASCII"))
        };
        assert_eq!(grow(pieces()), render(&text), "{text}");
        let mut document = LiveDocument::new();
        let mut so_far = String::new();
        for (count, piece) in pieces().enumerate() {
            document.push(piece);
            so_far.push_str(piece);
            if count % 3 != 0 {
                continue;
            }
            // A document that gets everything at once has no final parts.
            let mut at_once = LiveDocument::new();
            at_once.push(&so_far);
            let plain =
                |document: &LiveDocument| document.blocks().concat().replace("<span>", "").replace("</span>", "");
            assert_eq!(plain(&document), plain(&at_once), "{so_far}");
        }
    }
}

#[test]
fn what_a_reader_is_told_grows_with_the_text_alone() {
    let code = format!("```rust\n{}", "    let value = call(1, \"two\"); // done\n".repeat(500));
    let list = "- An **item** of a list, as long as they are.\n".repeat(500);
    let table = format!(
        "| a | b |\n|---|---|\n{}",
        "| some cell | another *cell* |\n".repeat(500)
    );
    let paragraph = "A sentence of a paragraph that does not end, with `code`. ".repeat(500);
    for text in [code, list, table, paragraph] {
        let told = |text: &str| {
            let (mut document, mut reader) = (LiveDocument::new(), Reader::default());
            for piece in text.as_bytes().chunks(16) {
                let patch = document.push(std::str::from_utf8(piece).expect("ASCII"));
                reader.apply(&document, patch);
            }
            reader.told
        };
        let (half, whole) = (told(&text[..text.len() / 2]), told(&text));
        assert!(
            whole < 3 * half,
            "{whole} for all, {half} for the first half of {}",
            &text[..60]
        );
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

#[test]
fn no_white_space_stands_between_the_tags_of_a_list() {
    let is_in_list = |before: &str, after: &str| {
        ["<ul", "<ol", "<li", "</li"].iter().any(|tag| before.starts_with(tag))
            || ["<li", "</li", "</ul", "</ol"].iter().any(|tag| after.starts_with(tag))
    };
    let texts = support::examples().into_iter().map(|(markdown, _)| markdown);
    for text in texts.chain(long_blocks()) {
        let html = render(&text).concat();
        for (at, _) in html.match_indices('>') {
            let (before, after) = html.split_at(at + 1);
            let tag = &before[before.rfind('<').unwrap_or(0)..];
            let is_gap = after.starts_with(char::is_whitespace) && after.trim_start().starts_with('<');
            assert!(!(is_gap && is_in_list(tag, after.trim_start())), "{tag} in {html}");
        }
    }
}
