//! Tests the offline demo over a real socket.

use std::time::{Duration, Instant};

use crate::support::{ask, chat, json, rest, said, send, unchunked, until, whole};
use ::demo::{DEMO_MODELS, Script, Server};

fn start() -> Server {
    Server::start(Script::demo()).expect("a free port")
}

#[tokio::test]
async fn three_models_and_no_record_of_what_they_are_asked() {
    let server = start();
    let list = json(&whole(&server, "GET", "/v1/models", "Authorization: Bearer any\r\n", "").await);
    let ids: Vec<_> = list["data"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|model| model["id"].clone())
        .collect();
    assert_eq!(ids, DEMO_MODELS);
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn the_thinker_reasons_and_then_answers() {
    let server = start();
    let mut stream = ask(&server, "demo-thinker").await;
    let events = unchunked(&until(&mut stream, "0\r\n\r\n").await);
    assert!(said(&events, "reasoning_content").contains("canned"));
    assert!(said(&events, "content").contains("“Hi”"));
    assert!(events.contains("\"completion_tokens\":") && events.ends_with("data: [DONE]\n\n"));
}

#[tokio::test]
async fn the_coder_keeps_a_human_pace() {
    let server = start();
    let begun = Instant::now();
    let mut stream = ask(&server, "demo-coder").await;
    until(&mut stream, "canned").await;
    assert!(begun.elapsed() >= Duration::from_millis(300));
    until(&mut stream, "[DONE]").await;
    assert!(begun.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn the_brief_one_ends_without_an_end_marker() {
    let server = start();
    let mut stream = send(
        &server,
        "POST",
        "/v1/chat/completions",
        "Connection: close\r\n",
        &chat("demo-brief"),
    )
    .await;
    let events = unchunked(&rest(&mut stream).await.expect("an orderly end"));
    assert!(said(&events, "content").ends_with("so that you can see"));
    assert!(!events.contains("[DONE]") && !events.contains("\"stop\""));
}

#[tokio::test]
async fn one_body_comes_without_waiting() {
    let server = start();
    let body = r#"{"model":"demo-thinker","messages":[{"role":"user","content":"One word"}],"max_tokens":64}"#;
    let reply = json(&whole(&server, "POST", "/v1/chat/completions", "", body).await);
    assert_eq!(reply["choices"][0]["finish_reason"], "length");
    assert!(
        reply["choices"][0]["message"]["content"]
            .as_str()
            .is_some_and(|text| text.contains("canned demo answer"))
    );
}
