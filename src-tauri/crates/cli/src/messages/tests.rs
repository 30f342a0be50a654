//! Every word the sources ask for is in the message file.

use std::path::{Path, PathBuf};

use super::*;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the sources are there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .collect()
}

/// The string literals right after `call` in a source.
fn literals(source: &str, call: &str) -> Vec<String> {
    let starts = source.split(call).skip(1);
    starts
        .filter_map(|rest| rest.split_once('"'))
        .map(|(literal, _)| literal.to_owned())
        .collect()
}

#[test]
fn every_message_asked_for_exists() {
    let mut asked = 0;
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let source = std::fs::read_to_string(&path).expect("a source");
        for call in ["messages::say(\"", "messages::word(\"", "Misuse::new(\""] {
            for literal in literals(&source, call) {
                asked += 1;
                assert!(try_word(&literal).is_some(), "{}: no message {literal}", path.display());
            }
        }
    }
    assert!(asked > 20, "only {asked} messages were found in the sources");
}

#[test]
fn placeholders_are_filled_and_a_missing_value_shows() {
    assert_eq!(fill("{a} and {b}, {c}", &[("a", "1"), ("b", "{c}")]), "1 and {c}, …");
    assert_eq!(fill("open {", &[]), "open {");
    assert_eq!(fill("", &[]), "");
}
