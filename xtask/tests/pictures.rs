//! Every picture that a page of the documentation shows is in the repository, and no other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where pictures of the window lie.
const PICTURES: &str = "docs/screenshots";

#[test]
fn every_picture_shown_is_there_and_every_picture_there_is_shown() {
    let shown: BTreeSet<PathBuf> = pages().iter().flat_map(|page| shown(page)).collect();
    let there: BTreeSet<PathBuf> = files(&root().join(PICTURES), "png").into_iter().collect();
    let missing: Vec<_> = shown.iter().filter(|picture| !picture.is_file()).collect();
    assert!(missing.is_empty(), "pictures that are not there: {missing:?}");
    let unshown: Vec<_> = there.difference(&shown).collect();
    assert!(unshown.is_empty(), "pictures that no page shows: {unshown:?}");
}

#[test]
fn what_is_shown_is_what_is_taken() {
    let list = fs::read_to_string(root().join("tests/e2e/lib/pictures.mjs")).expect("the list of pictures");
    let names = files(&root().join(PICTURES), "png").into_iter().map(|file| {
        let name = file
            .strip_prefix(root().join(PICTURES))
            .expect("it lies there")
            .with_extension("");
        name.to_string_lossy().into_owned()
    });
    let untaken: Vec<_> = names.filter(|name| !list.contains(&format!("'{name}'"))).collect();
    assert!(
        untaken.is_empty(),
        "pictures that `npm run screenshots -- --docs` does not take: {untaken:?}"
    );
}

#[test]
fn pictures_are_found_in_markdown_and_html() {
    let text =
        "![a](b/c.png) [d](e.png) <img alt=\"f\" src=\"g.png\"> ![h](https://example.com/i.png) ![j](k.svg \"l\")";
    assert_eq!(targets(text), ["b/c.png", "k.svg", "g.png"]);
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in a folder of the project")
}

/// The pages at the root and below `docs`.
fn pages() -> Vec<PathBuf> {
    let top = fs::read_dir(root()).expect("the project can be read");
    let top = top.filter_map(|entry| Some(entry.ok()?.path()));
    let mut pages: Vec<PathBuf> = top
        .filter(|file| file.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.extend(files(&root().join("docs"), "md"));
    pages
}

/// Every file below a folder whose name ends so.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found
}

/// The pictures a page shows, by their places on the disk.
fn shown(page: &Path) -> Vec<PathBuf> {
    let folder = page.parent().expect("a page lies in a folder");
    let text = fs::read_to_string(page).expect("a page is text");
    targets(&text).into_iter().map(|target| folder.join(target)).collect()
}

/// What `![…](…)` and `src="…"` name, but not on the web.
fn targets(text: &str) -> Vec<&str> {
    let markdown = text.split("![").skip(1).filter_map(|rest| {
        let (_, target) = rest.split_once("](")?;
        target.split([')', ' ']).next()
    });
    let html = text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    markdown.chain(html).filter(|target| !target.contains("://")).collect()
}
