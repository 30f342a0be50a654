//! The text in a delta or a message.

use serde_json::Value;

use super::{images, lenient::first};
use crate::image::Shown;

/// A piece of text, in the order it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Reasoning the server itself marked as such.
    Reasoning(String),
    /// Answer text, which may still hold inline `<think>` tags.
    Text(String),
    /// A picture, or what is shown in its place.
    Image(Shown),
}

/// Reasoning, text and pictures of `owner`, a delta or a message. Never an empty piece: `""` is *not yet text* (quirk 23).
pub(super) fn read(owner: &Value) -> Vec<Piece> {
    let mut pieces = Vec::new();
    reasoning(owner, &mut pieces);
    if let Some(content) = owner.get("content") {
        parts(content, &mut pieces);
    }
    if let Some(refusal) = owner.get("refusal") {
        push(&mut pieces, Piece::Text, refusal.as_str());
    }
    images::beside(owner, &mut pieces);
    pieces
}

/// The same text is sent under several names at once (quirk 30): the first that says something counts.
fn reasoning(owner: &Value, pieces: &mut Vec<Piece>) {
    for name in ["reasoning_content", "reasoning", "reasoning_details"] {
        let before = pieces.len();
        if let Some(value) = owner.get(name) {
            reasoning_value(value, pieces);
        }
        if pieces.len() > before {
            return;
        }
    }
}

/// A string, an object with the text under one of its names, or an array of those. Encrypted details have none.
fn reasoning_value(value: &Value, pieces: &mut Vec<Piece>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| reasoning_value(item, pieces)),
        Value::Object(_) => {
            if let Some(inner) = first(value, &["text", "summary", "content", "thinking", "reasoning"]) {
                reasoning_value(inner, pieces);
            }
        }
        other => push(pieces, Piece::Reasoning, other.as_str()),
    }
}

/// A string, or an array of parts (quirk 26).
fn parts(content: &Value, pieces: &mut Vec<Piece>) {
    match content {
        Value::Array(items) => items.iter().for_each(|item| parts(item, pieces)),
        Value::Object(part) => match part.get("type").and_then(Value::as_str) {
            Some("thinking" | "reasoning") => reasoning_value(content, pieces),
            Some("image_url" | "image" | "output_image") => images::one(content, pieces),
            _ => push(
                pieces,
                Piece::Text,
                first(content, &["text", "refusal"]).and_then(Value::as_str),
            ),
        },
        other => push(pieces, Piece::Text, other.as_str()),
    }
}

fn push(pieces: &mut Vec<Piece>, kind: fn(String) -> Piece, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        pieces.push(kind(text.to_owned()));
    }
}
