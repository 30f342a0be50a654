use proptest::prelude::*;

use super::{Lines, lines, shell};
use crate::LiveDocument;
use crate::render;

/// Returns the text of HTML that has only the entities of the writer.
fn text(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
    }
    let plain = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    plain
        .into_iter()
        .fold(text, |text, (entity, c)| text.replace(entity, c))
}

/// Code as models write it, one example for each family of grammars.
const ORDINARY: [(&str, &str); 8] = [
    (
        "rust",
        "use std::fmt;\n\n/// A point.\n#[derive(Debug)]\npub struct Point<T> {\n    x: T,\n}\n\nimpl<T: fmt::Debug> Point<T> {\n    fn show(&self) -> String {\n        format!(\"{:?} {}\", self.x, 42)\n    }\n}\n",
    ),
    (
        "py",
        "import re\n\ndef main(argv: list[str]) -> int:\n    \"\"\"Say it.\"\"\"\n    for i, a in enumerate(argv):  # all\n        if i > 0 and not a.startswith('-'):\n            print(f\"{i}: {a}\")\n    return 0\n",
    ),
    (
        "ts",
        "export async function load<T>(url: string): Promise<T> {\n  const reply = await fetch(url);\n  // only what is good\n  if (!reply.ok) throw new Error(`failed: ${reply.status}`);\n  return (await reply.json()) as T;\n}\n",
    ),
    (
        "c++",
        "#include <vector>\n\ntemplate <typename T>\nclass Stack {\n public:\n  void push(const T& value) { items_.push_back(value); }\n\n private:\n  std::vector<T> items_;  // newest last\n};\n",
    ),
    (
        "html",
        "<!doctype html>\n<html lang=\"en\">\n  <body class=\"x\">\n    <p>Words &amp; more</p>\n    <script>const a = 1 < 2;</script>\n  </body>\n</html>\n",
    ),
    (
        "sh",
        "#!/bin/sh\nset -eu\nfor f in *.txt; do\n  echo \"$f: $(wc -l < \"$f\")\"  # count\ndone\n",
    ),
    (
        "yaml",
        "name: build\non:\n  push:\n    branches: [main]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    timeout-minutes: 10\n",
    ),
    (
        "sql",
        "SELECT name, count(*) AS n\nFROM votes\nWHERE created_at > '2024-01-01' AND winner IS NOT NULL\nGROUP BY name\nORDER BY n DESC LIMIT 10;\n",
    ),
];

#[test]
fn ordinary_code_stays_its_text_and_small() {
    for (language, source) in ORDINARY {
        let lines = lines(language, source, 0).0.concat();
        assert_eq!(text(&lines) + "\n", source, "{language}");
        assert!(lines.contains("class="), "{language} has no colours");
        assert!(
            lines.len() < 6 * source.len(),
            "{language}: {} for {}",
            lines.len(),
            source.len()
        );
    }
    let source = include_str!("../writer/link.rs");
    let html = lines("rust", source, 0).0.concat();
    assert!(html.len() <= 3 * source.len(), "{} for {}", html.len(), source.len());
}

#[test]
fn labels_are_proper_names_or_what_was_typed() {
    assert!(shell("Rust,ignore", "").contains("data-lang=\"rust\" data-label=\"Rust\""));
    assert!(shell("sh", "").contains("data-label=\"Shell\""));
    assert!(shell("MyLang", "").contains("data-lang=\"mylang\" data-label=\"MyLang\""));
    assert!(!shell("", "").contains("data-l"));
    assert!(!shell("\"><b>", "").contains("data-l"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(5), ..ProptestConfig::default() })]

    #[test]
    fn code_in_pieces_is_coloured_as_code_at_once(
        example in prop::sample::select(ORDINARY.to_vec()),
        noise in "[\\\\\"'`<>{}()/*#\n a-z0-9]{0,60}",
        size in 1..40_usize,
    ) {
        let (language, source) = example;
        let source = format!("{source}{noise}");
        let markdown = format!("````````````\n{source}\n````````````\n").replacen('\n', &format!("{language}\n"), 1);
        let mut document = LiveDocument::new();
        let mut rest = markdown.as_str();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(size.min(rest.len()));
            document.push(piece);
            rest = after;
        }
        document.finish();
        let blocks = render(&markdown);
        prop_assert_eq!(document.blocks(), blocks.as_slice());
        prop_assert_eq!(text(&blocks[0]), source);
    }

    #[test]
    fn any_code_in_any_language_stays_its_text(
        language in prop::sample::select(vec!["rust", "js", "php", "html", "md", "perl", "bash", "yaml", "tex", "lisp"]),
        code in "\\PC{0,60}\n\\PC{0,60}",
    ) {
        let mut lines = Vec::new();
        let mut writer = Lines::new(language, 0);
        for line in code.split('\n') {
            writer.push(line, &mut lines);
            writer.end_line(&mut lines);
        }
        let shown = code.replace(|c: char| c.is_ascii_control() && c != '\n' && c != '\t', "\u{fffd}");
        prop_assert_eq!(text(&lines.concat()), shown);
    }
}
