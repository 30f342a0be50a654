//! Compares the structure with `CommonMark`'s expected HTML, both read by an HTML parser.
//!
//! Intended differences are undone first (headings, frames, direction) or left out (raw HTML, images, URLs that are not
//! opened).

mod support;

use markup::render;
use support::{Seen, parse};

/// Returns element names and text without intended differences.
fn shape(seen: &Seen, ours: bool) -> (Vec<String>, String) {
    let mut names = Vec::new();
    for element in &seen.elements {
        let name = match (ours, element.name.as_str()) {
            (true, "h3" | "h4" | "h5" | "h6") => format!("h{}", element.get("data-level").unwrap_or_default()),
            (true, "div") | (_, "img" | "a" | "span") => continue,
            (_, name) => name.to_owned(),
        };
        names.push(name);
    }
    (names, seen.laid_out.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn structure_and_text_are_those_of_the_specification() {
    let mut compared = 0;
    for (markdown, expected) in support::examples() {
        let html = render(&markdown).join("\n");
        let is_special = html.contains("class=\"raw\"")
            || html.contains("class=\"refused\"")
            || html.contains("class=\"image-blocked\"")
            || html.contains("class=\"real-host\"")
            || html.contains("&lt;")
            || html.contains("<br>")
            || expected.contains("<a href=\"/")
            || expected.contains("<table");
        if is_special {
            continue;
        }
        compared += 1;
        assert_eq!(
            shape(&parse(&html), true),
            shape(&parse(&expected), false),
            "{markdown}\n{html}\n{expected}"
        );
    }
    assert!(compared > 400, "only {compared} compared");
}
