//! Tests that the short parser agrees with the lenient one, and leaves everything else to it.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{PlainChunk, Text};
use crate::chunk::{Chunk, Piece};
use crate::error::provider::ProviderError;

/// Generates a member of a chunk: as servers write it, null, odd, or missing.
fn odd(usual: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        4 => usual.prop_map(Some),
        2 => Just(None),
        1 => Just(Some(Value::Null)),
        1 => prop_oneof![
            Just(json!("")), Just(json!(" null ")), Just(json!(7)), Just(json!(1.5)), Just(json!(true)), Just(json!([])),
            Just(json!({"text": "x", "message": "no"})), Just(json!(["a", {"url": "https://example.com"}])),
        ].prop_map(Some),
    ]
}

fn words() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::from),
        "[a-z <>!\\\\\"\n😀]{0,8}".prop_map(Value::from)
    ]
}

fn object(members: Vec<(&'static str, Option<Value>)>) -> Value {
    let there = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(there.collect())
}

fn part() -> impl Strategy<Value = Value> {
    let names = [
        "content",
        "reasoning_content",
        "role",
        "reasoning",
        "refusal",
        "tool_calls",
        "images",
        "citations",
    ];
    let usual = names.map(|name| match name {
        "content" | "reasoning_content" | "role" => odd(words()).boxed(),
        _ => prop_oneof![6 => Just(None), 1 => Just(Some(Value::Null)), 1 => words().prop_map(Some)].boxed(),
    });
    usual.prop_map(move |values| object(names.into_iter().zip(values).collect()))
}

fn choice() -> impl Strategy<Value = Value> {
    let index = prop_oneof![4 => Just(None), 4 => Just(Some(json!(0))), 1 => Just(Some(json!(1))), 1 => Just(Some(Value::Null))];
    let finish = prop_oneof![4 => Just(None), 4 => Just(Some(Value::Null)), 1 => Just(Some(json!("stop")))];
    (index, part(), finish, odd(Just(Value::Null))).prop_map(|(index, delta, finish, logprobs)| {
        object(vec![
            ("index", index),
            ("delta", Some(delta)),
            ("finish_reason", finish),
            ("logprobs", logprobs),
        ])
    })
}

fn chunk() -> impl Strategy<Value = Value> {
    let choices = prop::collection::vec(choice(), 0..3).prop_map(Value::from);
    let odd_member = prop_oneof![
        8 => Just(None),
        1 => Just(Some(("error", json!({"message": "no"})))),
        1 => Just(Some(("citations", json!(["https://example.com"])))),
        1 => Just(Some(("usage", json!({"total_tokens": 3})))),
    ];
    (
        odd(words()),
        odd(words()),
        odd(words()),
        odd(any::<i32>().prop_map(Value::from)),
        choices,
        odd_member,
    )
        .prop_map(|(id, model, fingerprint, created, choices, odd)| {
            let mut members = vec![
                ("id", id),
                ("object", Some(json!("chat.completion.chunk"))),
                ("model", model),
                ("system_fingerprint", fingerprint),
                ("created", created),
                ("choices", Some(choices)),
            ];
            members.extend(odd.map(|(name, value)| (name, Some(value))));
            object(members)
        })
}

fn same(text: Option<&Text>, word: Option<&str>) -> bool {
    text.and_then(Text::non_blank) == word
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_read_the_short_way_is_what_the_lenient_reader_reads(value in chunk()) {
        let text = value.to_string();
        let Some(plain) = PlainChunk::read(&text) else { return Ok(()) };
        let whole = Chunk::read(&value);
        prop_assert!(same(plain.id.as_ref(), whole.id.as_deref()));
        prop_assert!(same(plain.model.as_ref(), whole.model.as_deref()));
        prop_assert!(same(plain.fingerprint.as_ref(), whole.fingerprint.as_deref()));
        prop_assert_eq!(plain.created, whole.created);
        let reasoning = plain.reasoning.map(|text| Piece::Reasoning(text.into_string()));
        let text = plain.text.map(|text| Piece::Text(text.into_string()));
        let choice = whole.choice.expect("a plain chunk has its choice");
        prop_assert_eq!(reasoning.into_iter().chain(text).collect::<Vec<_>>(), choice.pieces);
        prop_assert!(!choice.whole && choice.finish.is_none() && choice.calls.is_empty() && choice.citations.is_empty());
        prop_assert!(whole.usage.is_none() && whole.reported.is_none() && whole.citations.is_empty());
        prop_assert_eq!(ProviderError::from_chunk(&value), None);
    }
}

#[test]
fn the_usual_chunks_take_the_short_way() {
    for usual in [
        r#"{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":" a\n"},"finish_reason":null}]}"#,
        r#"{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","service_tier":"default","system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x"}"#,
        r#"{"model":"m","choices":[{"delta":{"reasoning_content":"hm","content":null}}]}"#,
    ] {
        assert!(PlainChunk::read(usual).is_some(), "{usual}");
    }
}

#[test]
fn what_says_more_takes_the_long_way() {
    for other in [
        r#"{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}"#,
        r#"{"choices":[{"index":1,"delta":{"content":"a"}}]}"#,
        r#"{"choices":[{"delta":{"content":"a"}},{"delta":{"content":"b"}}]}"#,
        r#"{"choices":[{"delta":{"content":"a"}}],"error":{"message":"no"}}"#,
        r#"{"choices":[{"delta":{"content":"a"}}],"usage":{"total_tokens":1}}"#,
        r#"{"choices":[{"delta":{"content":["a"]}}]}"#,
        r#"{"choices":[{"delta":{"content":"a","tool_calls":[]}}]}"#,
        r#"{"choices":[{"delta":{"content":"a","content":"b"}}]}"#,
        r#"{"choices":[]}"#,
        "[DONE]",
        "",
    ] {
        assert!(PlainChunk::read(other).is_none(), "{other}");
    }
}
