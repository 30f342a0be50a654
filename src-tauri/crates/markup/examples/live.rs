//! Measures the CPU time of a document that is pushed in chunks of 4 characters, with its patches applied as the page
//! would: `cargo run -p markup --release --example live`.

#![allow(clippy::cast_precision_loss, reason = "figures for people")]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use markup::LiveDocument;

/// Returns an answer as models write it: a quarter each of prose, code, list and table.
fn mixed(size: usize) -> String {
    let prose = "The *bucket* fills at a steady rate, and each request takes one token out of it. When it is **empty** the \
                 caller waits, or is told to come back later; see [the notes](https://example.com/limits) for `Retry-After`.\n\n";
    let code = "    let wait = base.saturating_mul(2_u64.pow(attempt)); // doubles\n    if wait > limit { return Err(\"too \
                long\"); }\n";
    let mut text = String::new();
    while text.len() < size {
        let quarter = (size / 16).max(400);
        text.push_str("## A part\n\n");
        text.push_str(&prose.repeat(quarter / prose.len() + 1));
        let _ = write!(
            text,
            "```rust\nfn retry(attempt: u32) {{\n{}}}\n```\n\n",
            code.repeat(quarter / code.len() + 1)
        );
        text.push_str(&"- **Item** of a list, with `code` and as many words as they have.\n".repeat(quarter / 66 + 1));
        let _ = write!(
            text,
            "\n| try | wait | note |\n|---|--:|---|\n{}\n",
            "| 3 | 0.8 s | *mean* of the range |\n".repeat(quarter / 36 + 1)
        );
    }
    text.truncate(size);
    text
}

/// Returns the CPU time of this thread in ms, or the elapsed time if the system doesn't report it.
fn cpu(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let on_cpu = told.and_then(|told| told.split(' ').next()?.parse().ok());
    on_cpu.map_or(since.elapsed(), Duration::from_nanos).as_secs_f64() * 1e3
}

/// Pushes `text`; returns CPU ms for everything and for the last tenth, and the bytes sent to the page.
fn run(text: &str) -> (f64, f64, usize) {
    let mut document = LiveDocument::new();
    let start = Instant::now();
    let (begin, mut late, mut told) = (cpu(start), 0.0, 0);
    for (count, piece) in text.as_bytes().chunks(4).enumerate() {
        if count == text.len() / 4 * 9 / 10 {
            late = cpu(start);
        }
        let patch = document.push(&String::from_utf8_lossy(piece));
        for (index, block) in document.parts()[patch.keep..].iter().enumerate() {
            let keep = if index == 0 { patch.keep_parts } else { 0 };
            told += block.parts()[keep..].iter().map(String::len).sum::<usize>();
            told += if index == 0 && !patch.shell_changed {
                0
            } else {
                block.shell().len()
            };
        }
    }
    document.finish();
    let end = cpu(start);
    (end - begin, end - late, told)
}

fn main() {
    let start = Instant::now();
    for turn in ["first block of code", "second"] {
        let before = cpu(start);
        markup::render("```rust\nfn a() -> u8 { b(\"c\", 1) } // d\n```\n");
        println!("{turn}: {:.1} ms", cpu(start) - before);
    }
    let lines = "    let value = call(1, \"two\", Some(three)); // and so on\n".repeat(5_000);
    let texts = [
        ("mixed, 20 KB", mixed(20_000)),
        ("mixed, 100 KB", mixed(100_000)),
        ("code, 5,000 lines", format!("```rust\n{lines}```\n")),
        ("code, plain, 5,000 lines", format!("```\n{lines}```\n")),
        (
            "list, 5,000 items",
            "- An **item** of a list, with a few words.\n".repeat(5_000),
        ),
        (
            "loose list, 2,500 items",
            "1. An **item** of a list, with a few words.\n\n".repeat(2_500),
        ),
        (
            "table, 5,000 rows",
            format!(
                "| a | b |\n|---|---|\n{}",
                "| some | *cells* in a row |\n".repeat(5_000)
            ),
        ),
        (
            "paragraph, 100 KB",
            "A sentence of a paragraph, with `code` and **more**. ".repeat(1_900),
        ),
    ];
    println!(
        "{:26} {:>8} {:>9} {:>10} {:>12}",
        "", "KB", "CPU ms", "last 10 %", "told/byte"
    );
    for (name, text) in texts {
        let (all, late, told) = run(&text);
        println!(
            "{name:26} {:8} {all:9.1} {late:10.1} {:12.1}",
            text.len() / 1000,
            told as f64 / text.len() as f64
        );
    }
}
