//! Tests that time limits count content, not bytes (quirk 14).

use std::time::Duration;

use chat::{Ending, ErrorCode};
use wire::{Client, Limits};

use crate::{
    ask, drain, failure_of,
    server::{Act, STOP, Server, stream, text},
    text_of,
};

const SHORT: Duration = Duration::from_millis(120);
const LONG: Duration = Duration::from_secs(20);

fn client(limits: Limits) -> Client {
    Client::new(limits).expect("a client")
}

fn keep_alive() -> Act {
    Act::Repeat(b": keep-alive\n\ndata: {\"choices\":[]}\n\n".to_vec())
}

#[tokio::test]
async fn no_reply_in_time() {
    let server = Server::start(vec![Act::Request, Act::UntilClosed]).await;
    let client = client(Limits {
        first_content: SHORT,
        ..Limits::default()
    });
    let failure = ask(&client, &server, true).await.err().expect("a time-out");
    assert_eq!(
        (failure.code, failure.details["limit"].as_str()),
        (ErrorCode::Timeout, "first_content")
    );
    assert!(server.seen().await.closed);
}

#[tokio::test]
async fn keep_alive_bytes_are_no_first_content() {
    let server = Server::start(vec![Act::Request, Act::Send(stream(&[])), keep_alive()]).await;
    let client = client(Limits {
        first_content: SHORT,
        silence: LONG,
        ..Limits::default()
    });
    let (_, ending) = drain(ask(&client, &server, true).await.expect("a head")).await;
    assert!(matches!(ending, Ending::Failed(_)));
    assert_eq!(
        (failure_of(&ending).code, failure_of(&ending).status),
        (ErrorCode::Timeout, Some(200))
    );
    assert!(server.seen().await.closed);
}

#[tokio::test]
async fn silence_after_content_cuts_the_answer_off() {
    let server = Server::start(vec![Act::Request, Act::Send(stream(&[&text("half")])), keep_alive()]).await;
    let client = client(Limits {
        first_content: LONG,
        silence: SHORT,
        ..Limits::default()
    });
    let (deltas, ending) = drain(ask(&client, &server, true).await.expect("a head")).await;
    assert_eq!(text_of(&deltas), "half");
    assert!(matches!(ending, Ending::CutOff(_)));
    let failure = failure_of(&ending);
    assert_eq!(
        (failure.details["cause"].as_str(), failure.details["limit"].as_str()),
        ("timeout", "silence")
    );
    assert!(server.seen().await.closed);
}

#[tokio::test]
async fn a_finished_answer_is_not_waited_for_long() {
    let server = Server::start(vec![
        Act::Request,
        Act::Send(stream(&[&text("all"), STOP])),
        keep_alive(),
    ])
    .await;
    let client = client(Limits {
        first_content: LONG,
        silence: LONG,
        after_finish: SHORT,
        ..Limits::default()
    });
    let (_, ending) = drain(ask(&client, &server, true).await.expect("a head")).await;
    assert_eq!(ending, Ending::Complete);
    assert!(server.seen().await.closed);
}

#[tokio::test]
async fn an_answer_may_take_longer_than_any_limit_while_it_goes_on() {
    let more = Act::Repeat(format!("data: {}\n\n", text("x")).into_bytes());
    let server = Server::start(vec![Act::Request, Act::Send(stream(&[])), more]).await;
    let client = client(Limits {
        first_content: SHORT,
        silence: SHORT,
        ..Limits::default()
    });
    let mut answering = ask(&client, &server, true).await.expect("a head");
    let begun = tokio::time::Instant::now();
    while begun.elapsed() < SHORT * 4 {
        assert!(matches!(answering.next().await, Some(wire::Step::Delta(_))));
    }
}

#[tokio::test]
async fn a_list_has_a_limit_of_its_own() {
    let server = Server::start(vec![Act::Request, Act::UntilClosed]).await;
    let client = client(Limits {
        list: SHORT,
        ..Limits::default()
    });
    let failure = client.models(&server.base, None).await.expect_err("a time-out");
    assert_eq!(
        (failure.code, failure.details["limit"].as_str()),
        (ErrorCode::Timeout, "list")
    );
}
