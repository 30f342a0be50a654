//! A bounded fuzz run on stable Rust: mutated recorded replies, and random bytes.
//!
//! `WIRE_FUZZ_CASES` says how many of each kind (1,000 unless told); the same number is the same run.

use chat::{Delta, Ending};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed, TestRunner},
};
use wire::{
    error::{self, Head, RequestEcho},
    reader::{Event, Reader},
    sse::Decoder,
};

/// Replies as servers send them, each in another form.
const SEEDS: [&[u8]; 8] = [
    b"data: {\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"Gr\xC3\xBC\xC3\x9Fe \xF0\x9F\x98\x80\"}}]}\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7,\"total_tokens\":12}}\n\ndata: [DONE]\n\n",
    b": OPENROUTER PROCESSING\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"<think>plan</think>\\n\\nyes ```<think>``` ![a](data:image/png;base64,iVBORw0KGgo=)\"}}]}\r\n\r\ndata: [DONE]\r\n\r\n",
    b"data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"q\\\":\"}}]}}]}\n\ndata: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\n",
    b"{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"annotations\":[{\"url_citation\":{\"url\":\"https://a\"}}]},\"finish_reason\":\"stop\"}],\"usage\":{\"total_tokens\":\"3\"}}",
    b"data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\nevent: error\ndata: {\"error\":{\"message\":\"x (tid: 7)\",\"code\":\"429\"}}\n\n",
    b"{\"error\":{\"message\":\"This model is only supported in v1/responses\",\"param\":\"model\",\"innererror\":{\"code\":\"x\"}},\"detail\":[{\"loc\":[\"body\",\"temperature\"],\"msg\":\"no\"}]}",
    b"<!DOCTYPE html><html><head><title>example.com | 502</title></head><body>Ray ID: <b>8f1c2d3e4a5b6c7d</b></body></html>",
    b"\xEF\xBB\xBFevent: ping\rdata:\r\rdata: {\"choices\":[{\"delta\":{\"images\":[{\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]}}]}\r\r",
];

/// Pieces of framing and chunks, which reach more code than random bytes.
const TOKENS: [&[u8]; 26] = [
    b"data:",
    b"data: ",
    b"event: error\n",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"[DONE]",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b"\\ud83d",
    b"null",
    b"<think>",
    b"</think>",
    b"```",
    b"![",
    b"](data:image/png;base64,",
    b"\xEF\xBB\xBF",
    b"\xFF",
    b"\x00",
    b"\x1F\x8B",
    b"-1e999",
];

/// A mutation of a reply.
#[derive(Clone, Debug)]
enum Spoil {
    Cut(usize),
    Drop(usize, usize),
    Repeat(usize, usize),
    Flip(usize, u8),
    Put(usize, usize),
    Splice(usize, usize),
}

fn spoils() -> impl Strategy<Value = Vec<Spoil>> {
    let at = 0usize..2_000;
    let one = prop_oneof![
        at.clone().prop_map(Spoil::Cut),
        (at.clone(), 1usize..60).prop_map(|(at, length)| Spoil::Drop(at, length)),
        (at.clone(), 1usize..60).prop_map(|(at, length)| Spoil::Repeat(at, length)),
        (at.clone(), any::<u8>()).prop_map(|(at, byte)| Spoil::Flip(at, byte)),
        (at.clone(), 0..TOKENS.len()).prop_map(|(at, token)| Spoil::Put(at, token)),
        (at, 0..SEEDS.len()).prop_map(|(at, seed)| Spoil::Splice(at, seed)),
    ];
    prop::collection::vec(one, 0..8)
}

fn spoiled(seed: usize, spoils: &[Spoil]) -> Vec<u8> {
    let mut bytes = SEEDS[seed].to_vec();
    for spoil in spoils {
        let within = |at: usize| at % (bytes.len() + 1);
        match *spoil {
            Spoil::Cut(at) => bytes.truncate(within(at)),
            Spoil::Drop(at, length) => {
                let (start, end) = (within(at), (within(at) + length).min(bytes.len()));
                bytes.drain(start..end);
            }
            Spoil::Repeat(at, length) => {
                let (start, end) = (within(at), (within(at) + length).min(bytes.len()));
                let again = bytes[start..end].to_vec();
                bytes.splice(end..end, again);
            }
            Spoil::Flip(at, byte) => {
                let at = within(at);
                if let Some(old) = bytes.get_mut(at) {
                    *old ^= byte;
                }
            }
            Spoil::Put(at, token) => {
                let at = within(at);
                bytes.splice(at..at, TOKENS[token].iter().copied());
            }
            Spoil::Splice(at, seed) => {
                let at = within(at);
                bytes.splice(at..at, SEEDS[seed].iter().copied());
            }
        }
    }
    bytes
}

/// What a reply said, as far as every split of it must agree.
#[derive(Debug, Default, PartialEq)]
struct Said {
    text: String,
    reasoning: String,
    pictures: usize,
    calls: Vec<(String, String)>,
    ending: Option<Ending>,
}

fn read<'a>(head: &Head, pieces: impl IntoIterator<Item = &'a [u8]>) -> Said {
    let asked = RequestEcho {
        model: "m".to_owned(),
        members: vec!["temperature".to_owned()],
        system: true,
    };
    let mut reader = Reader::new(head.clone(), asked);
    let mut said = Said::default();
    for piece in pieces {
        collect(reader.push(piece), &mut said);
    }
    collect(reader.finish(None), &mut said);
    assert!(said.ending.is_some(), "an ending");
    assert!(
        reader.push(b"data: {}\n\n").is_empty() && reader.finish(None).is_empty(),
        "one ending"
    );
    let call = |call: &wire::ToolCall| (call.id.clone(), call.arguments.clone());
    said.calls = reader.tool_calls().iter().map(call).collect();
    said
}

fn collect(events: Vec<Event>, said: &mut Said) {
    for event in events {
        assert!(said.ending.is_none(), "nothing follows an ending");
        match event {
            Event::Delta(Delta::Text(text)) => said.text += &text,
            Event::Delta(Delta::Reasoning(text)) => said.reasoning += &text,
            Event::Delta(_) => {}
            Event::Image(_) => said.pictures += 1,
            Event::End(ending) => said.ending = Some(ending),
        }
    }
}

/// Checks everything that must hold for any bytes.
fn judge(bytes: &[u8], content_type: Option<&str>, stride: usize) {
    let head = Head {
        status: 200,
        content_type: content_type.map(str::to_owned),
        ..Head::default()
    };
    let whole = read(&head, [bytes]);
    assert_eq!(read(&head, bytes.chunks(stride)), whole, "split every {stride}");
    // An answer is not longer than its bytes, except for what invalid bytes and images become.
    let most = bytes.len() * 3 + 200 * 64;
    assert!(whole.text.len() + whole.reasoning.len() <= most);
    if whole.ending == Some(Ending::Complete) {
        let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
        // A stream needs an end marker, an object its choices. Escapes may hide a name, so they count too.
        assert!(
            has(b"[DONE]") || has(b"finish_reason") || has(b"choices") || has(b"\\u"),
            "complete without a mark"
        );
    }
    // The same bytes as a refusal.
    for status in [200, 302, 400, 404, 429, 502] {
        let head = Head { status, ..head.clone() };
        let failure = error::redacted(error::from_reply(&head, bytes, &RequestEcho::default()), &[]);
        assert!(
            failure
                .provider_message
                .is_none_or(|message| message.chars().count() <= error::MAX_MESSAGE_CHARS)
        );
    }
    let (mut decoder, mut events) = (Decoder::with_limit(500), Vec::new());
    let _ = decoder.push(bytes, &mut events);
    events.extend(decoder.finish());
    assert!(events.iter().all(|event| event.data.len() <= 500 * 3));
}

fn runner() -> TestRunner {
    let cases = std::env::var("WIRE_FUZZ_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    TestRunner::new(Config {
        cases: cases.unwrap_or(1_000),
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20),
        ..Config::default()
    })
}

fn content_types() -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![
        Just(None),
        Just(Some("text/event-stream")),
        Just(Some("application/json")),
        Just(Some("text/html")),
    ]
}

#[test]
fn recorded_replies_mutilated() {
    let cases = (0..SEEDS.len(), spoils(), content_types(), 1usize..50);
    let run = runner().run(&cases, |(seed, spoils, content_type, stride)| {
        judge(&spoiled(seed, &spoils), content_type, stride);
        Ok(())
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn bytes_of_no_meaning() {
    let cases = (prop::collection::vec(any::<u8>(), 0..600), content_types(), 1usize..50);
    let run = runner().run(&cases, |(bytes, content_type, stride)| {
        judge(&bytes, content_type, stride);
        Ok(())
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn pieces_of_meaning_in_any_order() {
    let pieces = prop::collection::vec(0..TOKENS.len() + SEEDS.len(), 0..40);
    let run = runner().run(
        &(pieces, content_types(), 1usize..50),
        |(pieces, content_type, stride)| {
            let piece = |at: &usize| TOKENS.get(*at).copied().unwrap_or_else(|| SEEDS[*at - TOKENS.len()]);
            let bytes: Vec<u8> = pieces.iter().flat_map(|at| piece(at).iter().copied()).collect();
            judge(&bytes, content_type, stride);
            Ok(())
        },
    );
    run.unwrap_or_else(|failure| panic!("{failure}"));
}
