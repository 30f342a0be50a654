//! Quirks 46, 47 and 49: images, sources, and who served the answer.

use super::{Row, row};
use crate::server::text;

/// A PNG of one pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

pub(super) fn rows() -> Vec<Row> {
    let image = format!(
        r#"{{"choices":[{{"delta":{{"images":[{{"type":"image_url","image_url":{{"url":"data:image/png;base64,{PNG}"}}}}]}}}}]}}"#
    );
    let annotation = r#"{"choices":[{"delta":{"annotations":[{"type":"url_citation","url_citation":{"url":"https://b","title":"B"}}]}}]}"#;
    vec![
        row(46, "a picture beside the text, repeated").events(&[&text("hi"), &image, &image]).says("hi").and(|outcome| assert_eq!(outcome.pictures.len(), 1)),
        row(46, "a picture written into the text").events(&[&text(&format!("![dot](data:image/png;base64,{PNG})"))]).and(|outcome| assert_eq!(outcome.pictures.len(), 1)),
        row(46, "a picture of a whole answer").json("200 OK", &format!(r#"{{"choices":[{{"message":{{"content":"hi","images":[{{"image_url":{{"url":"data:image/png;base64,{PNG}"}}}}]}}}}]}}"#))
            .says("hi")
            .and(|outcome| assert_eq!(outcome.pictures.len(), 1)),
        row(47, "sources at the top level and in annotations").events(&[r#"{"citations":["https://a"],"choices":[]}"#, annotation, annotation, r#"{"citations":["https://a"],"choices":[{"delta":{"content":"hi"}}]}"#])
            .says("hi")
            .and(|outcome| {
                let urls: Vec<&str> = outcome.citations.iter().map(|source| source.url.as_str()).collect();
                assert_eq!(urls, ["https://a", "https://b"]);
            }),
        row(49, "another model than the one asked").events(&[r#"{"id":"1","model":"gpt-5","choices":[]}"#, r#"{"id":"2","model":"other","system_fingerprint":"fp","choices":[{"delta":{"content":"hi"}}]}"#])
            .says("hi")
            .and(|outcome| {
                assert_eq!((outcome.served.model.as_deref(), outcome.served.fingerprint.as_deref()), (Some("other"), Some("fp")));
                assert_eq!((outcome.served.response_id.as_deref(), outcome.served.request_id.as_deref()), (Some("1"), Some("req-7")));
            }),
    ]
}
