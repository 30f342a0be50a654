//! Tests quirks as bytes on a socket. A new quirk is one more entry in one of the lists below.
//!
//! Each entry is played at three paces (at once, one byte a write, cut in the middle) and must tell the same each time.

mod chunks;
mod errors;
mod framing;
mod modes;
mod outcome;
mod rich;

use chat::Ending;

use outcome::RequestOutcome;

use crate::{
    ask, patient,
    server::{Act, Server, reply},
};

/// A quirk in one of its forms, and the expected result.
pub(super) struct Row {
    /// Its number in `docs/wire.md`.
    quirk: u8,
    /// What is unusual about these bytes.
    what: &'static str,
    reply: Vec<u8>,
    text: &'static str,
    reasoning: &'static str,
    end: End,
    details: Vec<(&'static str, &'static str)>,
    more: Option<fn(&RequestOutcome)>,
}

/// How a row ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Complete,
    /// Cut off, with code `cut_off`.
    Cut,
    /// Failed, with this code.
    Failed(&'static str),
}

/// Returns a row of this quirk, which by default has no text and is complete.
fn row(quirk: u8, what: &'static str) -> Row {
    Row {
        quirk,
        what,
        reply: Vec::new(),
        text: "",
        reasoning: "",
        end: End::Complete,
        details: Vec::new(),
        more: None,
    }
}

impl Row {
    /// Sets the exact body of an event stream.
    fn stream(self, body: impl AsRef<[u8]>) -> Self {
        self.body("200 OK", "text/event-stream", body)
    }

    /// Sets the data of events, followed by `[DONE]`.
    fn events(self, events: &[&str]) -> Self {
        let body: String = events.iter().flat_map(|data| ["data: ", data, "\n\n"]).collect();
        self.stream(format!("{body}data: [DONE]\n\n"))
    }

    /// Sets a complete JSON reply.
    fn json(self, status: &str, body: &str) -> Self {
        self.body(status, "application/json", body)
    }

    fn body(mut self, status: &str, content_type: &str, body: impl AsRef<[u8]>) -> Self {
        let headers = format!("content-type: {content_type}\r\nx-request-id: req-7\r\n");
        self.reply = reply(status, &headers, body);
        self
    }

    /// Sets a reply with its own headers.
    fn with_headers(mut self, status: &str, headers: &str, body: impl AsRef<[u8]>) -> Self {
        self.reply = reply(status, headers, body);
        self
    }

    fn says(mut self, text: &'static str) -> Self {
        self.text = text;
        self
    }

    fn thinks(mut self, reasoning: &'static str) -> Self {
        self.reasoning = reasoning;
        self
    }

    fn cut(mut self) -> Self {
        self.end = End::Cut;
        self
    }

    fn fails(mut self, code: &'static str) -> Self {
        self.end = End::Failed(code);
        self
    }

    fn detail(mut self, name: &'static str, value: &'static str) -> Self {
        self.details.push((name, value));
        self
    }

    /// Adds another check.
    fn and(mut self, more: fn(&RequestOutcome)) -> Self {
        self.more = Some(more);
        self
    }

    fn name(&self) -> String {
        format!("quirk {}: {}", self.quirk, self.what)
    }

    fn judge(&self, outcome: &RequestOutcome) {
        let name = self.name();
        if self.text != framing::ANY {
            assert_eq!(outcome.text, self.text, "{name}");
        }
        assert_eq!(outcome.reasoning, self.reasoning, "{name}");
        let end = match &outcome.ending {
            Ending::Complete => End::Complete,
            Ending::CutOff(failure) => {
                assert_eq!(failure.code.as_str(), "cut_off", "{name}");
                End::Cut
            }
            Ending::Failed(failure) => End::Failed(failure.code.as_str()),
            Ending::Stopped => panic!("{name}: nobody stopped it"),
        };
        assert_eq!(end, self.end, "{name}: {:?}", outcome.ending);
        for (detail, value) in &self.details {
            let said = outcome.failure().details.get(*detail).map(String::as_str);
            assert_eq!(said, Some(*value), "{name}: {detail} in {:?}", outcome.failure());
        }
        if let Some(more) = self.more {
            more(outcome);
        }
    }
}

/// Plays these acts to the client and returns the result.
async fn play(script: Vec<Act>) -> RequestOutcome {
    let server = Server::start(script).await;
    let heard = async {
        match ask(&patient(), &server, true).await {
            Ok(answering) => RequestOutcome::collect(answering).await,
            Err(failure) => RequestOutcome {
                ending: Ending::Failed(failure),
                ..RequestOutcome::new()
            },
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), heard)
        .await
        .expect("an ending in time")
}

fn rows() -> Vec<Row> {
    [
        framing::rows(),
        modes::rows(),
        chunks::rows(),
        errors::rows(),
        rich::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[tokio::test]
async fn every_row_at_every_pace() {
    for row in rows() {
        let half = row.reply.len() / 2;
        let (first, second) = (row.reply[..half].to_vec(), row.reply[half..].to_vec());
        let mut paces = vec![
            vec![Act::Request, Act::Send(row.reply.clone())],
            vec![Act::Request, Act::Send(first), Act::Breathe, Act::Send(second)],
        ];
        if row.reply.len() < 4_000 {
            paces.push(vec![Act::Request, Act::Trickle(row.reply.clone())]);
        }
        let mut before: Option<RequestOutcome> = None;
        for pace in paces {
            let outcome = play(pace).await;
            row.judge(&outcome);
            let outcome = outcome.without_address();
            if let Some(before) = before.replace(outcome.clone()) {
                assert_eq!(outcome, before, "{}", row.name());
            }
        }
    }
}

/// Quirks that don't depend on the bytes of a reply, and the tests that name them, as `file::test` in this crate.
const ELSEWHERE: &[(u8, &str)] = &[
    (32, "src/body.rs::quirk_32_reasoning_goes_back_only_where_it_is_present"),
    (
        35,
        "tests/transport/adapting.rs::quirk_35_stream_options_are_left_out_and_that_is_remembered",
    ),
    (42, "src/retry.rs::quirk_42_only_what_may_pass_is_sent_again"),
    (43, "src/base_url.rs::quirk_43_every_spelling_of_a_base_url"),
    (45, "src/catalogue.rs::quirk_45_every_shape_of_a_list"),
];

/// Number of known quirks.
const KNOWN: u8 = 49;

#[test]
fn every_known_quirk_has_a_test() {
    let rows = rows();
    for quirk in 1..=KNOWN {
        let here = rows.iter().any(|row| row.quirk == quirk);
        let elsewhere = ELSEWHERE.iter().any(|(number, _)| *number == quirk);
        assert!(here || elsewhere, "quirk {quirk} has no test");
    }
    let crate_folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (quirk, place) in ELSEWHERE {
        let (file, test) = place.split_once("::").expect("file::test");
        let source = std::fs::read_to_string(crate_folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(source.contains(&format!("fn {test}(")), "quirk {quirk}: no {place}");
    }
}

#[test]
fn the_documented_list_is_the_tested_one() {
    let document = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs/wire.md");
    let document = std::fs::read_to_string(document).expect("docs/wire.md");
    for quirk in 1..=KNOWN {
        assert!(
            document.contains(&format!("\n| {quirk} | ")),
            "docs/wire.md lists no quirk {quirk}"
        );
    }
    for (quirk, place) in ELSEWHERE {
        let test = place.rsplit("::").next().expect("a test");
        assert!(
            document.contains(test),
            "docs/wire.md does not name {test} (quirk {quirk})"
        );
    }
}
