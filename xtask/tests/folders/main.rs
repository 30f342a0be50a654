//! The arrows between the engine's folders, and no circle between its files: a prompt's way is read off the folders' names.

mod graph;
mod source;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use graph::Graph;

/// What each folder, and each file beside `lib.rs`, may name. Anybody may name `Engine`, the handle that commands are methods
/// of. A prompt goes from `commands` to `session`, `request` and `endpoints`, and comes back through `session` and `frames`.
const ALLOWED: &[(&str, &[&str])] = &[
    (
        "commands",
        &[
            "clock",
            "endpoints",
            "failure",
            "frames",
            "preferences",
            "request",
            "session",
            "setting",
            "spending",
            "view",
        ],
    ),
    ("session", &["clock", "endpoints", "frames", "request", "view"]),
    (
        "request",
        &[
            "clock",
            "endpoints",
            "export",
            "frames",
            "session",
            "setting",
            "spending",
            "stored",
            "view",
        ],
    ),
    ("frames", &["endpoints", "request", "session", "view"]),
    ("endpoints", &["clock", "export", "setting", "stored", "view"]),
    (
        "models",
        &["clock", "endpoints", "request", "setting", "stored", "view"],
    ),
    (
        "spending",
        &["clock", "failure", "session", "setting", "stored", "view"],
    ),
    ("preferences", &["setting", "stored", "view"]),
    ("stored", &["view"]),
    ("view", &[]),
    (
        "engine",
        &[
            "endpoints",
            "failure",
            "frames",
            "idempotency",
            "models",
            "options",
            "request",
            "session",
            "view",
        ],
    ),
    ("doctor", &["endpoints", "view"]),
];

#[test]
fn no_arrow_is_unlisted() {
    let listed = listed();
    let unlisted: Vec<String> = arrows()
        .into_iter()
        .filter(|(arrow, _)| !listed.contains(arrow))
        .map(|((from, to), reasons)| format!("{from} -> {to}:\n  {}", reasons.join("\n  ")))
        .collect();
    assert!(unlisted.is_empty(), "arrows nobody decided:\n{}", unlisted.join("\n"));
}

#[test]
fn every_listed_arrow_is_there() {
    let there = arrows();
    let gone: Vec<_> = listed()
        .into_iter()
        .filter(|arrow| !there.contains_key(arrow))
        .collect();
    assert!(gone.is_empty(), "arrows that may leave the list: {gone:?}");
}

#[test]
fn no_files_lead_to_each_other() {
    let graph = engine();
    let mut found = Vec::new();
    let mut shown = String::new();
    for circle in graph.circles() {
        let inside = graph
            .arrows()
            .filter(|(from, to, _)| circle.contains(*from) && circle.contains(*to));
        let lines = inside.map(|(from, to, names)| reason(from, to, names));
        shown.extend(lines.map(|line| format!("  {line}\n")));
        found.push(circle.iter().map(|file| file.join("/")).collect::<Vec<_>>());
    }
    assert!(found.is_empty(), "circles: {found:?}\n{shown}");
}

fn engine() -> Graph {
    Graph::of_crate(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates/engine/src"))
}

/// The arrows between folders, each with the files and names that make it.
fn arrows() -> BTreeMap<(String, String), Vec<String>> {
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let graph = engine();
    for (from, to, names) in graph.arrows() {
        // The root file passes on what others use of the crate.
        let (Some(home), Some(away)) = (from.first(), to.first()) else {
            continue;
        };
        if home != away {
            let arrow = (home.clone(), away.clone());
            found.entry(arrow).or_default().push(reason(from, to, names));
        }
    }
    found
}

fn listed() -> BTreeSet<(String, String)> {
    let arrows = ALLOWED
        .iter()
        .flat_map(|(from, arrows)| arrows.iter().map(move |to| (*from, *to)));
    arrows.map(|(from, to)| (from.to_owned(), to.to_owned())).collect()
}

fn reason(from: &[String], to: &[String], names: &BTreeSet<String>) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    format!("{} names {} of {}", from.join("/"), names.join(", "), to.join("/"))
}
