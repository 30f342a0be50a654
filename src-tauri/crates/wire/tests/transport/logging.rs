//! Tests the connection log: every request once, with its bytes and outcome, and never its content.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use chat::ErrorCode;
use wire::{Client, ConnectionLog, ConnectionRecord, Limits, Outcome, Purpose};

use crate::{
    SECRET, ask, drain, patient,
    server::{Act, STOP, Server, base, reply, stream, text},
};

#[derive(Default)]
struct Notes(Mutex<Vec<ConnectionRecord>>);

impl ConnectionLog for Notes {
    fn record(&self, record: ConnectionRecord) {
        self.0.lock().expect("the notes").push(record);
    }
}

impl Notes {
    fn only(&self) -> ConnectionRecord {
        let notes = self.0.lock().expect("the notes");
        assert_eq!(notes.len(), 1, "{notes:?}");
        notes[0].clone()
    }
}

fn noting() -> (Arc<Notes>, Client) {
    let notes = Arc::new(Notes::default());
    (Arc::clone(&notes), patient().with_connection_log(notes))
}

#[tokio::test]
async fn a_whole_answer() {
    let (notes, client) = noting();
    let events = [text("canary-4711"), STOP.to_owned(), "[DONE]".to_owned()];
    let body: usize = events.iter().map(|event| event.len() + "data: \n\n".len()).sum();
    let events: Vec<&str> = events.iter().map(String::as_str).collect();
    let server = Server::answering(stream(&events)).await;
    drain(ask(&client, &server, true).await.expect("an answer")).await;
    let note = notes.only();
    assert_eq!(
        (note.purpose, note.outcome, note.status),
        (Purpose::Answer, Outcome::Done, Some(200))
    );
    assert_eq!((note.origin.clone(), note.received), (server.origin(), body as u64));
    let request = server.seen().await.requests.remove(0);
    let sent = request.split_once("\r\n\r\n").expect("a body").1.len();
    assert_eq!(note.sent, sent as u64);
    let written = format!("{note:?}");
    assert!(!written.contains("canary") && !written.contains(SECRET), "{written}");
}

#[tokio::test]
async fn refusals_broken_answers_and_stops() {
    let (notes, client) = noting();
    let server = Server::answering(reply("429 Slow", "", r#"{"error":{"message":"no"}}"#)).await;
    let _ = ask(&client, &server, true).await;
    assert_eq!(notes.only().outcome, Outcome::Failed(ErrorCode::RateLimited));
    assert_eq!((notes.only().status, notes.only().received), (Some(429), 26));

    let (notes, client) = noting();
    let server = Server::answering(stream(&[&text("half")])).await;
    drain(ask(&client, &server, true).await.expect("an answer")).await;
    assert_eq!(notes.only().outcome, Outcome::Failed(ErrorCode::CutOff));

    let (notes, client) = noting();
    let server = Server::start(vec![
        Act::Request,
        Act::Send(stream(&[&text("half")])),
        Act::UntilClosed,
    ])
    .await;
    let mut answering = ask(&client, &server, true).await.expect("an answer");
    answering.next().await;
    drop(answering);
    assert_eq!(notes.only().outcome, Outcome::Stopped);
}

#[tokio::test]
async fn lists_checks_and_servers_that_are_not_there() {
    let (notes, client) = noting();
    let server = Server::answering(reply("200 OK", "", r#"["a"]"#)).await;
    client
        .with_purpose(Purpose::Probe)
        .models(&server.base, None)
        .await
        .expect("a list");
    assert_eq!(
        (notes.only().purpose, notes.only().outcome, notes.only().received),
        (Purpose::Probe, Outcome::Done, 5)
    );

    let (notes, client) = noting();
    let nobody = base("http://127.0.0.1:1");
    client.models(&nobody, None).await.expect_err("nobody");
    assert_eq!(
        (notes.only().purpose, notes.only().outcome),
        (Purpose::Models, Outcome::Failed(ErrorCode::Connect))
    );
    assert_eq!(notes.only().status, None);

    let notes = Arc::new(Notes::default());
    let limits = Limits {
        first_content: Duration::from_millis(80),
        ..Limits::default()
    };
    let client = Client::new(limits)
        .expect("a client")
        .with_connection_log(notes.clone());
    let server = Server::start(vec![Act::Request, Act::UntilClosed]).await;
    let _ = ask(&client, &server, true).await;
    assert_eq!(notes.only().outcome, Outcome::Failed(ErrorCode::Timeout));
}
