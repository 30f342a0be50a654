//! Tests replies as servers send them, by quirk number, at once and byte by byte.

mod answers;
mod endings;
mod images;
mod splits;
mod tools;

use chat::{Citation, Delta, Reported, Served, Usage};

use super::*;
use crate::image::ReplyImage;

/// Everything parsed from one reply.
#[derive(Clone, Debug, Default, PartialEq)]
struct ParsedReply {
    text: String,
    reasoning: String,
    served: Served,
    usage: Option<Usage>,
    usages: usize,
    reported: Reported,
    citations: Vec<Citation>,
    images: Vec<ReplyImage>,
    finish: Option<FinishReason>,
    ending: Option<Ending>,
}

impl ParsedReply {
    fn add(&mut self, event: Event) {
        assert_eq!(self.ending, None, "nothing follows an ending");
        match event {
            Event::Delta(Delta::Text(text)) => {
                assert!(!text.is_empty(), "no empty text");
                self.text += &text;
            }
            Event::Delta(Delta::Reasoning(text)) => {
                assert!(!text.is_empty(), "no empty reasoning");
                self.reasoning += &text;
            }
            Event::Delta(Delta::Served(served)) => self.served = served,
            Event::Delta(Delta::Usage(usage)) => {
                self.usage = Some(usage);
                self.usages += 1;
            }
            Event::Delta(Delta::Reported(reported)) => self.reported = reported,
            Event::Delta(Delta::Citation(citation)) => self.citations.push(citation),
            Event::Delta(Delta::Finish(finish)) => self.finish = Some(finish),
            Event::Delta(Delta::Image(image)) => panic!("nobody has kept {image:?}"),
            Event::Image(picture) => self.images.push(picture),
            Event::End(ending) => self.ending = Some(ending),
        }
    }

    /// Returns the error code it failed or broke off with.
    fn code(&self) -> Option<&'static str> {
        match &self.ending {
            Some(Ending::Failed(failure) | Ending::CutOff(failure)) => Some(failure.code.as_str()),
            _ => None,
        }
    }

    fn failure(&self) -> &Failure {
        match &self.ending {
            Some(Ending::Failed(failure) | Ending::CutOff(failure)) => failure,
            other => panic!("no failure but {other:?}"),
        }
    }

    #[track_caller]
    fn is_complete(&self) {
        assert_eq!(self.ending, Some(Ending::Complete), "{self:?}");
    }
}

fn head(content_type: &str) -> Head {
    let content_type = Some(content_type.to_owned()).filter(|value| !value.is_empty());
    Head {
        status: 200,
        content_type,
        ..Head::default()
    }
}

/// Parses `pieces` as one body.
fn play<'a>(start: &Head, pieces: impl IntoIterator<Item = &'a [u8]>) -> ParsedReply {
    let mut reader = Reader::new(
        start.clone(),
        RequestEcho {
            model: "asked".to_owned(),
            ..RequestEcho::default()
        },
    );
    let mut heard = ParsedReply::default();
    for piece in pieces {
        reader.push(piece).into_iter().for_each(|event| heard.add(event));
    }
    reader.finish(None).into_iter().for_each(|event| heard.add(event));
    assert!(reader.push(b"data: {}\n\n").is_empty() && reader.finish(None).is_empty());
    assert!(heard.ending.is_some(), "exactly one ending");
    heard
}

/// Parses `body` at once and byte by byte, with equal results.
#[track_caller]
fn read_as(content_type: &str, body: impl AsRef<[u8]>) -> ParsedReply {
    let head = head(content_type);
    let whole = play(&head, [body.as_ref()]);
    let mut bytes = play(&head, body.as_ref().chunks(1));
    // The number of usages may differ between splits, so only the last one is compared.
    bytes.usages = whole.usages;
    assert_eq!(bytes, whole);
    whole
}

/// Parses events with this data.
#[track_caller]
fn stream(events: &[&str]) -> ParsedReply {
    let body: String = events.iter().flat_map(|data| ["data: ", data, "\n\n"]).collect();
    read_as("text/event-stream", body)
}

/// Returns a chunk with this delta.
fn delta(delta: &str) -> String {
    format!(r#"{{"choices":[{{"index":0,"delta":{delta}}}]}}"#)
}

const STOP: &str = r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#;
const DONE: &str = "[DONE]";
