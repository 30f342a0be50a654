//! Lists of models (quirk 45).

use chat::ErrorCode;
use wire::{Credential, ListedModel};

use crate::{
    SECRET, key, patient,
    server::{Act, Server, reply},
};

fn json(status: &str, body: &str) -> Vec<u8> {
    reply(status, "content-type: application/json\r\n", body)
}

#[tokio::test]
async fn a_list_with_and_without_a_key() {
    for with_key in [true, false] {
        let server = Server::answering(json(
            "200 OK",
            r#"{"object":"list","data":[{"id":"a","owned_by":"x"},null,"b"]}"#,
        ))
        .await;
        let (key, origin) = (key(), server.origin());
        let credential = with_key.then_some(Credential {
            key: &key,
            origin: &origin,
        });
        let models = patient().models(&server.base, credential).await.expect("a list");
        let expected = [
            ListedModel {
                id: "a".to_owned(),
                owned_by: Some("x".to_owned()),
                ..ListedModel::default()
            },
            ListedModel {
                id: "b".to_owned(),
                ..ListedModel::default()
            },
        ];
        assert_eq!(models, expected);
        let request = server.seen().await.requests.remove(0);
        assert!(request.starts_with("GET /v1/models HTTP/1.1\r\n"));
        assert_eq!(request.contains(SECRET), with_key);
    }
}

#[tokio::test]
async fn all_pages_and_no_page_twice() {
    let page = |body: &str| {
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        Act::Send(head.into_bytes())
    };
    let script = vec![
        Act::Request,
        page(r#"{"data":["a","b"],"has_more":true,"last_id":"b"}"#),
        Act::Request,
        page(r#"{"data":["c"],"has_more":true,"last_id":"c"}"#),
        Act::Request,
        page(r#"{"data":["c"],"has_more":true,"last_id":"c"}"#),
    ];
    let server = Server::start(script).await;
    let models = patient().models(&server.base, None).await.expect("a list");
    let ids: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c"]);
    let seen = server.seen().await;
    assert!(
        seen.requests[1].starts_with("GET /v1/models?after=b&after_id=b HTTP/1.1\r\n"),
        "{}",
        seen.requests[1]
    );
}

#[tokio::test]
async fn no_list_is_said_so() {
    for (bytes, code) in [
        (
            json("404 Not Found", r#"{"error":{"message":"unknown route"}}"#),
            ErrorCode::NotAnApi,
        ),
        (json("404 Not Found", ""), ErrorCode::NotAnApi),
        (
            json("200 OK", r#"{"error":{"message":"no","code":401}}"#),
            ErrorCode::Unauthorised,
        ),
        (json("200 OK", r#"{"ok":true}"#), ErrorCode::Malformed),
        (json("200 OK", "[{"), ErrorCode::Malformed),
        (reply("200 OK", "", "<html></html>"), ErrorCode::NotAnApi),
        (json("403 Forbidden", ""), ErrorCode::Forbidden),
    ] {
        let server = Server::answering(bytes).await;
        let failure = patient().models(&server.base, None).await.expect_err("no list");
        assert_eq!(failure.code, code);
    }
}
