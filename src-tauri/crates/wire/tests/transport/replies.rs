//! Tests healthy replies, streamed and complete, and the requests for them.

use std::io::Write as _;

use chat::{Delta, Ending, FinishReason};

use crate::{
    SECRET, ask, ask_with, drain, patient,
    server::{Act, STOP, Server, reply, stream, text},
    text_of,
};

#[tokio::test]
async fn a_streamed_answer_with_all_its_fields() {
    let first = r#"{"id":"chatcmpl-1","model":"gpt-5-2025","created":1741569952,"system_fingerprint":"fp","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}"#;
    let usage = r#"{"choices":[],"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29}}"#;
    let server = Server::answering(stream(&[first, &text("lo 😀"), STOP, usage, "[DONE]"])).await;
    let answering = ask(&patient(), &server, true).await.expect("an answer");
    assert_eq!((answering.status(), answering.request_id()), (200, Some("req-7")));
    let (deltas, ending) = drain(answering).await;
    assert_eq!(ending, Ending::Complete);
    assert_eq!(text_of(&deltas), "Hello 😀");
    let Some(Delta::Served(who)) = deltas.first() else {
        panic!("{deltas:?}")
    };
    assert_eq!(who.model.as_deref(), Some("gpt-5-2025"));
    assert_eq!(who.request_id.as_deref(), Some("req-7"));
    assert!(deltas.contains(&Delta::Finish(FinishReason::Stop)));
    assert!(
        deltas
            .iter()
            .any(|delta| matches!(delta, Delta::Usage(usage) if usage.total_tokens == Some(29)))
    );

    let seen = server.seen().await;
    let request = seen.requests[0].to_ascii_lowercase();
    assert!(
        request.starts_with("post /v1/chat/completions http/1.1\r\n"),
        "{request}"
    );
    assert!(request.contains(&format!("authorization: bearer {}\r\n", SECRET.to_lowercase())));
    assert!(
        request.contains("accept-encoding: identity\r\n") && request.contains("content-type: application/json\r\n")
    );
    let body: serde_json::Value =
        serde_json::from_str(request.split_once("\r\n\r\n").expect("a body").1).expect("JSON");
    assert_eq!(body["model"], "gpt-5");
    assert_eq!(body["stream"], true);
    assert_eq!(body["stream_options"]["include_usage"], true);
    assert_eq!(body["messages"], serde_json::json!([{"role": "user", "content": "hi"}]));
}

const WHOLE: &str = r#"{"id":"chatcmpl-1","model":"gpt-4o-mini","object":"chat.completion","created":1741569952,
"choices":[{"index":0,"message":{"role":"assistant","content":"Hello!"},"finish_reason":"stop"}],
"system_fingerprint":"fp_1","usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29}}"#;

#[tokio::test]
async fn a_whole_answer_asked_for_or_not() {
    for asked_to_stream in [false, true] {
        let headers = format!("content-type: application/json\r\ncontent-length: {}\r\n", WHOLE.len());
        let server = Server::answering(reply("200 OK", &headers, WHOLE)).await;
        let (deltas, ending) = drain(ask(&patient(), &server, asked_to_stream).await.expect("an answer")).await;
        assert_eq!((text_of(&deltas).as_str(), ending), ("Hello!", Ending::Complete));
        assert!(
            deltas
                .iter()
                .any(|delta| matches!(delta, Delta::Usage(usage) if usage.total_tokens == Some(29)))
        );
        let request = server.seen().await.requests.remove(0);
        assert_eq!(request.contains("\"stream\":true"), asked_to_stream);
    }
}

#[tokio::test]
async fn quirk_7_one_byte_at_a_time() {
    let bytes = stream(&[&text("Grüße 😀"), &text(" ñ"), STOP, "[DONE]"]);
    let server = Server::start(vec![Act::Request, Act::Trickle(bytes)]).await;
    let (deltas, ending) = drain(ask(&patient(), &server, true).await.expect("an answer")).await;
    assert_eq!((text_of(&deltas).as_str(), ending), ("Grüße 😀 ñ", Ending::Complete));
}

#[tokio::test]
async fn quirk_12_compression_declared_or_not() {
    let plain = format!("data: {}\n\ndata: [DONE]\n\n", text("squeezed"));
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(plain.as_bytes()).expect("gzip");
    let gzip = gzip.finish().expect("gzip");
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    zlib.write_all(plain.as_bytes()).expect("zlib");
    let zlib = zlib.finish().expect("zlib");
    for (headers, body) in [
        ("content-encoding: gzip\r\n", &gzip),
        ("content-encoding: deflate\r\n", &zlib),
        ("content-type: text/event-stream\r\n", &gzip),
    ] {
        let server = Server::start(vec![Act::Request, Act::Trickle(reply("200 OK", headers, body))]).await;
        let (deltas, ending) = drain(ask(&patient(), &server, true).await.expect("an answer")).await;
        assert_eq!(
            (text_of(&deltas).as_str(), ending),
            ("squeezed", Ending::Complete),
            "{headers}"
        );
    }
    let server = Server::answering(reply("200 OK", "content-encoding: br\r\n", b"\x0b\x02")).await;
    let failure = crate::refused(&server).await;
    assert_eq!(
        (failure.code.as_str(), failure.details["encoding"].as_str()),
        ("malformed", "br")
    );
}

#[tokio::test]
async fn text_comes_as_it_is_written() {
    let (go, gate) = tokio::sync::oneshot::channel();
    let rest = format!("data: {}\n\ndata: [DONE]\n\n", text("two")).into_bytes();
    let server = Server::start(vec![
        Act::Request,
        Act::Send(stream(&[&text("one ")])),
        Act::Gate(gate),
        Act::Send(rest),
    ])
    .await;
    let mut answering = ask(&patient(), &server, true).await.expect("an answer");
    let mut first = None;
    while first.is_none() {
        if let Some(wire::Step::Delta(Delta::Text(text))) = answering.next().await {
            first = Some(text);
        }
    }
    assert_eq!(first.as_deref(), Some("one "));
    go.send(()).expect("the server waits");
    let (deltas, ending) = drain(answering).await;
    assert_eq!((text_of(&deltas).as_str(), ending), ("two", Ending::Complete));
}

#[tokio::test]
async fn next_can_be_cancelled_without_losing_anything() {
    let bytes = stream(&[&text("a"), &text("b"), &text("c"), STOP, "[DONE]"]);
    let server = Server::start(vec![Act::Request, Act::Trickle(bytes)]).await;
    let mut answering = ask(&patient(), &server, true).await.expect("an answer");
    let mut heard = String::new();
    loop {
        tokio::select! {
            biased;
            step = answering.next() => match step.expect("an ending") {
                wire::Step::Delta(Delta::Text(text)) => heard += &text,
                wire::Step::Delta(_) | wire::Step::Image(_) => {}
                wire::Step::End(ending) => break assert_eq!(ending, Ending::Complete),
            },
            () = tokio::task::yield_now() => {}
        }
    }
    assert_eq!(heard, "abc");
}

#[tokio::test]
async fn a_finished_connection_is_used_again() {
    let body = format!("data: {}\n\ndata: [DONE]\n\n", text("a"));
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let bytes = format!("{head}{:x}\r\n{body}\r\n0\r\n\r\n", body.len()).into_bytes();
    let script = vec![Act::Request, Act::Send(bytes.clone()), Act::Request, Act::Send(bytes)];
    let server = Server::start(script).await;
    let client = patient();
    for _ in 0..2 {
        let (_, ending) = drain(ask(&client, &server, true).await.expect("an answer")).await;
        assert_eq!(ending, Ending::Complete);
    }
    assert_eq!(server.connections(), 1);
    assert_eq!(server.seen().await.requests.len(), 2);
}

#[tokio::test]
async fn without_a_key_no_key_is_sent() {
    let server = Server::answering(stream(&[&text("a"), "[DONE]"])).await;
    drain(ask_with(&patient(), &server, true, None).await.expect("an answer")).await;
    let request = server.seen().await.requests.remove(0).to_ascii_lowercase();
    assert!(
        !request.contains("authorization") && !request.contains("cookie") && !request.contains("referer"),
        "{request}"
    );
}
