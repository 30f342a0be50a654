use crate::LiveDocument;

/// Returns how growing text is drawn.
fn shown(text: &str) -> String {
    let mut document = LiveDocument::new();
    document.push(text);
    document
        .blocks()
        .concat()
        .replace(" dir=\"auto\"", "")
        .replace('\n', "")
}

#[test]
fn open_emphasis_and_code_look_closed() {
    let cases = [
        ("an open **bold", "<p>an open <strong>bold</strong></p>"),
        ("an open **bold ", "<p>an open <strong>bold</strong></p>"),
        ("an open **bold*", "<p>an open <strong>bold</strong></p>"),
        ("an open **", "<p>an open</p>"),
        ("an open *", "<p>an open</p>"),
        ("**bold *both", "<p><strong>bold <em>both</em></strong></p>"),
        ("***both", "<p><em><strong>both</strong></em></p>"),
        ("_em", "<p><em>em</em></p>"),
        ("~~gone", "<p><del>gone</del></p>"),
        ("a `co", "<p>a <code>co</code></p>"),
        ("a `", "<p>a</p>"),
        ("a ``co`", "<p>a <code>co</code></p>"),
        ("**a `co", "<p><strong>a <code>co</code></strong></p>"),
        ("2 * 3", "<p>2 * 3</p>"),
        ("a[^", "<p>a</p>"),
        ("a[^1", "<p>a</p>"),
        ("2*3", "<p>2*3</p>"),
        ("a snake_case", "<p>a snake_case</p>"),
        ("**a** and *b*", "<p><strong>a</strong> and <em>b</em></p>"),
        ("a\\", "<p>a</p>"),
        (
            "- **a**\n- **b",
            "<ul><li><strong>a</strong></li><li><strong>b</strong></li></ul>",
        ),
    ];
    for (text, html) in cases {
        assert_eq!(shown(text), html, "{text:?}");
    }
}

#[test]
fn half_links_show_their_text() {
    for text in [
        "see [text](http",
        "see [text](",
        "see [text]",
        "see [text",
        "see [text][re",
        "see ![text](ht",
    ] {
        assert_eq!(shown(text), "<p>see text</p>", "{text:?}");
    }
    assert_eq!(shown("see https://example.co"), "<p>see https://example.co</p>");
    assert_eq!(shown("see <https://example.co"), "<p>see https://example.co</p>");
    assert!(shown("see https://example.com and").contains("<a href=\"https://example.com/\""));
}

#[test]
fn half_markers_are_not_drawn() {
    for tail in [
        "#", "##", "-", "- ", "*", "1", "1.", "12", "- [", "- [x", "- [x]", ">", "+", "`", "``", "~~",
    ] {
        assert_eq!(shown(&format!("a\n\n{tail}")), "<p>a</p>", "{tail:?}");
    }
    for tail in ["-", "--", "---", "=", "==", "|-"] {
        assert_eq!(shown(&format!("a\n{tail}")), "<p>a</p>", "{tail:?}");
    }
    assert_eq!(shown("1. a\n2"), "<ol><li>a</li></ol>");
    assert!(shown("---").contains("<hr>"));
}

#[test]
fn a_table_head_is_a_table_at_once() {
    for text in [
        "| a | b",
        "| a | b |",
        "| a | b |\n",
        "| a | b |\n|",
        "| a | b |\n|--",
        "| a | b |\n| --- | :-",
        "| a | b |\n|---|---|\n",
    ] {
        let html = shown(text);
        assert!(html.starts_with("<div class=\"table\""), "{text:?}: {html}");
        assert_eq!(html.matches("<th ").count(), 2, "{text:?}: {html}");
        assert!(!html.contains("<td"), "{text:?}: {html}");
    }
    let rows = shown("| a |\n|---|\n| 1 |\n| **2");
    assert!(
        rows.contains("<td>1</td></tr><tr><td><strong>2</strong></td></tr></tbody>"),
        "{rows}"
    );
    assert!(shown("| **a").contains("<strong>a</strong>"));
}

#[test]
fn a_fence_is_code_from_its_first_line() {
    let code = |lang: &str, text: &str| {
        format!("<div class=\"code\"{lang}><pre dir=\"ltr\" tabindex=\"0\"><code>{text}</code></pre></div>")
    };
    let rust = " data-lang=\"rust\" data-label=\"Rust\"";
    let line = |text: &str| format!("<span>{text}</span>");
    for (text, html) in [
        ("```rust", code(rust, "")),
        ("```rust\n", code(rust, "")),
        ("```rust\nlet **a", code(rust, &line("let **a"))),
        ("```rust\na\n", code(rust, &line("a"))),
        ("```rust\na\n``", code(rust, &line("a"))),
        ("```rust\na\n```", code(rust, &line("a"))),
        ("```rust\na\n```\n", code(rust, &line("a"))),
        (
            "- x\n  ```\n  a\n  ``",
            format!("<ul><li>x{}</li></ul>", code("", &line("a"))),
        ),
        // A line is highlighted once it has ended.
        (
            "- x\n  ```rust\n  let a;\n  let b",
            format!(
                "<ul><li>x{}</li></ul>",
                code(rust, "<span><span class=\"k\">let</span> a;</span><span>let b</span>")
            ),
        ),
    ] {
        assert_eq!(shown(text), html, "{text:?}");
    }
}
