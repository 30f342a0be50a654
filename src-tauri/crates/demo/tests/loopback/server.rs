//! Tests the scripted server over a real socket.

use crate::support::{ask, chat, json, rest, said, send, send_on, unchunked, until, whole, within};
use ::demo::{Framing, Reply, Script, Server, Step};
use serde_json::json;

fn start(script: Script) -> Server {
    Server::start(script).expect("a free port")
}

#[tokio::test]
async fn lists_its_models() {
    let server = start(Script::new().key("sk-good").models(["a", "b"]));
    let reply = json(&whole(&server, "GET", "/v1/models", "", "").await);
    assert_eq!(reply["data"][1]["id"], "b");
    assert_eq!(server.count("/v1/models"), 1);
}

#[tokio::test]
async fn streams_an_answer_in_the_order_of_healthy_servers() {
    let server = start(Script::new().answer("a", Reply::answer("One two three")));
    let reply = whole(&server, "POST", "/v1/chat/completions", "", &chat("a")).await;
    assert!(
        reply.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"),
        "{reply}"
    );
    let events = unchunked(&reply);
    assert_eq!(said(&events, "content"), "One two three");
    let at = |text: &str| events.find(text).unwrap_or_else(|| panic!("no {text} in {events}"));
    assert!(at(r#""role":"assistant""#) < at("One"));
    assert!(at("three") < at(r#""finish_reason":"stop""#));
    assert!(at(r#""finish_reason":"stop""#) < at(r#""total_tokens":6"#));
    assert!(at(r#""total_tokens":6"#) < at("data: [DONE]\n\n"));
}

#[tokio::test]
async fn usage_is_sent_only_where_it_is_asked_for() {
    let server = start(Script::new().answer("a", Reply::answer("One")));
    let body = r#"{"model":"a","messages":[],"stream":true}"#;
    assert!(
        !whole(&server, "POST", "/v1/chat/completions", "", body)
            .await
            .contains("usage")
    );
}

#[tokio::test]
async fn without_stream_the_same_answer_is_one_body() {
    let server = start(Script::new().answer("a", Reply::answer("One two")));
    let body = r#"{"model":"a","messages":[{"role":"user","content":"Hi"}]}"#;
    let reply = whole(&server, "POST", "/v1/chat/completions", "", body).await;
    assert!(reply.contains("content-type: application/json\r\n"), "{reply}");
    let reply = json(&reply);
    assert_eq!(reply["object"], "chat.completion");
    assert_eq!(reply["choices"][0]["message"]["content"], "One two");
    assert_eq!(reply["choices"][0]["finish_reason"], "stop");
    assert_eq!(reply["usage"]["total_tokens"], 4);
}

#[tokio::test]
async fn literal_steps_stay_a_stream_although_none_was_asked_for() {
    let server = start(Script::new().answer("a", Reply::stream([Step::Data(json!({"x": 1})), Step::Done])));
    let reply = whole(&server, "POST", "/v1/chat/completions", "", r#"{"model":"a"}"#).await;
    assert_eq!(unchunked(&reply), "data: {\"x\":1}\n\ndata: [DONE]\n\n");
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_echoed() {
    let server = start(Script::new().key("sk-good").answer("a", Reply::answer("Hi")));
    let wrong = whole(
        &server,
        "POST",
        "/v1/chat/completions",
        "Authorization: Bearer sk-wrong\r\n",
        &chat("a"),
    )
    .await;
    assert!(
        wrong.starts_with("HTTP/1.1 401 ") && wrong.contains("x-request-id: "),
        "{wrong}"
    );
    assert!(
        json(&wrong)["error"]["message"]
            .as_str()
            .is_some_and(|m| m.starts_with("Invalid token: sk-wrong (tid: "))
    );
    let none = whole(&server, "POST", "/v1/chat/completions", "", &chat("a")).await;
    assert!(none.starts_with("HTTP/1.1 401 "), "{none}");
    let right = whole(
        &server,
        "POST",
        "/v1/chat/completions",
        "Authorization: Bearer sk-good\r\n",
        &chat("a"),
    )
    .await;
    assert!(right.starts_with("HTTP/1.1 200 "), "{right}");
    assert_eq!(server.requests()[2].header("authorization"), Some("Bearer sk-good"));
}

#[tokio::test]
async fn an_unknown_model_is_404() {
    let server = start(Script::new().answer("a", Reply::answer("Hi")));
    let reply = whole(&server, "POST", "/v1/chat/completions", "", &chat("b")).await;
    assert_eq!(json(&reply)["error"]["code"], "model_not_found");
}

#[tokio::test]
async fn replies_are_used_in_order_and_the_last_for_good() {
    let busy = Reply::json(429, &json!({"error": {"code": "rate_limit"}})).header("Retry-After", "0");
    let server = start(Script::new().answer("*", busy).answer("*", Reply::answer("Hi")));
    for status in ["429", "200", "200"] {
        let reply = whole(&server, "POST", "/v1/chat/completions", "", &chat("a")).await;
        assert_eq!(&reply[9..12], status, "{reply}");
    }
}

#[tokio::test]
async fn routes_come_first() {
    let page = Reply::body(200, "text/html", "<!doctype html>");
    let server = start(
        Script::new()
            .key("sk-good")
            .models(["a"])
            .route("GET", "/v1/models", page),
    );
    let reply = whole(&server, "GET", "/v1/models?page=2", "", "").await;
    assert!(
        reply.contains("content-type: text/html\r\n") && reply.ends_with("\r\n\r\n<!doctype html>"),
        "{reply}"
    );
    assert_eq!(server.requests()[0].path, "/v1/models?page=2");
}

#[tokio::test]
async fn a_gate_holds_the_stream_until_it_is_opened() {
    let steps = [Step::text("before"), Step::gate("g"), Step::text("after"), Step::Done];
    let server = start(Script::new().answer("a", Reply::stream(steps)));
    let mut stream = ask(&server, "a").await;
    assert!(!until(&mut stream, "before").await.contains("after"));
    within(server.reached("g")).await;
    assert_eq!(server.requests()[0].served_ms, None);
    server.open("g");
    until(&mut stream, "[DONE]").await;
    assert!(within(server.served(0)).await.served_ms.is_some());
}

#[tokio::test]
async fn a_client_that_leaves_is_noticed() {
    for step in [
        Step::Hang,
        Step::gate("never"),
        Step::WaitMs(3_600_000),
        Step::HalfClose,
        Step::flood(u32::MAX, 50),
    ] {
        let server = start(Script::new().answer("a", Reply::stream([Step::text("begun"), step])));
        let mut stream = ask(&server, "a").await;
        until(&mut stream, "begun").await;
        assert_eq!(server.requests()[0].closed_ms, None);
        drop(stream);
        let request = within(server.closed(0)).await;
        assert_eq!(request.served_ms, None);
    }
}

#[tokio::test]
async fn leaving_after_a_whole_reply_is_told_apart() {
    let server = start(Script::new().answer("a", Reply::answer("Hi")));
    let mut stream = ask(&server, "a").await;
    until(&mut stream, "0\r\n\r\n").await;
    drop(stream);
    assert!(within(server.closed(0)).await.served_ms.is_some());
}

#[tokio::test]
async fn a_connection_is_used_again() {
    let server = start(Script::new().answer("a", Reply::answer("Hi")));
    let mut stream = ask(&server, "a").await;
    until(&mut stream, "0\r\n\r\n").await;
    send_on(&mut stream, "POST", "/v1/chat/completions", "", &chat("a")).await;
    until(&mut stream, "0\r\n\r\n").await;
    let connections: Vec<_> = server.requests().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [0, 0]);
}

#[tokio::test]
async fn endings_are_told_apart_on_the_socket() {
    let reply = |last: Step| Reply::stream([Step::text("begun"), Step::gate("g"), last]);
    let script = Script::new()
        .answer("close", reply(Step::Close))
        .answer("reset", reply(Step::Reset));
    let server = start(
        script
            .answer("half", reply(Step::HalfClose))
            .answer("plain", reply(Step::text("")).framing(Framing::Close)),
    );
    let mut streams = Vec::new();
    for model in ["close", "half", "plain", "reset"] {
        let mut stream = ask(&server, model).await;
        until(&mut stream, "begun").await;
        streams.push(stream);
    }
    server.open("g");
    let mut ends = Vec::new();
    for stream in &mut streams {
        ends.push(rest(stream).await);
    }
    assert!(
        !ends[0].as_ref().is_ok_and(|rest| rest.contains("0\r\n\r\n")),
        "the end of the body came: {ends:?}"
    );
    assert!(ends[0].is_ok() && ends[1].is_ok() && ends[2].is_ok(), "{ends:?}");
    assert!(
        ends[3]
            .as_ref()
            .is_err_and(|error| error.kind() == std::io::ErrorKind::ConnectionReset),
        "{ends:?}"
    );
}

#[tokio::test]
async fn raw_replies_are_sent_to_the_byte() {
    let bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n\xff\xfe";
    let server = start(Script::new().route("*", "*", Reply::raw([Step::raw(bytes)]).chopped(1)));
    let mut stream = send(&server, "GET", "/anything", "", "").await;
    let mut read = Vec::new();
    within(tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut read))
        .await
        .expect("a reply");
    assert_eq!(read, bytes);
}

#[tokio::test]
async fn a_declared_length_can_be_cut_short() {
    let reply = Reply {
        steps: vec![Step::bytes("{\"half\":")],
        ..Reply::json(200, &json!({}))
    };
    let server = start(Script::new().route("GET", "/x", reply));
    assert!(
        whole(&server, "GET", "/x", "", "")
            .await
            .contains("content-length: 8\r\n")
    );
}

#[tokio::test]
async fn a_flood_sends_every_token_at_its_rate() {
    let server = start(Script::new().answer("fast", Reply::stream([Step::flood(20_000, 0), Step::Done])));
    let server_paced = start(Script::new().answer("paced", Reply::stream([Step::flood(60, 200), Step::Done])));
    let mut stream = ask(&server, "fast").await;
    let all = until(&mut stream, "0\r\n\r\n").await;
    assert_eq!(said(&unchunked(&all), "content").len(), 5 * 20_000);
    let begun = std::time::Instant::now();
    let mut stream = ask(&server_paced, "paced").await;
    until(&mut stream, "0\r\n\r\n").await;
    // The last of 60 tokens is due after 295 ms.
    assert!(begun.elapsed().as_millis() >= 295, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn other_paths_are_404_and_nonsense_is_hung_up_on() {
    let server = start(Script::new().models(["a"]));
    assert!(
        whole(&server, "GET", "/v1/v1/models", "", "")
            .await
            .starts_with("HTTP/1.1 404 ")
    );
    assert!(
        whole(&server, "GET", "/__control/requests", "", "")
            .await
            .starts_with("HTTP/1.1 404 ")
    );
    let mut stream = tokio::net::TcpStream::connect(server.address())
        .await
        .expect("the server listens");
    tokio::io::AsyncWriteExt::write_all(&mut stream, b"nonsense\r\n\r\n")
        .await
        .expect("the server reads");
    assert_eq!(rest(&mut stream).await.expect("an orderly end"), "");
}

#[tokio::test]
async fn the_control_routes_serve_tests_in_other_languages() {
    let server = Server::start_controlled(0, Script::new()).expect("a free port");
    let script = r#"{"key":"sk-good","answers":{"a":[{"steps":[{"text":"x"},{"gate":"g"},{"usage":[1,2]},"done"]}]}}"#;
    assert!(
        whole(&server, "POST", "/__control/script", "", "{\"nonsense\":1}")
            .await
            .contains(" 400 ")
    );
    whole(&server, "POST", "/__control/script", "", script).await;
    let asked = send(
        &server,
        "POST",
        "/v1/chat/completions",
        "Authorization: Bearer sk-good\r\n",
        &chat("a"),
    )
    .await;
    whole(&server, "GET", "/__control/gates/g/reached", "", "").await;
    let recorded = json(&whole(&server, "GET", "/__control/requests/0", "", "").await);
    assert_eq!(
        (&recorded["json"]["model"], &recorded["served_ms"]),
        (&json!("a"), &json!(null))
    );
    whole(&server, "POST", "/__control/gates/g", "", "").await;
    whole(&server, "GET", "/__control/requests/0/served", "", "").await;
    drop(asked);
    let recorded = json(&whole(&server, "GET", "/__control/requests/0/closed", "", "").await);
    assert!(recorded["closed_ms"].is_u64());
    assert_eq!(
        json(&whole(&server, "GET", "/__control/requests", "", "").await)
            .as_array()
            .map(Vec::len),
        Some(1)
    );
}

#[tokio::test]
async fn a_dropped_server_is_gone() {
    let server = start(Script::new().answer("a", Reply::stream([Step::text("begun"), Step::Hang])));
    let address = server.address();
    let mut stream = ask(&server, "a").await;
    until(&mut stream, "begun").await;
    drop(server);
    let _ = rest(&mut stream).await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
