//! Pictures in a delta or a message, in the shapes servers use (quirk 46).

use serde_json::Value;

use super::{Piece, lenient::first};
use crate::image::Shown;

/// How deep one picture's object may be wrapped in others.
const MAX_DEPTH: usize = 4;

/// The pictures that stand beside the text of `owner`: `images` of most servers, `multi_mod_content` of `AiHubMix`.
pub(super) fn beside(owner: &Value, pieces: &mut Vec<Piece>) {
    let listed = ["images", "multi_mod_content"]
        .iter()
        .filter_map(|name| owner.get(name)?.as_array());
    for item in listed.flatten() {
        one(item, pieces);
    }
}

/// The picture that `value` is, if it is one.
pub(super) fn one(value: &Value, pieces: &mut Vec<Piece>) {
    if let Some(shown) = source(value, MAX_DEPTH).and_then(Shown::of) {
        pieces.push(Piece::Image(shown));
    }
}

/// Where the picture's bytes or address stand: a string, or in an object under one of many names, wrapped or not.
fn source(value: &Value, depth: usize) -> Option<&str> {
    const NAMES: [&str; 10] = [
        "image_url",
        "b64_json",
        "inline_data",
        "inlineData",
        "source",
        "image",
        "image_base64",
        "data",
        "url",
        "result",
    ];
    match value {
        Value::String(text) => Some(text),
        Value::Object(_) if depth > 0 => source(first(value, &NAMES)?, depth - 1),
        _ => None,
    }
}
