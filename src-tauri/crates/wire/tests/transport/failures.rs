//! Tests refusals, redirects, and connections that were never opened.

use chat::{Ending, ErrorCode};
use secret::Origin;
use tokio::net::TcpListener;
use wire::Credential;

use crate::{
    SECRET, ask, ask_with, drain, failure_of, key, patient, refused,
    server::{Server, base, reply, stream, text},
};

#[tokio::test]
async fn a_401_that_repeats_the_key_does_not_get_it_out() {
    let body = format!(r#"{{"error":{{"message":"Invalid token: {SECRET} (tid: 2025)","code":"{SECRET}"}}}}"#);
    let headers = format!("content-type: application/json\r\nx-request-id: {SECRET}\r\n");
    let server = Server::answering(reply("401 Unauthorized", &headers, body)).await;
    let failure = refused(&server).await;
    assert_eq!((failure.code, failure.status), (ErrorCode::Unauthorised, Some(401)));
    assert!(!format!("{failure:?}").contains(&SECRET[3..]), "{failure:?}");
    assert!(
        failure
            .provider_message
            .expect("a message")
            .starts_with("Invalid token: ")
    );
}

#[tokio::test]
async fn a_key_repeated_amid_a_stream_does_not_get_out() {
    let model = format!(r#"{{"model":"{SECRET}","choices":[]}}"#);
    let error = format!(r#"{{"error":{{"message":"bad key {SECRET}"}}}}"#);
    let server = Server::answering(stream(&[&model, &text("a"), &error])).await;
    let told = drain(ask(&patient(), &server, true).await.expect("an answer")).await;
    assert_eq!(failure_of(&told.1).code, ErrorCode::ServerError);
    assert!(!format!("{told:?}").contains(&SECRET[3..]), "{told:?}");
}

#[tokio::test]
async fn quirk_44_no_redirect_is_followed() {
    for status in ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"] {
        let elsewhere = Server::answering(stream(&[&text("trap"), "[DONE]"])).await;
        let location = format!("location: http://me:pw@{}/v1/chat?k=1#f\r\n", elsewhere.address);
        let server = Server::answering(reply(status, &location, "")).await;
        let failure = refused(&server).await;
        assert_eq!(failure.code, ErrorCode::Redirect);
        assert_eq!(
            failure.details["location"],
            format!("http://{}/v1/chat", elsewhere.address)
        );
        assert_eq!((elsewhere.connections(), server.connections()), (0, 1));
    }
    let server = Server::answering(reply("301 Moved", "location: /other\r\n", "")).await;
    let failure = patient().models(&server.base, None).await.expect_err("a redirect");
    assert_eq!(failure.details["location"], format!("http://{}/other", server.address));
}

#[tokio::test]
async fn a_key_goes_to_its_own_origin_or_nowhere() {
    let server = Server::answering(stream(&["[DONE]"])).await;
    let key = key();
    for other in ["http://127.0.0.1:1", "https://127.0.0.1", "http://localhost"] {
        let origin: Origin = other.parse().expect("an origin");
        let result = ask_with(
            &patient(),
            &server,
            true,
            Some(Credential {
                key: &key,
                origin: &origin,
            }),
        )
        .await;
        assert_eq!(result.err().expect("refused").code, ErrorCode::Internal);
        let listed = patient()
            .models(
                &server.base,
                Some(Credential {
                    key: &key,
                    origin: &origin,
                }),
            )
            .await;
        assert_eq!(listed.expect_err("refused").code, ErrorCode::Internal);
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn quirk_19_a_web_site_suggests_the_api_beside_it() {
    let mut server = Server::answering(reply(
        "200 OK",
        "content-type: text/html\r\n",
        "<html><title>Shop</title>",
    ))
    .await;
    server.base = base(&format!("http://{}/shop", server.address));
    let (_, ending) = drain(ask(&patient(), &server, true).await.expect("a page")).await;
    assert!(matches!(ending, Ending::Failed(_)));
    let failure = failure_of(&ending);
    assert_eq!(failure.code, ErrorCode::NotAnApi);
    assert_eq!(failure.details["suggestion"], format!("http://{}/v1", server.address));
}

#[tokio::test]
async fn quirks_38_and_41_a_429_keeps_its_wait() {
    let body = r#"{"error":{"message":"slow down","code":"rate_limit_exceeded"}}"#;
    let server = Server::answering(reply("429 Too Many", "retry-after: 3\r\nrequest-id: r9\r\n", body)).await;
    let failure = refused(&server).await;
    assert_eq!(
        (failure.code, failure.retry_after_ms),
        (ErrorCode::RateLimited, Some(3_000))
    );
    assert_eq!(failure.request_id.as_deref(), Some("r9"));
    assert!(wire::retry::delay(0, &failure, false, 0.5).is_some());
}

#[tokio::test]
async fn nobody_listening_is_a_failed_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let failure = patient()
        .models(&base(&format!("http://{address}")), None)
        .await
        .expect_err("nobody");
    assert_eq!(
        (failure.code, failure.details["reason"].as_str()),
        (ErrorCode::Connect, "refused")
    );
    assert_eq!(failure.details["host"], "127.0.0.1");
    assert!(failure.retryable);
}

#[tokio::test]
async fn what_is_not_tls_and_what_is_not_http() {
    let server = Server::start(vec![
        crate::server::Act::Send(b"SSH-2.0-OpenSSH\r\n".to_vec()),
        crate::server::Act::UntilClosed,
    ])
    .await;
    let secure = base(&format!("https://{}", server.address));
    let failure = patient().models(&secure, None).await.expect_err("no TLS");
    assert_eq!(
        (failure.code, failure.details["reason"].as_str()),
        (ErrorCode::Tls, "not_tls")
    );
    assert!(!failure.retryable);

    let server = Server::answering("+OK no HTTP here\r\n\r\n").await;
    let failure = refused(&server).await;
    assert_eq!(
        (failure.code, failure.details["reason"].as_str()),
        (ErrorCode::Malformed, "not_http")
    );
}
