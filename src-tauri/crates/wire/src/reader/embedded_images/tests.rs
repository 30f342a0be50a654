//! Tests which text is an embedded image, in any split.

use proptest::{prelude::*, test_runner::RngSeed};

use super::*;
use crate::image::tests::{PNG, bytes};

/// Returns the remaining text, and the alternative texts of the images.
fn split<'a>(parts: impl IntoIterator<Item = &'a str>) -> (String, Vec<Option<String>>) {
    let mut splitter = ImageSplitter::default();
    let mut pieces = Vec::new();
    parts.into_iter().for_each(|part| splitter.push(part, &mut pieces));
    splitter.finish(&mut pieces);
    let (mut left, mut names) = (String::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                assert!(!text.is_empty(), "no empty text");
                left += &text;
            }
            Piece::Image(ImageSource::Image(picture)) => {
                assert_eq!(picture.bytes, bytes(PNG));
                names.push(picture.alt);
            }
            other => panic!("{other:?}"),
        }
    }
    (left, names)
}

/// Splits `text` at once and character by character, with equal results.
#[track_caller]
fn read(text: &str) -> (String, Vec<Option<String>>) {
    let whole = split([text]);
    assert_eq!(split(text.split_inclusive(|_: char| true)), whole);
    whole
}

#[test]
fn a_picture_is_taken_out_of_the_text_with_its_name() {
    let wrapped = format!("{}\n{}", &PNG[..30], &PNG[30..]);
    for (address, what) in [
        (format!("data:image/png;base64,{PNG}"), "plain"),
        (format!("<data:image/png;base64,{PNG}>"), "in angle brackets"),
        (format!("DATA:image/jpg;BASE64,{PNG}"), "called otherwise"),
        (format!("data:image/png;base64,{wrapped}\n"), "wrapped"),
    ] {
        let (left, names) = read(&format!("Here: ![A [red] dot]({address}), done!"));
        assert_eq!(left, "Here: , done!", "{what}");
        assert_eq!(names, [Some("A [red] dot".to_owned())], "{what}");
    }
    let two = format!("![](data:image/png;base64,{PNG})![ ](data:image/png;base64,{PNG})");
    assert_eq!(read(&two), (String::new(), vec![None, None]));
}

#[test]
fn code_and_whatever_is_no_picture_stays_as_it_is() {
    let image = format!("![x](data:image/png;base64,{PNG})");
    for text in [
        format!("```\n{image}\n```\n"),
        format!("`{image}`"),
        format!("    {image}"),
        format!("\\{image}"),
        format!("![{}](data:image/png;base64,{PNG})", "n".repeat(MAX_ALT)),
        format!("![a\nb](data:image/png;base64,{PNG})"),
        format!("[x](data:image/png;base64,{PNG})"),
        format!("![x](data:image/png;base64,{PNG}"),
        format!("![x](data:image/png;base64,{PNG} \"title\")"),
        "![x](data:image/svg+xml;base64,PHN2Zy8+)".to_owned(),
        "![x](data:image/png;base64,aGVsbG8=)".to_owned(),
        "![x](data:image/png;base64,A)!".to_owned(),
        "![x](data:image/png,abc)".to_owned(),
        "![x](https://example.com/cat.png) ![".to_owned(),
        "!!![[é](data:é!".to_owned(),
    ] {
        assert_eq!(read(&text), (text.clone(), vec![]), "{text}");
    }
}

#[test]
fn a_picture_after_code_or_a_failed_one_is_found() {
    let image = format!("![x](data:image/png;base64,{PNG})");
    for before in [
        "`code`",
        "```\ncode\n```\n",
        "![no](",
        "!",
        "\\\\",
        "![x](data:image/png;base64,é",
    ] {
        let (left, names) = read(&format!("{before}{image}"));
        assert_eq!((left.as_str(), names.len()), (before, 1), "{before}");
    }
}

#[test]
fn a_picture_of_many_megabytes_in_small_parts_costs_no_rescan() {
    // 6 MiB in parts of 64 bytes: scanning again each time would read 300 GiB.
    let mut splitter = ImageSplitter::default();
    let mut pieces = Vec::new();
    splitter.push("![x](data:image/png;base64,", &mut pieces);
    let part = "A".repeat(64);
    for _ in 0..6 * 1024 * 16 {
        splitter.push(&part, &mut pieces);
    }
    assert!(pieces.is_empty() && splitter.waiting() > 6 * 1024 * 1024);
    splitter.push(")", &mut pieces);
    assert!(
        matches!(&pieces[..], [Piece::Text(text)] if text.len() > 6 * 1024 * 1024),
        "it is no picture"
    );
}

#[test]
fn a_picture_beyond_the_limit_is_text_in_any_split() {
    let text = format!("![x](data:image/png;base64,{}) after", "A".repeat(MAX_TEXT));
    let mut splitter = ImageSplitter::default();
    let (mut whole, mut parts) = (Vec::new(), Vec::new());
    splitter.push(&text, &mut whole);
    for part in text.as_bytes().chunks(1 << 20) {
        splitter.push(std::str::from_utf8(part).expect("ASCII"), &mut parts);
    }
    let length = |pieces: &[Piece]| -> usize {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.len(),
            other => panic!("{other:?}"),
        };
        pieces.iter().map(text).sum()
    };
    assert_eq!((length(&whole), length(&parts)), (text.len(), text.len()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_split_tells_the_same(pieces in prop::collection::vec(prop::sample::select(&[
        "!", "![", "a", "[", "]", "](", "(", ")", "<", ">", "\n", "    ", "`", "```\n", "\\", "é", "data:image/png;base64,",
        "data:image/", ";base64,", PNG, "iVBORw0KGgo", "![x](data:image/png;base64,", "text "
    ][..]), 0..24), cuts in prop::collection::vec(1usize..40, 1..20)) {
        let text = pieces.concat();
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        for cut in cuts.iter().cycle() {
            let end = (*cut..rest.len()).find(|at| rest.is_char_boundary(*at));
            let Some(end) = end else { break };
            parts.push(&rest[..end]);
            rest = &rest[end..];
        }
        parts.push(rest);
        prop_assert_eq!(split(parts), split([text.as_str()]));
    }
}
