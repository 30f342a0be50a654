//! Tests endings: complete only with an end marker, and with all text that arrived.

use chat::CutOffCause;

use super::*;

#[test]
fn quirks_9_and_10_only_a_mark_makes_an_answer_complete() {
    let text = delta(r#"{"content":"half"}"#);
    stream(&[&text, STOP]).is_complete();
    stream(&[&text, DONE]).is_complete();
    stream(&[&text, STOP, r#"{"choices":[],"usage":{"total_tokens":1}}"#]).is_complete();
    let cut = stream(&[&text]);
    assert!(matches!(cut.ending, Some(Ending::CutOff(_))));
    assert_eq!((cut.text.as_str(), cut.code()), ("half", Some("cut_off")));
    assert!(cut.failure().retryable);
    assert_eq!(stream(&[]).code(), Some("cut_off"));
    // Usage at the end is not an end marker.
    assert_eq!(
        stream(&[&text, r#"{"choices":[],"usage":{"total_tokens":1}}"#]).code(),
        Some("cut_off")
    );
}

#[test]
fn a_stream_that_breaks_within_an_event_is_cut_off_not_malformed() {
    let text = delta(r#"{"content":"half"}"#);
    for rest in [
        "data: {\"choi",
        "data: [DON",
        "da",
        "data: {\"choices\":[{\"delta\":{\"content\":\"x\"",
        "event: error\nda",
    ] {
        let heard = read_as("text/event-stream", format!("data: {text}\n\n{rest}"));
        let expected = if rest.starts_with("event: error") {
            "server_error"
        } else {
            "cut_off"
        };
        assert_eq!((heard.text.as_str(), heard.code()), ("half", Some(expected)), "{rest}");
    }
    read_as("text/event-stream", format!("data: {text}\n\ndata: [DONE]")).is_complete();
    read_as("text/event-stream", format!("data: {text}\n\ndata: {STOP}")).is_complete();
}

#[test]
fn a_reset_tells_its_cause_unless_the_answer_was_whole() {
    let broken = |events: &[&str]| {
        let mut reader = Reader::new(head("text/event-stream"), RequestEcho::default());
        let mut heard = ParsedReply::default();
        for data in events {
            reader
                .push(format!("data: {data}\n\n").as_bytes())
                .into_iter()
                .for_each(|event| heard.add(event));
        }
        let cause = Failure::new(ErrorCode::CutOff).with_cut_off_cause(CutOffCause::Reset);
        reader
            .finish(Some(cause))
            .into_iter()
            .for_each(|event| heard.add(event));
        heard
    };
    let text = delta(r#"{"content":"a"}"#);
    assert_eq!(broken(&[&text]).failure().details["cause"], "reset");
    broken(&[&text, STOP]).is_complete();
}

#[test]
fn quirk_11_a_broken_chunk_fails_the_answer_and_keeps_its_text() {
    let heard = stream(&[
        &delta(r#"{"content":"kept"}"#),
        "{\"choices\": oops",
        &delta(r#"{"content":"lost"}"#),
    ]);
    assert_eq!((heard.text.as_str(), heard.code()), ("kept", Some("malformed")));
    assert!(matches!(heard.ending, Some(Ending::Failed(_))));
}

#[test]
fn quirk_13_a_line_without_end_is_refused() {
    let mut reader = Reader::new(head("text/event-stream"), RequestEcho::default());
    let mut heard = ParsedReply::default();
    let first = format!("data: {}\n\ndata: ", delta(r#"{"content":"kept"}"#));
    reader
        .push(first.as_bytes())
        .into_iter()
        .for_each(|event| heard.add(event));
    let block = vec![b'x'; 1024 * 1024];
    for _ in 0..40 {
        reader.push(&block).into_iter().for_each(|event| heard.add(event));
    }
    assert_eq!((heard.text.as_str(), heard.code()), ("kept", Some("too_large")));
}

#[test]
fn quirk_15_whatever_follows_the_mark_is_ignored() {
    let heard = stream(&[
        &delta(r#"{"content":"a"}"#),
        "[DONE] trailing",
        &delta(r#"{"content":"b"}"#),
        "oops",
    ]);
    heard.is_complete();
    assert_eq!(heard.text, "a");
}

#[test]
fn quirk_19_a_web_page_is_no_answer() {
    let heard = read_as(
        "text/html",
        "<!DOCTYPE html><html><head><title>My\n shop</title></head></html>",
    );
    assert_eq!(heard.code(), Some("not_an_api"));
    assert_eq!(heard.failure().provider_message.as_deref(), Some("My shop"));
    assert_eq!(
        read_as("text/event-stream", "\n <html></html>").code(),
        Some("not_an_api")
    );
}

#[test]
fn plain_words_and_other_objects_are_no_answer() {
    let heard = read_as("text/plain", "upstream is down");
    assert_eq!(heard.code(), Some("malformed"));
    assert_eq!(heard.failure().provider_message.as_deref(), Some("upstream is down"));
    assert_eq!(read_as("application/json", "{}").code(), Some("malformed"));
    assert_eq!(
        read_as("application/json", r#"{"choices":nope}"#).code(),
        Some("malformed")
    );
    assert_eq!(
        read_as("application/json", r#"{"choices":[{"message":{"con"#).code(),
        Some("cut_off")
    );
}

#[test]
fn quirk_20_cloudflare_in_a_reply_of_200() {
    let body = r#"{"cloudflare_error":true,"status":522,"title":"Error 522: Connection timed out","ray_id":"8c1","retry_after":30}"#;
    let heard = read_as("application/json", body);
    assert_eq!(heard.code(), Some("gateway"));
    let failure = heard.failure();
    assert_eq!((failure.status, failure.retry_after_ms), (Some(522), Some(30_000)));
    assert_eq!(failure.details["ray_id"], "8c1");
}

#[test]
fn quirk_24_finish_reason_error_is_one() {
    let heard = stream(&[
        r#"{"choices":[{"delta":{"content":"a"},"finish_reason":"error"}]}"#,
        DONE,
    ]);
    assert_eq!(
        (heard.text.as_str(), heard.code(), heard.finish.clone()),
        ("a", Some("server_error"), None)
    );
}

#[test]
fn a_filter_that_left_no_text_is_a_failure() {
    let filtered = r#"{"choices":[{"delta":{},"finish_reason":"content_filter"}]}"#;
    assert_eq!(stream(&[filtered, DONE]).code(), Some("content_policy"));
    assert_eq!(stream(&[filtered]).code(), Some("content_policy"));
    let begun = stream(&[&delta(r#"{"content":"a"}"#), filtered, DONE]);
    begun.is_complete();
    assert_eq!(begun.finish, Some(FinishReason::ContentFilter));
}

#[test]
fn quirk_33_reasoning_that_used_up_the_limit_is_complete_and_says_length() {
    let heard = stream(&[
        &delta(r#"{"reasoning_content":"on and on"}"#),
        r#"{"choices":[{"delta":{"content":""},"finish_reason":"length"}]}"#,
        DONE,
    ]);
    heard.is_complete();
    assert_eq!((heard.text.as_str(), heard.finish), ("", Some(FinishReason::Length)));
}

#[test]
fn quirk_5_an_error_event_is_an_error() {
    let error = |data: &str| {
        let body = format!(
            "data: {}\n\nevent: error\n{data}\n\ndata: [DONE]\n\n",
            delta(r#"{"content":"kept"}"#)
        );
        read_as("text/event-stream", body)
    };
    for (data, message) in [
        ("data: {\"error\":{\"message\":\"broke\"}}", Some("broke")),
        ("data: {\"message\":\"broke\"}", Some("broke")),
        ("data: broke", Some("broke")),
        ("data: \"broke\"", Some("broke")),
        ("data: {}", None),
        ("id: 1", None),
    ] {
        let heard = error(data);
        assert_eq!(
            (heard.text.as_str(), heard.code()),
            ("kept", Some("server_error")),
            "{data}"
        );
        assert_eq!(heard.failure().provider_message.as_deref(), message, "{data}");
    }
}

#[test]
fn quirks_36_and_37_an_error_amid_the_stream_keeps_the_text() {
    let text = delta(r#"{"content":"kept"}"#);
    let table = [
        (
            r#"{"error":{"message":"slow down","code":429}}"#,
            "rate_limited",
            Some(429),
        ),
        (
            r#"{"error":{"message":"slow down","code":"429"}}"#,
            "rate_limited",
            Some(429),
        ),
        (
            r#"{"error":{"message":"x","code":502},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}"#,
            "gateway",
            Some(502),
        ),
        (
            r#"{"choices":[{"delta":{},"error":{"code":503,"message":"x"},"finish_reason":"error"}]}"#,
            "server_error",
            Some(503),
        ),
        (r#"{"error":"plain words"}"#, "server_error", None),
        (r#"{"error":{"message":{"text":"an object"}}}"#, "server_error", None),
        (
            r#"{"type":"error","error":{"type":"overloaded_error","message":"x"}}"#,
            "server_error",
            None,
        ),
        (
            r#"{"error":{"code":"insufficient_quota","message":"x"}}"#,
            "quota",
            None,
        ),
        (r#"{"detail":"broke"}"#, "server_error", None),
        (r#"{"message":"broke"}"#, "server_error", None),
    ];
    for (chunk, code, status) in table {
        let heard = stream(&[&text, chunk, DONE]);
        assert_eq!((heard.text.as_str(), heard.code()), ("kept", Some(code)), "{chunk}");
        assert_eq!(heard.failure().status, status, "{chunk}");
    }
    for none in ["null", "{}", "\"\"", "false"] {
        let chunk = format!(r#"{{"error":{none},"choices":[{{"delta":{{"content":"!"}}}}]}}"#);
        stream(&[&text, &chunk, DONE]).is_complete();
    }
}

#[test]
fn errors_with_status_200_in_one_object() {
    let table = [
        (r#"{"error":{"message":"no","code":"invalid_api_key"}}"#, "unauthorised"),
        (
            r#"[{"error":{"code":404,"message":"models/x is not found"}}]"#,
            "unknown_model",
        ),
        (
            r#"{"choices":null,"message":"quota","code":"insufficient_user_quota"}"#,
            "quota",
        ),
    ];
    for (body, code) in table {
        assert_eq!(read_as("application/json", body).code(), Some(code), "{body}");
    }
}
