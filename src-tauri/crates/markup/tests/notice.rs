//! Tests that `NOTICE.md` lists the licences of the bundled grammars.
//!
//! `UPDATE_GOLDEN=1` rewrites the file.

#[test]
fn every_licence_that_asks_for_it_is_told() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/NOTICE.md");
    let mut notice = String::from(
        "# Grammars\n\nCode is highlighted with Sublime Text grammars as the bat project (<https://github.com/sharkdp/bat>, MIT or\n\
         Apache-2.0) collects and the crate `two-face` (MIT or Apache-2.0) packs them. They are part of the program. Those\n\
         not named below come under Sublime's own licence (\"Permission to copy, use, modify, sell and distribute this\n\
         software is granted. This software is provided \"as is\" without express or implied warranty, and with no claim as\n\
         to its suitability for any purpose.\").\n\n",
    );
    for licence in two_face::acknowledgement::listing().for_syntaxes() {
        if licence.needs_acknowledgement() {
            licence.write_md(&mut notice);
        }
    }
    let notice = notice
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
        .trim_end()
        .to_owned()
        + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &notice).expect("the notice is written");
    }
    assert!(std::fs::read_to_string(path).is_ok_and(|told| told == notice));
}
