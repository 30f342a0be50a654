//! Checks hostile text with an HTML parser that shares no code with the writer.

#[path = "support/fragments.rs"]
mod fragments;
mod support;

use fragments::fragments;
use markup::{LiveDocument, render};
use proptest::prelude::*;
use support::{Seen, assert_clean, assert_clean_apart};

/// Returns the decoded corpus.
fn cases() -> Vec<String> {
    let lines = include_str!("hostile/cases.txt").lines();
    lines
        .filter(|line| !line.starts_with("# ") || line.contains('{'))
        .map(decode)
        .collect()
}

fn decode(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('⟦') {
        let (code, after) = after.split_once('⟧').expect("a closed code point");
        out.push_str(before);
        out.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = after;
    }
    (out + rest).replace('⏎', "\n")
}

/// Renders at once and incrementally, and checks every state.
fn judge(text: &str) -> Vec<Seen> {
    let mut document = LiveDocument::new();
    for (at, c) in text.char_indices() {
        document.push(&text[at..at + c.len_utf8()]);
        for block in document.parts() {
            assert_clean(&block.html());
            assert_clean_apart(block);
        }
    }
    document.finish();
    let blocks = render(text);
    assert_eq!(document.blocks(), blocks);
    blocks.iter().map(|block| assert_clean(block)).collect()
}

#[test]
fn nothing_hostile_survives() {
    let cases = cases();
    assert!(cases.len() >= 150, "{} cases", cases.len());
    for case in cases {
        judge(&case);
    }
}

#[test]
fn hostile_text_inside_other_blocks_stays_text() {
    for case in cases() {
        let line = case.replace('\n', " ");
        for frame in [
            "> ",
            "- ",
            "1. ",
            "# ",
            "| a |\n|---|\n| ",
            "**",
            "[",
            "![",
            "`",
            "```\n",
            "<div>\n",
            "- [ ] ",
            "x[^1]\n\n[^1]: ",
            "x[^",
            "```html\n",
            "```js\n",
            "~~~php\n",
            "```md\n",
        ] {
            for block in render(&format!("{frame}{line}")) {
                assert_clean(&block);
            }
        }
        // The text of a footnote is also in an attribute of its references.
        for block in render(&format!("a[^1] b[^{line}]\n\n[^1]: {line}\n[^{line}]: x\n")) {
            assert_clean(&block);
        }
        for block in render(&format!(
            "[{line}](https://a.example)\n\n![{line}](https://a.example)\n\n[x](<{line}>)"
        )) {
            assert_clean(&block);
        }
    }
}

#[test]
fn markup_is_shown_as_it_was_written() {
    for text in [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=x>b</b>",
        "<svg onload=alert(1)>",
    ] {
        let shown: String = judge(text).iter().map(|seen| seen.text.as_str()).collect();
        assert_eq!(shown, text);
    }
}

#[test]
fn refused_addresses_are_shown_and_never_linked() {
    for (text, shown) in [
        ("[x](javascript:alert(1))", "x (javascript:alert(1))"),
        ("[x](file:///etc/passwd)", "x (file:///etc/passwd)"),
        (
            "[x](https://bank.example@evil.example)",
            "x (https://bank.example@evil.example)",
        ),
        ("[x](\u{202e}javascript:alert)", "x ([U+202E]javascript:alert)"),
        ("<javascript:alert>", "javascript:alert"),
        ("[README](./README.md)", "README (./README.md)"),
    ] {
        let seen = judge(text);
        assert_eq!(seen[0].text, shown);
        assert!(seen[0].elements.iter().all(|element| element.name != "a"));
    }
}

#[test]
fn addresses_that_lie_are_told() {
    for (text, shown) in [
        (
            "[https://bank.example](https://evil.example)",
            "https://bank.example (evil.example)",
        ),
        ("[bank.example](https://bank.example)", "bank.example"),
        ("[x](https://аpple.com/)", "x (xn--pple-43d.com)"),
        ("[\u{202e}moc](https://evil.example)", "[U+202E]moc"),
        (
            "[bank@bank.example](mailto:eve@evil.example)",
            "bank@bank.example (eve@evil.example)",
        ),
    ] {
        assert_eq!(judge(text)[0].text, shown);
    }
}

#[test]
fn images_are_named_and_never_loaded() {
    let seen = judge("![a **cat**](https://evil.example/?secret)");
    assert_eq!(seen[0].text, "a cat (https://evil.example/?secret)");
    let image = &seen[0].elements[1];
    assert_eq!(image.get("class"), Some("image-blocked"));
    assert_eq!(image.get("aria-label"), Some("a cat (https://evil.example/?secret)"));
}

#[test]
fn every_block_says_its_direction() {
    for case in cases()
        .into_iter()
        .chain(support::examples().into_iter().map(|(markdown, _)| markdown))
    {
        for block in render(&case) {
            let first = &support::parse(&block).elements[0];
            assert!(first.name == "hr" || first.get("dir") == Some("auto"), "{block}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(3), ..ProptestConfig::default() })]

    #[test]
    fn any_characters_are_clean(text in any::<String>()) {
        judge(&text);
    }

    #[test]
    fn any_mix_of_hostile_text_and_syntax_is_clean(
        text in fragments(),
        hostile in prop::collection::vec(prop::sample::select(cases()), 1..4),
        more in fragments(),
    ) {
        for block in render(&(text + &hostile.concat() + &more)) {
            assert_clean(&block);
        }
    }
}
