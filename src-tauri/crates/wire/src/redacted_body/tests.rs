//! Tests redacting and restoring request bodies.

use std::sync::Arc;

use serde_json::json;

use super::*;

fn files(all: &[&[u8]]) -> Files {
    let mut files = Files::default();
    for bytes in all {
        files.put(ImageHash(Sha256::digest(bytes).into()), Arc::from(*bytes));
    }
    files
}

/// Redacts `text` and checks that it can be restored with `files` alone.
fn redacted(text: &str, files: &Files) -> SentBody {
    let body = redact_body(text.as_bytes(), files);
    assert_eq!(restore_body(&body, files).as_deref(), (!body.cut).then_some(text));
    body
}

#[test]
fn images_and_files_become_placeholders_and_are_restored_exactly() {
    let picture = [7u8; 900];
    let data = STANDARD.encode(picture);
    // Spaces and numbers that a parser would change must be restored exactly.
    let text = format!(
        r#"{{"temperature": 0.10000000000000000555, "messages":[{{"content":[
        {{"type":"image_url","image_url":{{"url":"data:image/png;base64,{data}"}}}},
        {{"type":"input_audio","input_audio":{{"data":"{data}","format":"wav"}}}},
        {{"type":"text","text":"data: no, ;base64, [neither [SHA-256 x, 1 bytes]"}}]}}]}}"#
    );
    let body = redacted(&text, &files(&[&picture]));
    assert_eq!((body.abbreviated, body.cut, body.bytes), (2, false, text.len() as u64));
    assert!(body.text.contains("data:image/png;base64,[SHA-256 ") && body.text.contains(", 900 bytes]"));
    assert!(!body.text.contains(&data[..64]) && body.text.contains("neither"));
    assert_eq!(redacted_files(&body), [ImageHash(Sha256::digest(picture).into()); 2]);
    assert_eq!(restore_body(&body, Files::none()), None, "the file is gone");
}

#[test]
fn a_different_file_restores_no_body() {
    let data = STANDARD.encode([7u8; 900]);
    let text = json!({"image_url": {"url": format!("data:image/png;base64,{data}")}}).to_string();
    let mut body = redact_body(text.as_bytes(), Files::none());
    let mut other = Files::default();
    other.put(ImageHash(Sha256::digest([7u8; 900]).into()), Arc::from(&[8u8; 900][..]));
    assert_eq!(restore_body(&body, &other), None);
    body.sha256.clear();
    assert_eq!(
        restore_body(&body, &files(&[&[7; 900]])),
        None,
        "an older build's record"
    );
}

#[test]
fn a_plain_body_is_unchanged_and_a_long_one_is_truncated_at_a_character() {
    let text = r#"{"b":1,"a":"data: ;base64, x"}"#;
    assert_eq!(redacted(text, Files::none()).text, text);
    let long = format!("x{}", "é".repeat(MAX_BODY));
    let body = redacted(&long, Files::none());
    assert!(body.cut && body.text.len() == MAX_BODY - 1 && body.bytes == long.len() as u64);
}

#[test]
fn a_text_is_replaced_only_where_the_body_would_be_too_long() {
    let short = "fn main() {\n\t\"é\";\n}\n".repeat(40);
    let long = "It's a \"long\" text.\u{1}\n".repeat(20_000);
    for (text, left_out) in [(&short, 0), (&long, 1)] {
        let body = json!({"messages": [{"role": "user", "content": format!("<file name=\"a\">\n{text}</file>")}]});
        let body = redacted(&body.to_string(), &files(&[text.as_bytes()]));
        assert_eq!((body.abbreviated, body.cut), (left_out, false));
    }
}

#[test]
fn a_prompt_that_looks_like_a_placeholder_stays_unchanged() {
    let secret = b"what nobody sent".repeat(100);
    let picture = [9u8; 900];
    let note = placeholder(DATA_PREFIX, &secret);
    let text = json!({"text": note, "url": format!("data:image/png;base64,{}", STANDARD.encode(picture))}).to_string();
    let both = files(&[&secret, &picture]);
    let body = redact_body(text.as_bytes(), &both);
    assert_eq!(
        restore_body(&body, &both),
        None,
        "a file that did not go is never put in"
    );
    assert_eq!(restore_body(&body, &files(&[&picture])).as_deref(), Some(text.as_str()));
}
