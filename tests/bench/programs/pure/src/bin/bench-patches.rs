//! What the page is told of a document that comes in small pieces: text on stdin, JSON on stdout.
//!
//! `bench-patches CHARACTERS` pushes so many characters at a time and prints `{"cpu_ms", "patches"}`: the CPU time of
//! this thread for taking the text in and making the patches, and each patch as the JSON the page parses.

use std::io::Read;

use markup::{Block, LiveDocument, Patch};
use serde::Serialize;

/// The patch as it crosses IPC (`BlocksPatch` in the page's types).
#[derive(Serialize)]
struct Told<'d> {
    keep: usize,
    keep_parts: Option<usize>,
    parts: &'d [String],
    blocks: Vec<Whole<'d>>,
}

/// A block as it crosses IPC (`BlockView`).
#[derive(Serialize)]
struct Whole<'d> {
    shell: &'d str,
    parts: &'d [String],
}

impl<'d> From<&'d Block> for Whole<'d> {
    fn from(block: &'d Block) -> Self {
        Self {
            shell: block.shell(),
            parts: block.parts(),
        }
    }
}

#[derive(Serialize)]
struct Report {
    cpu_ms: f64,
    patches: Vec<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let length = std::env::args().nth(1).map_or(Ok(4), |text| text.parse())?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut document = LiveDocument::new();
    let mut patches = Vec::new();
    let before = cpu_ms()?;
    for piece in pieces(&text, length) {
        let patch = document.push(piece);
        patches.extend(told(&document, patch)?);
    }
    let patch = document.finish();
    patches.extend(told(&document, patch)?);
    let cpu_ms = cpu_ms()? - before;
    serde_json::to_writer(std::io::stdout(), &Report { cpu_ms, patches })?;
    Ok(())
}

fn told(document: &LiveDocument, patch: Patch) -> Result<Option<String>, serde_json::Error> {
    if !patch.changed {
        return Ok(None);
    }
    let grown = document.parts().get(patch.keep).filter(|_| !patch.shell_changed);
    let after = document.parts().get(patch.keep + usize::from(grown.is_some())..);
    let told = Told {
        keep: patch.keep,
        keep_parts: grown.map(|_| patch.keep_parts),
        parts: grown
            .and_then(|block| block.parts().get(patch.keep_parts..))
            .unwrap_or_default(),
        blocks: after.unwrap_or_default().iter().map(Whole::from).collect(),
    };
    serde_json::to_string(&told).map(Some)
}

fn pieces(text: &str, length: usize) -> impl Iterator<Item = &str> {
    let starts = text.char_indices().step_by(length).map(|(at, _)| at);
    let ends = starts.clone().skip(1).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| &text[start..end])
}

/// CPU time of this thread.
fn cpu_ms() -> Result<f64, Box<dyn std::error::Error>> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds: f64 = told.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e6)
}
