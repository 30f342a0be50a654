//! Parses images in a delta or message, in all known shapes (quirk 46).

use serde_json::Value;

use super::{lenient::first, piece::Piece};
use crate::image::ImageSource;

/// Deepest nesting of an image's object.
const MAX_DEPTH: usize = 4;

/// Appends the images beside the text of `owner`: `images` on most servers, `multi_mod_content` on `AiHubMix`.
pub(super) fn push_images(owner: &Value, pieces: &mut Vec<Piece>) {
    let listed = ["images", "multi_mod_content"]
        .iter()
        .filter_map(|name| owner.get(name)?.as_array());
    for item in listed.flatten() {
        push_image(item, pieces);
    }
}

/// Appends the image in `value`, if it is one.
pub(super) fn push_image(value: &Value, pieces: &mut Vec<Piece>) {
    if let Some(shown) = source(value, MAX_DEPTH).and_then(ImageSource::parse) {
        pieces.push(Piece::Image(shown));
    }
}

/// Returns the data or URL of an image: a string, or inside an object under one of many names, nested or not.
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
