//! Quirks 21 to 34: what chunks contain, and what they leave out.

use chat::FinishReason;

use super::{Row, row};
use crate::server::{STOP, text};

fn delta(delta: &str) -> String {
    format!(r#"{{"choices":[{{"index":0,"delta":{delta}}}]}}"#)
}

fn finish(word: &str) -> String {
    format!(r#"{{"choices":[{{"index":0,"delta":{{}},"finish_reason":{word}}}]}}"#)
}

pub(super) fn rows() -> Vec<Row> {
    [empty(), endings(), contents(), counts(), reasoning(), tools()]
        .into_iter()
        .flatten()
        .collect()
}

fn empty() -> Vec<Row> {
    let hi = text("hi");
    vec![
        row(21, "no choices first, amid and last")
            .events(&[
                r#"{"choices":[],"prompt_filter_results":[{}]}"#,
                &hi,
                r#"{"choices":[]}"#,
                STOP,
                r#"{"choices":[],"usage":{"total_tokens":7}}"#,
            ])
            .says("hi")
            .and(|outcome| assert_eq!(outcome.usage.and_then(|usage| usage.total_tokens), Some(7))),
        row(21, "choices null or of nothing")
            .events(&[r#"{"choices":null}"#, r#"{"choices":[null]}"#, r"{}", &hi])
            .says("hi"),
        row(22, "delta null or absent")
            .events(&[
                r#"{"choices":[{"index":0,"delta":null}]}"#,
                r#"{"choices":[{"index":0}]}"#,
                &hi,
            ])
            .says("hi"),
        row(23, "content null, then empty")
            .events(&[
                &delta(r#"{"role":"assistant","content":null}"#),
                &delta(r#"{"content":""}"#),
                &hi,
            ])
            .says("hi"),
    ]
}

fn endings() -> Vec<Row> {
    let hi = text("hi");
    vec![
        row(24, "finish reasons that say nothing").stream(format!("data: {hi}\n\ndata: {}\n\ndata: {}\n\n", finish("\"\""), finish("\"null\""))).says("hi").cut(),
        row(24, "finish reason error").events(&[&hi, &finish("\"error\"")]).says("hi").fails("server_error"),
        row(24, "a finish reason nobody knows").stream(format!("data: {hi}\n\ndata: {}\n\n", finish("\"eos\"")))
            .says("hi")
            .and(|outcome| assert_eq!(outcome.finish, Some(FinishReason::Other("eos".to_owned())))),
        row(24, "a filter that left nothing").events(&[&finish("\"content_filter\"")]).fails("content_policy"),
        row(25, "role with content, role in every chunk").events(&[&delta(r#"{"role":"assistant","content":"h"}"#), &delta(r#"{"role":"assistant","content":"i"}"#)]).says("hi"),
        row(25, "reasoning before the role").events(&[&delta(r#"{"reasoning_content":"hm"}"#), &delta(r#"{"role":"assistant","content":"hi"}"#)]).says("hi").thinks("hm"),
        row(29, "other choices").events(&[r#"{"choices":[{"index":1,"delta":{"content":"no"},"finish_reason":"length"},{"index":0,"delta":{"content":"h"}}]}"#, r#"{"choices":[{"index":"0","delta":{"content":"i"}}]}"#])
            .says("hi")
            .and(|outcome| assert_eq!(outcome.finish, None)),
    ]
}

fn contents() -> Vec<Row> {
    vec![
        row(26, "content in parts").events(&[&delta(r#"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"plan"}]},{"type":"text","text":"h"},"i",null]}"#)]).says("hi").thinks("plan"),
        row(26, "a whole answer in parts").json("200 OK", r#"{"choices":[{"message":{"content":[{"type":"text","text":"hi"}]}}]}"#).says("hi"),
    ]
}

fn counts() -> Vec<Row> {
    let hi = text("hi");
    vec![
        row(27, "numbers of the wrong kind").events(&[&hi, r#"{"created":17.5,"choices":[{"delta":{},"stop_reason":5}],"usage":{"prompt_tokens":"12","completion_tokens":3.0,"total_tokens":-5}}"#])
            .says("hi")
            .and(|outcome| {
                let usage = outcome.usage.expect("usage");
                assert_eq!((usage.prompt_tokens, usage.completion_tokens, usage.total_tokens), (Some(12), Some(3), None));
                assert_eq!(outcome.served.created, Some(17));
            }),
        row(27, "usage of nulls").events(&[&hi, r#"{"choices":[],"created":"17","usage":{"prompt_tokens":null,"completion_tokens":null}}"#])
            .says("hi")
            .and(|outcome| assert_eq!((outcome.usage, outcome.served.created), (None, Some(17)))),
        row(28, "usage in every chunk").events(&[
            r#"{"choices":[{"delta":{"content":"h"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}"#,
            r#"{"choices":[{"delta":{"content":"i"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":2}}"#,
        ])
        .says("hi")
        .and(|outcome| assert_eq!(outcome.usage.and_then(|usage| usage.completion_tokens), Some(2))),
        row(28, "usage never sent").events(&[&hi, STOP]).says("hi").and(|outcome| assert_eq!(outcome.usage, None)),
    ]
}

fn reasoning() -> Vec<Row> {
    let chunks: Vec<String> = ["<thi", "nk>pl", "an</th", "ink>\n\nh", "i"]
        .iter()
        .map(|said| delta(&format!(r#"{{"content":{}}}"#, serde_json::Value::from(*said))))
        .collect();
    let chunks: Vec<&str> = chunks.iter().map(String::as_str).collect();
    vec![
        row(30, "reasoning_content").events(&[&delta(r#"{"reasoning_content":"hm"}"#), &text("hi")]).says("hi").thinks("hm"),
        row(30, "reasoning").events(&[&delta(r#"{"reasoning":"hm"}"#), &text("hi")]).says("hi").thinks("hm"),
        row(30, "the same under three names").events(&[&delta(r#"{"reasoning_content":"hm","reasoning":"hm","reasoning_details":[{"type":"reasoning.text","text":"hm"}]}"#), &text("hi")]).says("hi").thinks("hm"),
        row(31, "tags over chunks").events(&chunks).says("hi").thinks("plan"),
        row(31, "a closing tag alone").events(&[&text("</think>hi")]).says("hi"),
        row(31, "an empty tag").events(&[&text("<think/>hi")]).says("hi"),
        row(31, "a tag in code").events(&[&text("`<think>` hi")]).says("`<think>` hi"),
        row(33, "reasoning that used the limit up").events(&[&delta(r#"{"reasoning_content":"on and on"}"#), &finish("\"length\"")])
            .thinks("on and on")
            .and(|outcome| assert_eq!(outcome.finish, Some(FinishReason::Length))),
    ]
}

fn tools() -> Vec<Row> {
    vec![
        row(34, "calls that share a place").events(&[
            &delta(r#"{"content":"hi","tool_calls":[{"index":0,"id":"a","function":{"name":"look","arguments":"{"}}]}"#),
            &delta(r#"{"tool_calls":[{"index":0,"id":"b","function":{"name":"add","arguments":"[]"}}]}"#),
            &delta(r#"{"tool_calls":[{"id":"a","function":{"arguments":"}"}}]}"#),
            &finish("\"tool_calls\""),
        ])
        .says("hi")
        .and(|outcome| {
            let calls: Vec<_> = outcome.calls.iter().map(|call| (call.id.as_str(), call.arguments.as_str())).collect();
            assert_eq!(calls, [("a", "{}"), ("b", "[]")]);
        }),
        row(34, "a whole answer of one call without an id").json("200 OK", r#"{"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"look","arguments":{"q":1}}}]},"finish_reason":"tool_calls"}]}"#)
            .and(|outcome| assert_eq!((outcome.calls[0].id.as_str(), outcome.calls[0].arguments.as_str()), ("call_1", r#"{"q":1}"#))),
    ]
}
