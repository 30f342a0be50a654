//! Quirks 16 to 20: replies in another form than requested.

use super::{Row, row};
use crate::server::text;

const WHOLE: &str = r#"{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}],"usage":{"total_tokens":3}}"#;

const CLOUDFLARE: &str = "<!DOCTYPE html>\n<html><head><title>example.com | 502: Bad gateway</title></head>\
    <body>Cloudflare Ray ID: <strong>8f1c2d3e4a5b6c7d</strong></body></html>";

pub(super) fn rows() -> Vec<Row> {
    let hi = text("hi");
    vec![
        row(16, "JSON although a stream was asked for")
            .json("200 OK", WHOLE)
            .says("hi"),
        row(16, "JSON that calls itself a stream").stream(WHOLE).says("hi"),
        row(17, "a stream that calls itself JSON")
            .json("200 OK", &format!("data: {hi}\n\ndata: [DONE]\n\n"))
            .says("hi"),
        row(17, "a stream that calls itself a page")
            .body("200 OK", "text/html", format!("data: {hi}\n\ndata: [DONE]\n\n"))
            .says("hi"),
        row(18, "[DONE] behind JSON")
            .json("200 OK", &format!("{WHOLE}\n\ndata: [DONE]\n\n"))
            .says("hi"),
        row(19, "a web page")
            .body(
                "200 OK",
                "text/html",
                "<!doctype html><html><title>My shop</title></html>",
            )
            .fails("not_an_api")
            .and(|outcome| assert_eq!(outcome.failure().provider_message.as_deref(), Some("My shop"))),
        row(19, "a web page that calls itself a stream")
            .stream("\n<html></html>")
            .fails("not_an_api"),
        row(19, "a route that is not there")
            .body("404 Not Found", "text/plain", "404 page not found")
            .fails("not_an_api"),
        row(20, "Cloudflare's page")
            .body("502 Bad Gateway", "text/html", CLOUDFLARE)
            .fails("gateway")
            .detail("ray_id", "8f1c2d3e4a5b6c7d")
            .and(|outcome| assert!(outcome.failure().retryable)),
        row(20, "Cloudflare's page that keeps us out")
            .with_headers(
                "403 Forbidden",
                "cf-ray: abc12345-FRA\r\ncontent-type: text/html\r\n",
                "<html><title>Just a moment...</title>",
            )
            .fails("gateway")
            .detail("ray_id", "abc12345-FRA")
            .and(|outcome| assert!(!outcome.failure().retryable)),
        row(20, "Cloudflare's JSON")
            .json(
                "200 OK",
                r#"{"cloudflare_error":true,"status":522,"title":"timed out","ray_id":"8c1","retry_after":30}"#,
            )
            .fails("gateway")
            .detail("ray_id", "8c1"),
    ]
}
