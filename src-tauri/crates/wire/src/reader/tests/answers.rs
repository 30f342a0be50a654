//! Tests the content of answers: text, reasoning, usage, sources, and who served them.

use super::*;

#[test]
fn a_healthy_stream_in_the_usual_order() {
    let heard = stream(&[
        r#"{"id":"c1","model":"gpt-5-2025","created":1.7e9,"system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"#,
        &delta(r#"{"reasoning_content":"hm"}"#),
        &delta(r#"{"content":"Hel"}"#),
        &delta(r#"{"content":"lo 😀"}"#),
        STOP,
        r#"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8,"completion_tokens_details":{"reasoning_tokens":2},"prompt_tokens_details":{"cached_tokens":1}}}"#,
        DONE,
    ]);
    heard.is_complete();
    assert_eq!((heard.text.as_str(), heard.reasoning.as_str()), ("Hello 😀", "hm"));
    assert_eq!(heard.finish, Some(FinishReason::Stop));
    assert_eq!(heard.served.model.as_deref(), Some("gpt-5-2025"));
    assert_eq!(heard.served.fingerprint.as_deref(), Some("fp"));
    assert_eq!(heard.served.response_id.as_deref(), Some("c1"));
    assert_eq!(heard.served.created, Some(1_700_000_000));
    let usage = heard.usage.expect("usage");
    assert_eq!(
        (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens),
        (Some(3), Some(5), Some(8))
    );
    assert_eq!((usage.reasoning_tokens, usage.cached_tokens), (Some(2), Some(1)));
}

/// The reply documented by `AiHubMix`.
const WHOLE: &str = r#"{"id":"chatcmpl-1","model":"gpt-4o-mini","object":"chat.completion","created":1741569952,
"choices":[{"index":0,"message":{"role":"assistant","content":"Hello!"},"finish_reason":"stop"}],
"system_fingerprint":"fp_1","usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29}}"#;

#[test]
fn quirks_16_and_18_a_whole_answer_whatever_was_asked() {
    for (content_type, body) in [
        ("application/json", WHOLE.to_owned()),
        ("text/event-stream", WHOLE.to_owned()),
        ("", format!("\n\n \r\n{WHOLE}\n")),
        ("application/json", format!("\u{FEFF}{WHOLE}data: [DONE]\n\n")),
        ("application/json", format!("{WHOLE}\n\ndata: [DONE]\n\n")),
    ] {
        let heard = read_as(content_type, body);
        heard.is_complete();
        assert_eq!(heard.text, "Hello!");
        assert_eq!(heard.finish, Some(FinishReason::Stop));
        assert_eq!(heard.usage.and_then(|usage| usage.total_tokens), Some(29));
        assert_eq!(heard.served.model.as_deref(), Some("gpt-4o-mini"));
        assert_eq!(heard.served.created, Some(1_741_569_952));
    }
}

#[test]
fn quirk_17_a_stream_although_json_was_promised() {
    for content_type in ["application/json", "", "text/plain", "text/html"] {
        let heard = read_as(
            content_type,
            format!(": hello\n\ndata: {}\n\ndata: [DONE]\n\n", delta(r#"{"content":"a"}"#)),
        );
        heard.is_complete();
        assert_eq!(heard.text, "a", "{content_type}");
    }
}

#[test]
fn quirks_1_to_8_and_14_framing_does_not_show() {
    let text = delta(r#"{"content":"é"}"#);
    for body in [
        format!("data:{text}\n\ndata:[DONE]\n\n"),
        format!("data: {text}\r\rdata: [DONE]\r\n\r\n"),
        format!(": OPENROUTER PROCESSING\n\ndata: : keepalive\n\ndata: {text}\n\ndata: [DONE]\n\n"),
        format!(
            "event: keepalive\n\nevent: ping\ndata: {{\"type\":\"ping\"}}\n\ndata:\n\ndata: {text}\n\ndata: [DONE]\n\n"
        ),
        format!("event: other\ndata: not json\n\ndata: {text}\n\ndata: null\n\ndata: \"ping\"\n\ndata: [DONE]\n\n"),
        "data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"é\"}}]}\n\ndata: [DONE]\n\n".to_owned(),
        "data: {\"choices\":[{\"delta\":{\"content\":\ndata: \"é\"}}]}\n\ndata: [DONE]\n\n".to_owned(),
        "data: {\"choices\":[{\"delta\":{\"con\ndata: tent\":\"é\"}}]}\n\ndata: [DONE]\n\n".to_owned(),
        format!("\u{FEFF}data: {text}\n\ndata: [DONE]\n\n"),
        format!("\n\n\n\r\n\r\ndata: {text}\n\ndata: [DONE]\n\n"),
        format!("data: {text}\ndata: [DONE]\n"),
    ] {
        let heard = read_as("text/event-stream", &body);
        heard.is_complete();
        assert_eq!(heard.text, "é", "{body}");
    }
}

#[test]
fn quirks_21_to_23_chunks_that_say_nothing() {
    let heard = stream(&[
        r#"{"choices":[],"prompt_filter_results":[{"prompt_index":0}]}"#,
        r#"{"choices":null}"#,
        r#"{"choices":[null]}"#,
        r#"{"choices":[{"index":0,"delta":null,"finish_reason":null}]}"#,
        r#"{"choices":[{"index":0}]}"#,
        &delta(r#"{"role":"assistant","content":null}"#),
        &delta(r#"{"content":""}"#),
        &delta(r#"{"content":7,"reasoning":{}}"#),
        &delta(r#"{"role":"assistant","content":"a","tool_calls":null,"unknown":{"x":[1]}}"#),
        &delta(r#"{"role":"assistant","content":"b"}"#),
        DONE,
    ]);
    heard.is_complete();
    assert_eq!(heard.text, "ab");
    assert_eq!(heard.usage, None);
}

#[test]
fn quirk_24_finish_reasons() {
    let finish = |word: &str| {
        let chunk = format!(r#"{{"choices":[{{"index":0,"delta":{{"content":"a"}},"finish_reason":{word}}}]}}"#);
        stream(&[&chunk, DONE]).finish
    };
    for nothing in [r#""""#, r#""null""#, "null"] {
        assert_eq!(finish(nothing), None, "{nothing}");
    }
    assert_eq!(finish(r#""length""#), Some(FinishReason::Length));
    assert_eq!(finish(r#""content_filter""#), Some(FinishReason::ContentFilter));
    assert_eq!(finish(r#""tool_calls""#), Some(FinishReason::ToolCalls));
    assert_eq!(finish(r#""function_call""#), Some(FinishReason::ToolCalls));
    assert_eq!(
        finish(r#""eos_token""#),
        Some(FinishReason::Other("eos_token".to_owned()))
    );
    assert_eq!(finish("2"), Some(FinishReason::Other("2".to_owned())));
}

#[test]
fn quirk_26_content_in_parts() {
    let heard = stream(&[
        &delta(
            r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"plan"}]},{"type":"text","text":"yes"}]}"#,
        ),
        &delta(r#"{"content":[{"type":"thinking","thinking":"?"},"!",null,{"type":"image_url","image_url":{}}]}"#),
        DONE,
    ]);
    assert_eq!((heard.text.as_str(), heard.reasoning.as_str()), ("yes!", "plan?"));
}

#[test]
fn quirks_27_and_28_usage_in_every_form_is_never_added_up() {
    let usage = |usage: &str| stream(&[&format!(r#"{{"choices":[],"created":"17","usage":{usage}}}"#), DONE]);
    assert_eq!(usage("null").usage, None);
    assert_eq!(usage(r#"{"prompt_tokens":null,"completion_tokens":-1}"#).usage, None);
    let odd = usage(r#"{"prompt_tokens":"12","completion_tokens":3.0,"total_tokens":-5}"#)
        .usage
        .expect("usage");
    assert_eq!(
        (odd.prompt_tokens, odd.completion_tokens, odd.total_tokens),
        (Some(12), Some(3), None)
    );
    let every = stream(&[
        r#"{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}"#,
        r#"{"choices":[{"delta":{"content":"b"},"stop_reason":5}],"usage":{"prompt_tokens":9,"completion_tokens":2}}"#,
        r#"{"choices":[{"delta":{"content":"c"},"finish_reason":"stop"}],"usage":{"completion_tokens":3}}"#,
        DONE,
    ]);
    let last = every.usage.expect("usage");
    assert_eq!((last.prompt_tokens, last.completion_tokens), (Some(9), Some(3)));
    assert_eq!(every.usages, 3);
}

#[test]
fn quirk_29_other_choices_are_passed_over() {
    let heard = stream(&[
        r#"{"choices":[{"index":1,"delta":{"content":"no"},"finish_reason":"length"},{"index":0,"delta":{"content":"a"}}]}"#,
        r#"{"choices":[{"index":1,"delta":{"content":"no"}}]}"#,
        r#"{"choices":[{"delta":{"content":"b"}}]}"#,
        r#"{"choices":[{"index":"0","delta":{"content":"c"}}]}"#,
        DONE,
    ]);
    assert_eq!(heard.text, "abc");
    assert_eq!(heard.finish, None);
}

#[test]
fn quirk_30_reasoning_under_every_name_once() {
    for reasoning in [
        r#"{"reasoning_content":"r"}"#,
        r#"{"reasoning":"r"}"#,
        r#"{"reasoning_content":"r","reasoning":"r"}"#,
        r#"{"reasoning":"r","reasoning_details":[{"type":"reasoning.text","text":"r"}]}"#,
        r#"{"reasoning_details":[{"type":"reasoning.summary","summary":"r"},{"type":"reasoning.encrypted","data":"x"}]}"#,
        r#"{"reasoning_content":null,"reasoning":"","reasoning_details":[{"text":"r"}],"content":null}"#,
    ] {
        assert_eq!(stream(&[&delta(reasoning), DONE]).reasoning, "r", "{reasoning}");
    }
    let whole = r#"{"choices":[{"message":{"content":"a","reasoning_content":"r"}}]}"#;
    let heard = read_as("application/json", whole);
    assert_eq!((heard.text.as_str(), heard.reasoning.as_str()), ("a", "r"));
}

#[test]
fn quirk_31_inline_thoughts_over_chunks_and_in_whole_answers() {
    let chunks: Vec<String> = ["<th", "ink>pl", "an</thi", "nk>", "\n\nyes <", "b"]
        .iter()
        .map(|text| delta(&format!(r#"{{"content":{}}}"#, Value::from(*text))))
        .collect();
    let mut events: Vec<&str> = chunks.iter().map(String::as_str).collect();
    events.push(DONE);
    let heard = stream(&events);
    assert_eq!((heard.text.as_str(), heard.reasoning.as_str()), ("yes <b", "plan"));
    let whole = read_as("", r#"{"choices":[{"message":{"content":"<think>plan</think>yes"}}]}"#);
    assert_eq!((whole.text.as_str(), whole.reasoning.as_str()), ("yes", "plan"));
}

#[test]
fn quirk_47_sources_are_listed_once() {
    let annotation =
        delta(r#"{"annotations":[{"type":"url_citation","url_citation":{"url":"https://b","title":"B"}}]}"#);
    let heard = stream(&[
        r#"{"citations":["https://a"],"search_results":[{"title":"A","url":"https://a"}],"choices":[]}"#,
        r#"{"citations":["https://a",null,{"url":"https://c"}],"choices":[]}"#,
        &annotation,
        &annotation,
        DONE,
    ]);
    let found: Vec<_> = heard
        .citations
        .iter()
        .map(|source| (source.url.as_str(), source.title.as_deref()))
        .collect();
    assert_eq!(
        found,
        [("https://a", Some("A")), ("https://c", None), ("https://b", Some("B"))]
    );
}

#[test]
fn quirk_49_a_change_of_the_served_model_is_told() {
    let heard = stream(&[
        r#"{"id":"1","model":"asked","choices":[]}"#,
        r#"{"id":"2","model":"","system_fingerprint":null,"choices":[]}"#,
        r#"{"id":"3","model":"other","choices":[]}"#,
        DONE,
    ]);
    assert_eq!(heard.served.model.as_deref(), Some("other"));
    assert_eq!(heard.served.response_id.as_deref(), Some("1"));
}

#[test]
fn a_message_repeated_at_the_end_is_not_said_twice() {
    let heard = stream(&[
        &delta(r#"{"content":"Hello"}"#),
        r#"{"choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}"#,
    ]);
    heard.is_complete();
    assert_eq!(heard.text, "Hello");
}

#[test]
fn the_older_protocol_and_refusals_are_text() {
    assert_eq!(stream(&[r#"{"choices":[{"index":0,"text":"a"}]}"#, DONE]).text, "a");
    assert_eq!(stream(&[&delta(r#"{"refusal":"I cannot"}"#), DONE]).text, "I cannot");
}
