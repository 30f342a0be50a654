//! Tests the transport over real loopback sockets: what is sent, what comes back, and how it ends.

mod adapting;
mod cuts;
mod endings;
mod failures;
mod limits;
mod listing;
mod logging;
mod options;
mod proxied;
mod proxies;
mod replies;
mod rows;
mod server;
mod system;
mod tls;

use std::time::Duration;

use chat::{Delta, Ending, Failure, Message, Parameters, Role};
use secret::Key;
use server::Server;
use wire::{AnswerStream, ChatRequest, Client, Credential, Limits, Step};

/// A key that resembles no other text here.
const SECRET: &str = "sk-Zq81mNvT0pLx93RbYc7Ks24HwUe6";

fn key() -> Key {
    Key::new(SECRET.to_owned()).expect("a key")
}

/// Returns a client with limits that no healthy test reaches.
fn patient() -> Client {
    Client::new(Limits {
        first_content: Duration::from_secs(20),
        ..Limits::default()
    })
    .expect("a client")
}

/// Sends "hi" to `server`, with the key.
async fn ask(client: &Client, server: &Server, stream: bool) -> Result<AnswerStream, Failure> {
    let (key, origin) = (key(), server.origin());
    ask_with(
        client,
        server,
        stream,
        Some(Credential {
            key: &key,
            origin: &origin,
        }),
    )
    .await
}

async fn ask_with(
    client: &Client,
    server: &Server,
    stream: bool,
    credential: Option<Credential<'_>>,
) -> Result<AnswerStream, Failure> {
    let messages = [Message::new(Role::User, "hi")];
    let parameters = Parameters::default();
    let request = ChatRequest {
        model: "gpt-5",
        messages: &messages,
        files: wire::Files::none(),
        parameters: &parameters,
        stream,
        include_usage: stream,
    };
    client.chat(&server.base, &request, credential).await
}

/// Returns the failure of a request that got no answer.
async fn refused(server: &Server) -> Failure {
    match ask(&patient(), server, true).await {
        Ok(_) => panic!("an answer"),
        Err(failure) => failure,
    }
}

/// Reads an answer to its end; an answer that hangs fails the test.
async fn drain(answering: AnswerStream) -> (Vec<Delta>, Ending) {
    let drained = tokio::time::timeout(Duration::from_secs(60), drain_without_limit(answering));
    drained.await.expect("an ending in time")
}

async fn drain_without_limit(mut answering: AnswerStream) -> (Vec<Delta>, Ending) {
    let mut deltas = Vec::new();
    loop {
        match answering.next().await.expect("an ending before nothing") {
            Step::Delta(delta) => deltas.push(delta),
            Step::Image(picture) => panic!("{picture:?}"),
            Step::End(ending) => {
                assert_eq!(answering.next().await, None, "nothing follows an ending");
                return (deltas, ending);
            }
        }
    }
}

fn text_of(deltas: &[Delta]) -> String {
    let texts = deltas.iter().filter_map(|delta| {
        if let Delta::Text(text) = delta {
            Some(text.as_str())
        } else {
            None
        }
    });
    texts.collect()
}

/// Returns the failure of an ending.
fn failure_of(ending: &Ending) -> &Failure {
    match ending {
        Ending::Failed(failure) | Ending::CutOff(failure) => failure,
        other => panic!("{other:?}"),
    }
}
