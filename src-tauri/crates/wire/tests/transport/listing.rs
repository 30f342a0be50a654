//! Tests model lists (quirk 45).

use chat::ErrorCode;
use wire::{Credential, ListedModel, Tags};

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

#[tokio::test]
async fn a_list_that_has_not_changed_is_not_sent_again() {
    let send = |bytes: &str| Act::Send(bytes.as_bytes().to_vec());
    let script = vec![
        Act::Request,
        send("HTTP/1.1 200 OK\r\netag: \"v1\"\r\ncontent-length: 14\r\n\r\n{\"data\":[\"a\"]}"),
        Act::Request,
        send("HTTP/1.1 304 Not Modified\r\n\r\n"),
        Act::Request,
        send("HTTP/1.1 200 OK\r\netag: \"v2\"\r\ncontent-length: 18\r\n\r\n{\"data\":[\"a\",\"b\"]}"),
    ];
    let server = Server::start(script).await;
    let client = patient();
    let first = client
        .listing(&server.base, None, &Tags::default())
        .await
        .expect("a list")
        .expect("new");
    assert_eq!(first.tags.list.as_deref(), Some("\"v1\""));
    assert_eq!(
        client.listing(&server.base, None, &first.tags).await.expect("a reply"),
        None
    );
    let third = client
        .listing(&server.base, None, &first.tags)
        .await
        .expect("a list")
        .expect("new");
    assert_eq!((third.models.len(), third.tags.list.as_deref()), (2, Some("\"v2\"")));
    let asked = |request: &str| request.to_lowercase().contains("if-none-match: \"v1\"");
    let seen = server.seen().await.requests;
    assert_eq!(
        seen.iter().map(|request| asked(request)).collect::<Vec<_>>(),
        [false, true, true]
    );
}

#[tokio::test]
async fn not_modified_without_a_version_known_is_no_list() {
    let server = Server::answering(json("304 Not Modified", "")).await;
    patient()
        .listing(&server.base, None, &Tags::default())
        .await
        .expect_err("no list");
}
