//! Renders texts made to be expensive, at once and in pieces, in bounded time, memory and depth.

mod support;

use std::time::{Duration, Instant};

use markup::{LiveDocument, render};

/// No text takes a hundredth of this on a developer's computer in a release build. Only an algorithmic explosion does.
const LIMIT: Duration = Duration::from_secs(60);

/// Largest ratio of output to input (tags around every character) …
const GROWTH: usize = 64;
/// … plus what the parser adds for missing table cells.
const FILLED: usize = 16 << 20;

fn check(name: &str, text: &str) {
    let started = Instant::now();
    let blocks = render(text);
    let size: usize = blocks.iter().map(String::len).sum();
    assert!(
        size <= GROWTH * text.len() + FILLED,
        "{name}: {size} bytes for {}",
        text.len()
    );
    let mut document = LiveDocument::new();
    let pieces = (text.len() / 5).max(1);
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(pieces.min(rest.len()));
        document.push(piece);
        rest = after;
    }
    document.finish();
    assert!(document.blocks() == blocks, "{name}: ends differently in pieces");
    assert!(started.elapsed() < LIMIT, "{name} took {:?}", started.elapsed());
    println!("{name}: {} bytes, {size} out, {:?}", text.len(), started.elapsed());
}

/// Also checks the depth that an HTML parser sees.
fn check_depth(name: &str, text: &str) {
    check(name, text);
    for block in render(text) {
        let depth = support::assert_clean(&block).depth;
        assert!(depth <= 100, "{name}: {depth} levels deep");
    }
}

#[test]
fn ten_megabytes_in_one_line() {
    check("line", &"a".repeat(10 << 20));
    check("words", &"word ".repeat(2 << 20));
    check("code line", &format!("```\n{}", "a".repeat(10 << 20)));
}

#[test]
fn a_table_of_a_hundred_thousand_rows() {
    check(
        "rows",
        &format!("| a | b |\n|---|---|\n{}", "| 1 | 2 |\n".repeat(100_000)),
    );
    check(
        "columns",
        &format!(
            "{0}\n{1}\n{2}",
            "|a".repeat(10_000),
            "|-".repeat(10_000),
            "|\n".repeat(20_000)
        ),
    );
}

#[test]
fn brackets_and_marks() {
    for (name, unit, count) in [
        ("open brackets", "[", 5_000),
        ("more brackets", "[", 40_000),
        ("links", "[a](", 10_000),
        ("images", "![", 10_000),
        ("closing", "[a]]", 10_000),
        ("half targets", "](", 20_000),
        ("stars", "*a ", 20_000),
        ("both", "*a_b ", 20_000),
        ("strong", "**a ", 20_000),
        ("tildes", "~~a ", 20_000),
        ("angles", "<", 40_000),
        ("comments", "<!-- a ", 10_000),
        ("instructions", "<? ", 10_000),
        ("cdata", "<![CDATA[", 10_000),
        ("tags", "<a ", 20_000),
        ("entities", "&", 40_000),
        ("escapes", "\\", 40_000),
        ("addresses", "https://", 10_000),
        ("hosts", "[www.a", 10_000),
        ("mail", "<a@", 10_000),
        ("shortcuts", "[a][b]", 10_000),
        ("carets", "[^a]", 10_000),
        ("references to notes", "[^1]", 20_000),
        ("notes", "[^1]: ", 10_000),
        ("many notes", "[^1]: a\n[^2]: b[^1]\n", 5_000),
        ("quoted notes", "> [^1]: ", 5_000),
        ("notes with quotes", "[^1]: > ", 5_000),
        ("quotes in a line", "> a ", 10_000),
        ("definitions", "[a]: <", 10_000),
        ("colons", "h:", 20_000),
    ] {
        check(name, &unit.repeat(count));
        check(name, &format!("{}\n\nx", unit.repeat(count)));
    }
    let ticks: String = (1..600).map(|n| "`".repeat(n) + " ").collect();
    check("ticks", &ticks);
}

#[test]
fn nesting() {
    check_depth(
        "emphasis",
        &format!("{}a{}", "*a _b ".repeat(5_000), "_ c* ".repeat(5_000)),
    );
    check_depth("strong", &format!("{}a{}", "**a ".repeat(5_000), "a**".repeat(5_000)));
    check_depth("lists in a line", &format!("{}a\n", "- ".repeat(20_000)));
    check_depth("numbers in a line", &format!("{}a\n", "1. ".repeat(20_000)));
    check_depth("quotes", &format!("{}a\n", ">".repeat(20_000)));
    check_depth("quotes and lists", &format!("{}a\n", "> - ".repeat(10_000)));
    let stairs: String = (0..700).map(|n| "  ".repeat(n) + "- a\n").collect();
    check_depth("stairs", &stairs);
    check_depth("images", &format!("{}a{}", "![".repeat(2_000), "](x)".repeat(2_000)));
    check_depth(
        "links",
        &format!("{}a{}", "[".repeat(2_000), "](http://x)".repeat(2_000)),
    );
    check("stairs and blank lines", &format!("{stairs}{}", "\n".repeat(1 << 20)));
    check(
        "stairs and quotes",
        &format!("> {}\n{}", "- ".repeat(30), ">\n".repeat(40_000)),
    );
}

#[test]
fn many_lines() {
    for (name, unit) in [
        ("fences", "```\n"),
        ("tildes", "~~~\n"),
        ("rules", "---\n"),
        ("headings", "# a\n"),
        ("setext", "a\n=\n"),
        ("definitions", "[a]: /u\n"),
        ("items", "- a\n"),
        ("loose items", "- a\n\n"),
        ("quotes", "> a\n"),
        ("paragraphs", "a\n\n"),
        ("lazy", "> a\nb\n"),
        ("html", "<div>\n"),
        ("pre", "<pre>\n"),
        ("tables", "|a|\n|-|\n"),
        ("heads", "|a|\n"),
        ("indented", "    a\n\n"),
        ("returns", "\r"),
        ("nul", "\0\n"),
        ("definition titles", "[a]: /u 'b\n"),
        ("tasks", "- [ ] a\n"),
    ] {
        check(name, &unit.repeat(4_000));
    }
    check("fence in a list", &format!("- a\n  ```\n{}", "  ```\n".repeat(10_000)));
    check("fence in html", &format!("<pre>\n{}", "```\n".repeat(10_000)));
    let labels = (0..10_000).fold(String::new(), |labels, n| {
        labels + &format!("[a{n}]: https://a.example/{n}\n")
    });
    check("many labels", &format!("{labels}\n{}", "[a1] [a2] ".repeat(20_000)));
    check(
        "late labels",
        &format!("{}\n\n{labels}", "[a1] [a2]\n\n".repeat(20_000)),
    );
}
