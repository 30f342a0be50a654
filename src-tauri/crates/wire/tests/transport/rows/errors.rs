//! Quirks 35 to 44 and 48: refusals, and errors during an answer.

use super::{Row, row};
use crate::server::text;

pub(super) fn rows() -> Vec<Row> {
    [parameters(), amid(), limits(), prompts(), routes()]
        .into_iter()
        .flatten()
        .collect()
}

fn parameters() -> Vec<Row> {
    vec![
        row(35, "a parameter the server names").json("400 Bad Request", r#"{"error":{"message":"Unsupported parameter: 'messages.0'","param":"logprobs","code":"unsupported_parameter"}}"#).fails("parameter_refused"),
    ]
}

fn amid() -> Vec<Row> {
    let hi = text("hi");
    vec![
        row(36, "an error object amid the stream")
            .events(&[&hi, r#"{"error":{"message":"broke"}}"#, &hi])
            .says("hi")
            .fails("server_error"),
        row(36, "an error beside choices")
            .events(&[
                &hi,
                r#"{"error":{"message":"x","code":502},"choices":[{"delta":{"content":"!"},"finish_reason":"error"}]}"#,
            ])
            .says("hi!")
            .fails("gateway"),
        row(36, "an error that is none")
            .events(&[r#"{"error":null,"choices":[{"delta":{"content":"hi"}}]}"#])
            .says("hi"),
        row(37, "the status as a number")
            .events(&[&hi, r#"{"error":{"message":"x","code":429}}"#])
            .says("hi")
            .fails("rate_limited")
            .and(|outcome| assert_eq!(outcome.failure().status, Some(429))),
        row(37, "the status as a word")
            .json("200 OK", r#"{"error":{"message":"x","code":"401"}}"#)
            .fails("unauthorised"),
        row(37, "an error that is a sentence")
            .json("400 Bad Request", r#"{"error":"plain words"}"#)
            .fails("bad_request")
            .and(|outcome| assert_eq!(outcome.failure().provider_message.as_deref(), Some("plain words"))),
        row(37, "a message that is an object")
            .json("400 Bad Request", r#"{"error":{"message":{"text":"an object"}}}"#)
            .fails("bad_request"),
        row(37, "FastAPI's detail")
            .json("400 Bad Request", r#"{"detail":"no"}"#)
            .fails("bad_request")
            .and(|outcome| assert_eq!(outcome.failure().provider_message.as_deref(), Some("no"))),
        row(37, "a message alone")
            .json("500 Oops", r#"{"message":"no"}"#)
            .fails("server_error"),
    ]
}

fn limits() -> Vec<Row> {
    let slow = r#"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#;
    vec![
        row(38, "a quota that is used up")
            .json(
                "429 Too Many",
                r#"{"error":{"message":"x","type":"insufficient_quota","code":"insufficient_quota"}}"#,
            )
            .fails("quota")
            .and(|outcome| assert_eq!(wire::retry::delay(0, outcome.failure(), false, 0.5), None)),
        row(38, "words of a quota, code of a limit")
            .json(
                "429 Too Many",
                r#"{"error":{"message":"check your quota and billing","code":"rate_limit_exceeded"}}"#,
            )
            .fails("rate_limited"),
        row(41, "seconds")
            .with_headers("429 Too Many", "retry-after: 1.5\r\n", slow)
            .fails("rate_limited")
            .and(|outcome| assert_eq!(outcome.failure().retry_after_ms, Some(1_500))),
        row(41, "milliseconds")
            .with_headers("429 Too Many", "retry-after-ms: 250\r\nretry-after: 9\r\n", slow)
            .fails("rate_limited")
            .and(|outcome| assert_eq!(outcome.failure().retry_after_ms, Some(250))),
        row(41, "a date that has passed")
            .with_headers("503 Busy", "retry-after: Tue, 31 Dec 2019 00:00:00 GMT\r\n", slow)
            .fails("rate_limited")
            .and(|outcome| assert_eq!(outcome.failure().retry_after_ms, Some(0))),
        row(41, "resets of several limits")
            .with_headers(
                "429 Too Many",
                "x-ratelimit-reset-requests: 1s\r\nx-ratelimit-reset-tokens: 6m0s\r\n",
                slow,
            )
            .fails("rate_limited")
            .and(|outcome| assert_eq!(outcome.failure().retry_after_ms, Some(360_000))),
        row(42, "a server that is down may come back")
            .body("503 Unavailable", "text/plain", "")
            .fails("server_error")
            .and(|outcome| assert!(wire::retry::delay(0, outcome.failure(), false, 0.5).is_some())),
    ]
}

fn prompts() -> Vec<Row> {
    vec![
        row(39, "too long, by code").json("400 Bad Request", r#"{"error":{"message":"x","code":"context_length_exceeded"}}"#).fails("context_exceeded"),
        row(39, "too long, by type").json("400 Bad Request", r#"{"error":{"code":400,"message":"x","type":"exceed_context_size_error"}}"#).fails("context_exceeded"),
        row(39, "too long, by words").json("400 Bad Request", r#"{"message":"This model's maximum context length is 4096 tokens."}"#).fails("context_exceeded"),
        row(40, "Azure's filter").json("400 Bad Request", r#"{"error":{"message":"filtered","param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}"#).fails("content_policy"),
    ]
}

fn routes() -> Vec<Row> {
    vec![
        row(44, "a redirect").with_headers("308 Moved", "location: https://me:pw@evil.example/v1?k=1\r\n", "").fails("redirect").detail("location", "https://evil.example/v1"),
        row(48, "a model of another route").json("404 Not Found", r#"{"error":{"message":"This model is only supported in v1/responses and not in v1/chat/completions.","type":"invalid_request_error","param":"model","code":null}}"#)
            .fails("unknown_model")
            .detail("reason", "other_route")
            .detail("route", "/responses")
            .detail("model", "gpt-5"),
        row(48, "a model of an older route").json("404 Not Found", r#"{"error":{"message":"This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?","param":"model"}}"#)
            .fails("unknown_model")
            .detail("route", "/completions"),
    ]
}
