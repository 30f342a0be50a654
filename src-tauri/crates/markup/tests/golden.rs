//! Compares an ordinary answer with a golden file, so that its output changes only on purpose.
//!
//! `UPDATE_GOLDEN=1` rewrites the file; review the difference before committing it.

use markup::render;

#[test]
fn an_ordinary_answer() {
    let html = render(include_str!("golden/answer.md")).join("\n\n") + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/answer.html");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &html).expect("the golden file is written");
    }
    let golden = std::fs::read_to_string(path).expect("the golden file is read");
    assert_eq!(html, golden);
}
