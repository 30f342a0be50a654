//! Parses the content of a delta or message.

use serde_json::Value;

use super::{images, lenient::first, piece::Piece};

/// Returns reasoning, text and images of `owner`, a delta or message. No piece is empty: `""` means *no text yet*
/// (quirk 23).
pub(super) fn parse_content(owner: &Value) -> Vec<Piece> {
    let mut pieces = Vec::new();
    reasoning(owner, &mut pieces);
    if let Some(content) = owner.get("content") {
        parts(content, &mut pieces);
    }
    if let Some(refusal) = owner.get("refusal") {
        push(&mut pieces, Piece::Text, refusal.as_str());
    }
    images::push_images(owner, &mut pieces);
    pieces
}

/// Parses reasoning. Servers send it under several names at once (quirk 30), so the first one with text counts.
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

/// Parses a string, an object with text under one of its names, or an array of those. Encrypted details have no text.
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

/// Parses a string, or an array of parts (quirk 26).
fn parts(content: &Value, pieces: &mut Vec<Piece>) {
    match content {
        Value::Array(items) => items.iter().for_each(|item| parts(item, pieces)),
        Value::Object(part) => match part.get("type").and_then(Value::as_str) {
            Some("thinking" | "reasoning") => reasoning_value(content, pieces),
            Some("image_url" | "image" | "output_image") => images::push_image(content, pieces),
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
