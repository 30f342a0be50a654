//! Cuts a recorded answer at every byte: nothing hangs, nothing is said twice, no text that arrived is lost, and
//! nothing is called complete that is not.

use std::time::Duration;

use chat::{Delta, Ending, Failure};
use futures_util::{StreamExt as _, stream};
use wire::{Client, Limits, Step};

use crate::{
    ask, failure_of, patient,
    server::{Act, Server},
};

/// An answer as a healthy server sends it: role, reasoning, text, a tool call, finish reason, usage, end marker.
const EVENTS: [&str; 9] = [
    r#"{"id":"c1","model":"m","created":1,"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"#,
    r#"{"choices":[{"index":0,"delta":{"reasoning_content":"Überlegt "}}]}"#,
    r#"{"choices":[{"index":0,"delta":{"reasoning_content":"kurz."}}]}"#,
    r#"{"choices":[{"index":0,"delta":{"content":"Grüße "}}]}"#,
    r#"{"choices":[{"index":0,"delta":{"content":"aus 😀 <b"}}]}"#,
    r#"{"choices":[{"index":0,"delta":{"content":"> **Köln**\n","tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}}]}"#,
    r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
    r#"{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14}}"#,
    "[DONE]",
];

/// What the events up to each say in total: reasoning, text, and whether the answer is complete.
const SAID: [(&str, &str, bool); 9] = [
    ("", "", false),
    ("Überlegt ", "", false),
    ("Überlegt kurz.", "", false),
    ("Überlegt kurz.", "Grüße ", false),
    ("Überlegt kurz.", "Grüße aus 😀 <b", false),
    ("Überlegt kurz.", "Grüße aus 😀 <b> **Köln**\n", false),
    ("Überlegt kurz.", "Grüße aus 😀 <b> **Köln**\n", true),
    ("Überlegt kurz.", "Grüße aus 😀 <b> **Köln**\n", true),
    ("Überlegt kurz.", "Grüße aus 😀 <b> **Köln**\n", true),
];

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nx-request-id: r1\r\n";

/// A framed body, and where in its bytes the JSON of each event ends.
struct Recorded {
    bytes: Vec<u8>,
    /// Where the head ends.
    body: usize,
    ends: Vec<usize>,
}

/// Returns a body that ends with the connection, or that declares its length.
fn plain(announced: bool) -> Recorded {
    let body: String = EVENTS.iter().flat_map(|data| ["data: ", data, "\n\n"]).collect();
    let length = if announced {
        format!("content-length: {}\r\n", body.len())
    } else {
        "connection: close\r\n".to_owned()
    };
    recorded(
        format!("{HEAD}{length}\r\n"),
        EVENTS.iter().map(|data| (format!("data: {data}\n\n"), 2)),
    )
}

/// Returns a body in HTTP/1.1 chunks, one for each event.
fn chunked() -> Recorded {
    let events = EVENTS.iter().map(|data| {
        let event = format!("data: {data}\n\n");
        (format!("{:x}\r\n{event}\r\n", event.len()), 4)
    });
    let last = std::iter::once(("0\r\n\r\n".to_owned(), 0));
    recorded(format!("{HEAD}transfer-encoding: chunked\r\n\r\n"), events.chain(last))
}

/// Assembles `parts`: the bytes of each event, and how many of them follow the JSON.
fn recorded(head: String, parts: impl Iterator<Item = (String, usize)>) -> Recorded {
    let mut recorded = Recorded {
        body: head.len(),
        bytes: head.into_bytes(),
        ends: Vec::new(),
    };
    for (part, after) in parts {
        recorded.bytes.extend_from_slice(part.as_bytes());
        recorded.ends.push(recorded.bytes.len() - after);
    }
    recorded.ends.truncate(EVENTS.len());
    recorded
}

/// The result of one answer.
#[derive(Debug, Default)]
struct Heard {
    reasoning: String,
    text: String,
    ending: Option<Result<Ending, Failure>>,
}

async fn hear(client: &Client, server: &Server) -> Heard {
    let mut heard = Heard::default();
    let mut answering = match ask(client, server, true).await {
        Ok(answering) => answering,
        Err(failure) => {
            heard.ending = Some(Err(failure));
            return heard;
        }
    };
    while let Some(step) = answering.next().await {
        assert!(heard.ending.is_none(), "one ending");
        match step {
            Step::Delta(Delta::Text(text)) => heard.text += &text,
            Step::Delta(Delta::Reasoning(text)) => heard.reasoning += &text,
            Step::Delta(_) => {}
            Step::Image(picture) => panic!("{picture:?}"),
            Step::End(ending) => heard.ending = Some(Ok(ending)),
        }
    }
    heard
}

/// How a connection continues after the cut.
#[derive(Clone, Copy, Debug)]
enum After {
    Closes,
    HalfCloses,
    Stalls,
}

impl After {
    fn acts(self) -> Vec<Act> {
        match self {
            Self::Closes => Vec::new(),
            Self::HalfCloses => vec![Act::HalfClose, Act::UntilClosed],
            Self::Stalls => vec![Act::UntilClosed],
        }
    }
}

/// Cuts `recorded` at `cut` and checks the result.
async fn cut_at(client: &Client, recorded: &Recorded, cut: usize, after: After) {
    let mut script = vec![Act::Request];
    if cut > 0 {
        script.push(Act::Send(recorded.bytes[..cut].to_vec()));
    }
    script.extend(after.acts());
    let server = Server::start(script).await;
    let heard = tokio::time::timeout(Duration::from_secs(60), hear(client, &server)).await;
    let heard = heard.unwrap_or_else(|_| panic!("hangs when cut at {cut} ({after:?})"));
    assert_eq!(server.connections(), 1, "asked again at {cut} ({after:?})");
    let what = format!("at {cut} ({after:?}): {heard:?}");
    let ending = heard.ending.as_ref().expect("an ending");
    if cut < recorded.body {
        assert!(
            ending.is_err() && heard.text.is_empty() && heard.reasoning.is_empty(),
            "{what}"
        );
        return;
    }
    // Events that are complete without their line ends count, and may also still wait for them.
    let whole = recorded.ends.iter().take_while(|end| **end <= cut).count();
    let said = |count: usize| count.checked_sub(1).map_or(("", "", false), |last| SAID[last]);
    let ((reasoning, text, complete), (_, _, sure)) = (said(whole), said(whole.saturating_sub(1)));
    let stalled = matches!(after, After::Stalls);
    // A server that stalls within the line ends of an event has not sent it; only the event before is certain.
    let expected = (heard.reasoning.as_str(), heard.text.as_str()) == (reasoning, text);
    let before = said(whole.saturating_sub(1));
    let one_less = stalled && (heard.reasoning.as_str(), heard.text.as_str()) == (before.0, before.1);
    assert!(expected || one_less, "{what}");
    let is_complete = matches!(ending, Ok(Ending::Complete));
    assert!(is_complete == complete || (stalled && is_complete == sure), "{what}");
}

async fn cut_everywhere(client: &Client, recorded: &Recorded, after: After) {
    let cuts = (0..recorded.bytes.len()).map(|cut| cut_at(client, recorded, cut, after));
    stream::iter(cuts).buffer_unordered(32).collect::<()>().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_at_every_byte_of_a_body_that_ends_with_the_connection() {
    for after in [After::Closes, After::HalfCloses] {
        cut_everywhere(&patient(), &plain(false), after).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_at_every_byte_of_a_body_of_a_known_length() {
    cut_everywhere(&patient(), &plain(true), After::Closes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_at_every_byte_of_a_body_in_chunks() {
    cut_everywhere(&patient(), &chunked(), After::Closes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stalled_after_every_seventh_byte_and_around_every_event() {
    // Long enough to read everything on a busy computer, short enough to wait for.
    let patience = Duration::from_secs(3);
    let limits = Limits {
        first_content: patience,
        silence: patience,
        after_finish: patience,
        ..Limits::default()
    };
    let client = Client::new(limits).expect("a client");
    let recorded = plain(false);
    let around = |cut: &usize| cut.is_multiple_of(7) || recorded.ends.iter().any(|end| end.abs_diff(*cut) <= 2);
    let cuts = (0..recorded.bytes.len()).filter(around);
    let cuts = cuts.map(|cut| cut_at(&client, &recorded, cut, After::Stalls));
    stream::iter(cuts).buffer_unordered(250).collect::<()>().await;
}

#[tokio::test]
async fn a_reset_loses_nothing_that_was_read() {
    let recorded = plain(false);
    for cut in recorded.ends.iter().map(|end| end + 2) {
        let (go, gate) = tokio::sync::oneshot::channel();
        let script = vec![
            Act::Request,
            Act::Send(recorded.bytes[..cut].to_vec()),
            Act::Gate(gate),
            Act::Reset,
        ];
        let server = Server::start(script).await;
        let whole = recorded.ends.iter().filter(|end| **end <= cut).count();
        let (reasoning, text, complete) = SAID[whole - 1];
        let mut answering = ask(&patient(), &server, true).await.expect("an answer");
        let (mut thought, mut said, mut ending) = (String::new(), String::new(), None);
        let mut go = Some(go);
        loop {
            // Resets only once everything sent has been read.
            if (thought.as_str(), said.as_str()) == (reasoning, text)
                && let Some(go) = go.take()
            {
                let _ = go.send(());
            }
            match answering.next().await {
                Some(Step::Delta(Delta::Text(text))) => said += &text,
                Some(Step::Delta(Delta::Reasoning(text))) => thought += &text,
                Some(Step::Delta(_)) => {}
                Some(Step::Image(picture)) => panic!("{picture:?}"),
                Some(Step::End(end)) => ending = Some(end),
                None => break,
            }
        }
        let ending = ending.expect("an ending");
        assert_eq!(
            (thought.as_str(), said.as_str(), ending == Ending::Complete),
            (reasoning, text, complete),
            "at {cut}"
        );
        if !complete {
            assert_eq!(failure_of(&ending).code.as_str(), "cut_off");
        }
    }
}
