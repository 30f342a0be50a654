//! Tests connections that break, and people who stop an answer.

use chat::{Delta, Ending, ErrorCode};
use tokio::sync::oneshot;
use wire::Step;

use crate::{
    ask, drain, failure_of, patient, refused,
    server::{Act, STOP, Server, reply, stream, text},
    text_of,
};

#[tokio::test]
async fn dropping_an_answer_closes_its_connection_at_once() {
    let server = Server::start(vec![Act::Request, Act::Send(stream(&[&text("one")])), Act::UntilClosed]).await;
    let mut answering = ask(&patient(), &server, true).await.expect("an answer");
    loop {
        if let Some(Step::Delta(Delta::Text(_))) = answering.next().await {
            break;
        }
    }
    drop(answering);
    assert!(server.seen().await.closed);
}

#[tokio::test]
async fn dropping_a_request_without_a_reply_closes_its_connection() {
    let (tell, told) = oneshot::channel();
    let server = Server::start(vec![Act::Request, Act::Tell(tell), Act::UntilClosed]).await;
    let client = patient();
    tokio::select! {
        _ = ask(&client, &server, true) => panic!("no reply was sent"),
        result = told => result.expect("the request arrived"),
    }
    assert!(server.seen().await.closed);
}

#[tokio::test]
async fn an_ended_answer_lets_go_of_a_server_that_does_not() {
    let script = vec![
        Act::Request,
        Act::Send(stream(&[&text("a"), "[DONE]"])),
        Act::UntilClosed,
    ];
    let server = Server::start(script).await;
    let mut answering = ask(&patient(), &server, true).await.expect("an answer");
    while !matches!(answering.next().await, Some(Step::End(_))) {}
    assert!(server.seen().await.closed, "closed while the answer is still held");
    assert_eq!(answering.next().await, None);
}

#[tokio::test]
async fn quirk_10_an_end_without_a_mark_is_cut_off() {
    for last in [Vec::new(), vec![Act::HalfClose, Act::UntilClosed]] {
        let mut script = vec![Act::Request, Act::Send(stream(&[&text("half")]))];
        script.extend(last);
        let server = Server::start(script).await;
        let (deltas, ending) = drain(ask(&patient(), &server, true).await.expect("an answer")).await;
        assert_eq!(text_of(&deltas), "half");
        assert!(matches!(ending, Ending::CutOff(_)));
        let failure = failure_of(&ending);
        assert_eq!(
            (failure.code, failure.request_id.as_deref()),
            (ErrorCode::CutOff, Some("req-7"))
        );
        assert_eq!(failure.details["cause"], "end_of_stream");
    }
}

#[tokio::test]
async fn quirk_9_a_finish_reason_is_a_mark_however_the_connection_ends() {
    for last in [Vec::new(), vec![Act::Reset]] {
        let (go, gate) = oneshot::channel();
        let mut script = vec![Act::Request, Act::Send(stream(&[&text("all"), STOP])), Act::Gate(gate)];
        script.extend(last);
        let server = Server::start(script).await;
        let mut answering = ask(&patient(), &server, true).await.expect("an answer");
        while !matches!(answering.next().await, Some(Step::Delta(Delta::Finish(_)))) {}
        go.send(()).expect("the server waits");
        assert_eq!(drain(answering).await.1, Ending::Complete);
    }
}

#[tokio::test]
async fn a_reset_keeps_the_text_and_names_the_cause() {
    let (go, gate) = oneshot::channel();
    let server = Server::start(vec![
        Act::Request,
        Act::Send(stream(&[&text("half")])),
        Act::Gate(gate),
        Act::Reset,
    ])
    .await;
    let mut answering = ask(&patient(), &server, true).await.expect("an answer");
    while !matches!(answering.next().await, Some(Step::Delta(Delta::Text(_)))) {}
    go.send(()).expect("the server waits");
    let (_, ending) = drain(answering).await;
    assert!(matches!(ending, Ending::CutOff(_)));
    assert_eq!(failure_of(&ending).details["cause"], "reset");
}

#[tokio::test]
async fn a_body_shorter_than_announced_is_cut_off() {
    let body = format!("data: {}\n\n", text("half"));
    for headers in [
        "content-length: 4000\r\n".to_owned(),
        "transfer-encoding: chunked\r\n".to_owned(),
    ] {
        let framed = if headers.starts_with('t') {
            format!("{:x}\r\n{body}\r\n", body.len())
        } else {
            body.clone()
        };
        let server = Server::answering(reply("200 OK", &headers, framed)).await;
        let (deltas, ending) = drain(ask(&patient(), &server, true).await.expect("an answer")).await;
        assert_eq!(
            (text_of(&deltas).as_str(), failure_of(&ending).code),
            ("half", ErrorCode::CutOff)
        );
        assert_eq!(failure_of(&ending).details["cause"], "connection_lost");
    }
}

#[tokio::test]
async fn no_reply_at_all_is_sent_once_and_not_again() {
    let server = Server::start(vec![Act::Request]).await;
    let failure = refused(&server).await;
    assert_eq!(
        (failure.code, failure.details["reason"].as_str()),
        (ErrorCode::CutOff, "no_reply")
    );
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn cut_after_every_byte_nothing_hangs_and_nothing_is_lost() {
    let whole = stream(&[&text("Grüße"), &text(" 😀"), STOP, "[DONE]"]);
    let head = whole
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("a head")
        + 4;
    let finish = String::from_utf8_lossy(&whole).find(STOP).expect("a finish") + STOP.len();
    let client = patient();
    let mut longest = 0;
    for cut in head..whole.len() {
        let server = Server::answering(&whole[..cut]).await;
        let (deltas, ending) = drain(ask(&client, &server, true).await.expect("an answer")).await;
        let text = text_of(&deltas);
        assert!(
            "Grüße 😀".starts_with(&text) && text.len() >= longest,
            "{text} at {cut}"
        );
        assert_eq!(ending == Ending::Complete, cut >= finish, "at {cut}");
        longest = text.len();
    }
}
