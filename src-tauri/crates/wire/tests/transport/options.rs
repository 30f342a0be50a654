//! Tests request options as they arrive at the server.

use std::sync::Arc;

use chat::{ErrorCode, Failure, Message, Parameters, Role};
use secret::{Key, Origin};
use serde_json::json;
use wire::{
    Auth, ChatRequest, Client, Credential, ExtraBody, Header, HeaderText, NetworkOptions, OptionProblem, Query,
    RequestOptions,
};

use crate::{
    SECRET, ask, drain, key, patient,
    server::{STOP, Server, reply, stream, text},
};

const OTHER_SECRET: &str = "Basic Qk9ZVHJ1c3Q5MzE3LXBhc3N3b3Jk";

fn secret_header(name: &str, origin: &Origin) -> Header {
    let key = Key::text(OTHER_SECRET.to_owned()).expect("a secret");
    let origin = origin.clone();
    Header::new(name, HeaderText::Secret { key, origin }).expect("a header")
}

fn plain(name: &str, value: &str) -> Result<Header, OptionProblem> {
    Header::new(name, HeaderText::Plain(value.to_owned()))
}

/// Returns the request that a client with these options sends.
async fn request_with(options: RequestOptions) -> (String, serde_json::Value) {
    let server = Server::answering(stream(&[&text("a"), STOP])).await;
    let client = patient().with_options(Arc::new(options));
    drain(ask(&client, &server, true).await.expect("an answer")).await;
    let request = server.seen().await.requests.remove(0);
    let (head, body) = request.split_once("\r\n\r\n").expect("a body");
    (head.to_owned(), serde_json::from_str(body).expect("JSON"))
}

fn has(head: &str, line: &str) -> bool {
    head.lines().any(|written| written.eq_ignore_ascii_case(line))
}

#[tokio::test]
async fn the_key_goes_into_the_header_the_endpoint_names() {
    for (header, scheme, line) in [
        ("Authorization", "Bearer", format!("authorization: Bearer {SECRET}")),
        ("api-key", "", format!("api-key: {SECRET}")),
        ("x-api-key", " ", format!("x-api-key: {SECRET}")),
        ("Authorization", "Token", format!("authorization: Token {SECRET}")),
    ] {
        let auth = Auth::new(header, scheme).expect("a header");
        let (head, _) = request_with(RequestOptions {
            auth,
            ..RequestOptions::default()
        })
        .await;
        assert!(has(&head, &line), "{head}");
        assert_eq!(head.matches(SECRET).count(), 1, "{head}");
    }
}

#[tokio::test]
async fn query_parameters_and_body_members_are_sent() {
    let query = Query::new([("api-version".to_owned(), " 2024-10-21 ".to_owned())]).expect("a query");
    let body = ExtraBody::parse(r#"{"provider":{"order":["a"]},"temperature":0.1}"#).expect("members");
    let (head, body) = request_with(RequestOptions {
        query,
        body,
        ..RequestOptions::default()
    })
    .await;
    assert!(
        head.starts_with("POST /v1/chat/completions?api-version=2024-10-21 HTTP/1.1\r\n"),
        "{head}"
    );
    assert_eq!(body["provider"], json!({"order": ["a"]}));
    assert_eq!((&body["temperature"], &body["model"]), (&json!(0.1), &json!("gpt-5")));
}

#[test]
fn a_tabs_parameter_goes_over_the_endpoints() {
    let messages = [Message::new(Role::User, "hi")];
    let parameters = Parameters {
        body: [("temperature".to_owned(), json!(0.9))].into(),
        ..Parameters::default()
    };
    let request = ChatRequest {
        model: "m",
        messages: &messages,
        files: wire::Files::none(),
        parameters: &parameters,
        stream: true,
        include_usage: true,
    };
    let options = RequestOptions {
        body: ExtraBody::parse(r#"{"temperature":0.1,"top_k":5}"#).expect("members"),
        ..RequestOptions::default()
    };
    let body = request.body_with(&options, &[]);
    assert_eq!((&body["temperature"], &body["top_k"]), (&json!(0.9), &json!(5)));
}

#[tokio::test]
async fn query_parameters_go_with_lists_and_their_cursors() {
    let server = Server::answering(reply("200 OK", "", r#"["a"]"#)).await;
    let query = Query::new([("api-version".to_owned(), "v1".to_owned())]).expect("a query");
    let client = patient().with_options(Arc::new(RequestOptions {
        query,
        ..RequestOptions::default()
    }));
    client.models(&server.base, None).await.expect("a list");
    let request = server.seen().await.requests.remove(0);
    assert!(
        request.starts_with("GET /v1/models?api-version=v1 HTTP/1.1\r\n"),
        "{request}"
    );
}

#[tokio::test]
async fn headers_are_sent_and_the_later_of_two_counts() {
    let headers = ["one", "two"].map(|value| plain("APP-Code", value).expect("a header"));
    let (head, _) = request_with(RequestOptions {
        headers: headers.into(),
        ..RequestOptions::default()
    })
    .await;
    assert!(has(&head, "app-code: two") && !head.contains("one"), "{head}");
}

#[tokio::test]
async fn a_secret_header_goes_to_its_own_origin_or_nowhere() {
    let body = format!(r#"{{"error":{{"message":"denied: {OTHER_SECRET}"}}}}"#);
    let server = Server::answering(reply("403 Forbidden", "", body)).await;
    let with = |origin: &Origin| {
        patient().with_options(Arc::new(RequestOptions {
            headers: vec![secret_header("x-gate", origin)],
            ..RequestOptions::default()
        }))
    };
    let elsewhere: Origin = "https://gate.example".parse().expect("an origin");
    let refused = ask(&with(&elsewhere), &server, true).await.err().expect("refused");
    assert_eq!(
        (refused.code, refused.details["reason"].as_str()),
        (ErrorCode::Internal, "header_of_another_origin")
    );
    assert_eq!(server.connections(), 0);

    let failure = ask(&with(&server.origin()), &server, true)
        .await
        .err()
        .expect("refused");
    assert_eq!(failure.code, ErrorCode::Forbidden);
    assert!(!format!("{failure:?}").contains("Qk9ZVHJ1c3"), "{failure:?}");
    assert!(has(
        &server.seen().await.requests[0],
        &format!("x-gate: {OTHER_SECRET}")
    ));
}

#[test]
fn what_is_refused_where_it_is_entered() {
    let reason = |problem: OptionProblem| Failure::from(problem).details;
    for (name, word) in [
        ("two words", "header_name"),
        ("", "header_name"),
        ("Host", "header_reserved"),
        ("proxy-authorization", "header_reserved"),
    ] {
        assert_eq!(
            reason(plain(name, "x").err().expect("refused"))["reason"],
            word,
            "{name}"
        );
    }
    for value in ["a\nb", "ü", "a\0"] {
        let details = reason(plain("x-a", value).err().expect("refused"));
        assert_eq!(
            (details["reason"].as_str(), details["name"].as_str()),
            ("header_value", "x-a")
        );
    }
    for (body, word) in [
        ("[1]", "body_not_an_object"),
        ("{", "body_syntax"),
        (r#"{"model":"x"}"#, "body_reserved"),
        (r#"{"messages":[]}"#, "body_reserved"),
        (r#"{"stream":false}"#, "body_reserved"),
    ] {
        assert_eq!(
            reason(ExtraBody::parse(body).expect_err("refused"))["reason"],
            word,
            "{body}"
        );
    }
    assert!(ExtraBody::parse(" \n").expect("nothing").members().is_empty());
    let pair = |name: &str| (name.to_owned(), "1".to_owned());
    assert_eq!(Query::new([pair(" ")]), Err(OptionProblem::QueryName));
    assert_eq!(
        Query::new([pair("a"), pair(" a ")]),
        Err(OptionProblem::QueryTwice("a".to_owned()))
    );
    assert_eq!(Auth::new("a b", ""), Err(OptionProblem::HeaderName("a b".to_owned())));
    assert_eq!(
        Auth::new("x-key", "two words"),
        Err(OptionProblem::AuthScheme("two words".to_owned()))
    );
    let clash = RequestOptions {
        headers: vec![plain("Authorization", "x").expect("a header")],
        ..RequestOptions::default()
    };
    assert_eq!(
        clash.check(),
        Err(OptionProblem::HeaderIsTheKeys("authorization".to_owned()))
    );
    let limits = wire::Limits {
        silence: std::time::Duration::ZERO,
        ..wire::Limits::default()
    };
    assert_eq!(limits.checked(), Err(OptionProblem::Limit("silence")));
}

#[tokio::test]
async fn clones_with_other_options_share_their_connections() {
    let client = Client::with_network(NetworkOptions::default()).expect("a client");
    let whole = r#"HTTP/1.1 200 OK
content-length: 5

["a"]"#
        .replace('\n', "\r\n");
    let script = vec![
        crate::server::Act::Request,
        crate::server::Act::Send(whole.clone().into_bytes()),
        crate::server::Act::Request,
        crate::server::Act::Send(whole.into_bytes()),
    ];
    let server = Server::start(script).await;
    let (key, origin) = (key(), server.origin());
    let credential = Some(Credential {
        key: &key,
        origin: &origin,
    });
    client.models(&server.base, credential).await.expect("a list");
    let auth = Auth::new("api-key", "").expect("a header");
    let other = client.with_options(Arc::new(RequestOptions {
        auth,
        ..RequestOptions::default()
    }));
    other.models(&server.base, credential).await.expect("a list");
    assert_eq!(server.connections(), 1);
    let seen = server.seen().await;
    assert!(seen.requests[0].contains("authorization:") && seen.requests[1].contains("api-key:"));
}
