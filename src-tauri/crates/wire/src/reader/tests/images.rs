//! Tests quirk 46: images beside and in the text, in every shape, at once and byte by byte.

use super::*;
use crate::image::tests::{PNG, bytes};

fn data_url() -> String {
    format!("data:image/png;base64,{PNG}")
}

#[track_caller]
fn has_one_picture(heard: &ParsedReply) {
    heard.is_complete();
    let files: Vec<&[u8]> = heard.images.iter().map(|picture| picture.bytes.as_slice()).collect();
    assert_eq!(files, [bytes(PNG).as_slice()]);
}

#[test]
fn quirk_46_a_picture_beside_the_text_in_every_shape() {
    let url = data_url();
    for owner in [
        format!(r#"{{"images":[{{"type":"image_url","image_url":{{"url":"{url}"}}}}]}}"#),
        format!(r#"{{"content":null,"images":[{{"index":0,"image_url":"{url}"}}]}}"#),
        format!(r#"{{"images":["{url}",null,7,{{}},[]]}}"#),
        format!(r#"{{"images":["{PNG}"]}}"#),
        format!(r#"{{"images":[{{"b64_json":"{PNG}"}}]}}"#),
        format!(r#"{{"content":[{{"type":"image_url","image_url":{{"url":"{url}"}}}}]}}"#),
        format!(r#"{{"content":[{{"type":"image","source":{{"type":"base64","data":"{PNG}"}}}}]}}"#),
        format!(
            r#"{{"multi_mod_content":[{{"text":"","inlineData":{{"mimeType":"png","data":"{PNG}"}}}},{{"text":"a","inlineData":{{}}}}]}}"#
        ),
        format!(r#"{{"multi_mod_content":[{{"inline_data":{{"mime_type":"image/png","data":"{PNG}"}}}}]}}"#),
    ] {
        let streamed = stream(&[&delta(&owner), STOP, DONE]);
        has_one_picture(&streamed);
        assert_eq!(streamed.text, "", "{owner}");
        let whole = read_as("application/json", format!(r#"{{"choices":[{{"message":{owner}}}]}}"#));
        has_one_picture(&whole);
    }
}

#[test]
fn quirk_46_a_picture_in_the_text_over_many_chunks() {
    let text = format!("A dot:\n\n![A dot](<{}>)\n\nThat was it.", data_url());
    let chunks: Vec<String> = text
        .as_bytes()
        .chunks(7)
        .map(|part| {
            delta(&format!(
                r#"{{"content":{}}}"#,
                Value::from(String::from_utf8_lossy(part))
            ))
        })
        .collect();
    let mut events: Vec<&str> = chunks.iter().map(String::as_str).collect();
    events.push(DONE);
    let heard = stream(&events);
    has_one_picture(&heard);
    assert_eq!(heard.text, "A dot:\n\n\n\nThat was it.");
    assert_eq!(heard.images[0].alt.as_deref(), Some("A dot"));
}

#[test]
fn quirk_46_the_same_picture_again_is_no_other() {
    let image = delta(&format!(r#"{{"images":[{{"image_url":{{"url":"{}"}}}}]}}"#, data_url()));
    let last = format!(r#"{{"choices":[{{"message":{{"content":"Hi","images":["{PNG}"]}},"finish_reason":"stop"}}]}}"#);
    let heard = stream(&[&delta(r#"{"content":"Hi"}"#), &image, &image, &last, DONE]);
    has_one_picture(&heard);
    assert_eq!(heard.text, "Hi");
}

#[test]
fn quirk_46_what_is_only_named_is_an_address_and_never_fetched() {
    let image = delta(r#"{"images":[{"image_url":{"url":"https://images.example/cat.png?w=1"}}]}"#);
    let heard = stream(&[&delta(r#"{"content":"A cat."}"#), &image, &image, DONE]);
    heard.is_complete();
    assert_eq!(heard.text, "A cat.\n\n<https://images.example/cat.png?w=1>\n\n");
    let refused = stream(&[
        &delta(r#"{"images":["data:image/svg+xml;base64,PHN2Zy8+","file:///etc/passwd"]}"#),
        DONE,
    ]);
    assert_eq!(
        (refused.text.as_str(), refused.images.len()),
        ("\n\n![](data:image/svg+xml)\n\n", 0)
    );
}

#[test]
fn quirk_46_a_filter_that_left_a_picture_left_an_answer() {
    let filtered = r#"{"choices":[{"delta":{},"finish_reason":"content_filter"}]}"#;
    let heard = stream(&[&delta(&format!(r#"{{"images":["{PNG}"]}}"#)), filtered, DONE]);
    has_one_picture(&heard);
}

#[test]
fn quirk_46_a_picture_the_stream_broke_off_in_is_kept_as_text() {
    let half = format!("Look: ![x](data:image/png;base64,{}", &PNG[..20]);
    let heard = stream(&[&delta(&format!(r#"{{"content":"{half}"}}"#))]);
    assert_eq!((heard.text.as_str(), heard.code()), (half.as_str(), Some("cut_off")));
}

#[test]
fn quirks_13_and_46_a_picture_of_many_megabytes_in_one_line() {
    let mut file = bytes(PNG);
    file.resize(crate::image::MAX_BYTES, 7);
    let encoded = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, &file);
    let body = format!(
        "data: {}\n\ndata: [DONE]\n\n",
        delta(&format!(r#"{{"images":["data:image/png;base64,{encoded}"]}}"#))
    );
    let heard = play(&head("text/event-stream"), body.as_bytes().chunks(16 * 1024));
    heard.is_complete();
    assert!(
        heard.images.len() == 1 && heard.images[0].bytes == file,
        "the whole file"
    );
}
