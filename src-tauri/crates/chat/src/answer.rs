//! An answer: its state, and its text in one or more segments.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    AnswerId, Citation, Delta, EndpointId, Failure, FinishReason, Image, Pace, Price, Reported, Retry, Served, TabId,
    TurnId, Usage, image,
};

/// State of an answer. `Done`, `Stopped`, `Failed` and `Incomplete` are final; every other state has a way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// Behind a running answer of its own tab; not yet asked. Shown as waiting.
    Queued,
    /// Asked; nothing said yet.
    Waiting,
    /// Reasoning text arrives.
    Reasoning,
    /// Answer text or a picture arrives.
    Streaming,
    /// An end marker came.
    Done,
    /// The person stopped it.
    Stopped,
    /// Ended by an error.
    Failed,
    /// Ended without an end marker.
    Incomplete,
}

impl AnswerState {
    /// Returns whether the answer has ended.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::Stopped | Self::Failed | Self::Incomplete)
    }

    /// Returns whether a request is under way for it.
    pub fn is_running(self) -> bool {
        matches!(self, Self::Waiting | Self::Reasoning | Self::Streaming)
    }
}

/// One answer of one tab to one turn. Its history is the chain of its parents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Its id.
    pub id: AnswerId,
    /// The prompt it answers.
    pub turn: TurnId,
    /// The tab it was asked in.
    pub tab: TabId,
    /// The answer before it in its history; `None` for a first turn. Answers with the same parent and tab are siblings.
    pub parent: Option<AnswerId>,
    /// The endpoint asked; kept here because a tab may change later.
    pub endpoint: EndpointId,
    /// The model id asked.
    pub model: String,
    /// Where it is.
    pub state: AnswerState,
    /// The request's text, one segment a request: *Continue* adds one. Never empty once asked.
    pub segments: Vec<Segment>,
    /// Why it failed or is incomplete; while it waits to be asked again, why the request before failed.
    pub failure: Option<Failure>,
    /// When it is asked again; only while it waits for that.
    pub retry: Option<Retry>,
    /// When it was made, milliseconds since the epoch.
    pub created_ms: i64,
}

impl Answer {
    /// Returns its text, all segments joined: a *Continue* goes on where the segment before was cut off.
    pub fn text(&self) -> String {
        self.segments.iter().map(|s| s.text.as_str()).collect()
    }

    /// Returns whether it has text that is not blank: some servers reject a request with a blank message. Images do not
    /// count, because they are not sent back: later requests leave out an answer that has only images.
    pub fn has_text(&self) -> bool {
        self.segments.iter().any(|s| !s.text.trim().is_empty())
    }

    /// Returns whether it has neither text nor reasoning nor images, so that nothing is lost when it is reset.
    pub fn holds_nothing(&self) -> bool {
        self.segments
            .iter()
            .all(|s| s.text.is_empty() && s.reasoning.is_empty() && s.images.is_empty())
    }
}

/// What one request of an answer returned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Segment {
    /// Answer text, as it came.
    pub text: String,
    /// Reasoning text, as it came.
    pub reasoning: String,
    /// Sources, each once.
    pub citations: Vec<Citation>,
    /// Pictures, each once, in the order they came.
    pub images: Vec<Image>,
    /// Why the model stopped, if it said so.
    pub finish: Option<FinishReason>,
    /// Tokens as reported.
    pub usage: Option<Usage>,
    /// What the server says it ran.
    pub served: Served,
    /// Figures the server worked out itself.
    pub reported: Reported,
    /// The model's price when it was asked.
    pub price: Option<Price>,
    /// Members of the request this server refused and that were left out (quirk 35).
    pub dropped: Vec<String>,
    /// How many earlier turns the conversation's [`Context`](crate::Context) kept out of this request.
    pub earlier_left_out: u32,
    /// When things happened.
    pub timing: Timing,
    /// How its text and reasoning came over time.
    pub pace: Pace,
}

impl Segment {
    /// Applies one delta that came `at_ms` milliseconds after the request was sent.
    pub(crate) fn apply_delta(&mut self, delta: Delta, at_ms: u64) {
        self.timing.record(at_ms);
        match delta {
            Delta::Served(served) => self.served.merge(served),
            Delta::Reasoning(words) => {
                append(&mut self.reasoning, &words, &mut self.timing.first_reasoning_ms, at_ms);
                self.count(at_ms);
            }
            Delta::Text(words) => {
                append(&mut self.text, &words, &mut self.timing.first_text_ms, at_ms);
                self.count(at_ms);
            }
            Delta::Usage(usage) => self.usage = Some(usage),
            Delta::Reported(reported) => self.reported = reported,
            Delta::Citation(citation) => self.cite(citation),
            Delta::Image(picture) => image::add(&mut self.images, picture),
            Delta::Finish(reason) => self.finish = Some(reason),
        }
    }

    fn count(&mut self, at_ms: u64) {
        self.pace.note(at_ms, (self.text.len() + self.reasoning.len()) as u64);
    }

    /// Returns whether the request returned neither text nor images nor a usage.
    pub(crate) fn came_to_nothing(&self) -> bool {
        let said = !self.text.is_empty() || !self.reasoning.is_empty();
        let billed = self.usage.is_some() || self.reported != Reported::default();
        !said && !billed && self.citations.is_empty() && self.images.is_empty()
    }

    /// Adds a source unless it is listed; a repeat may add the missing title.
    fn cite(&mut self, citation: Citation) {
        match self.citations.iter_mut().find(|known| known.url == citation.url) {
            Some(known) => known.title = known.title.take().or(citation.title),
            None => self.citations.push(citation),
        }
    }
}

fn append(to: &mut String, words: &str, first_ms: &mut Option<u64>, at_ms: u64) {
    if !words.is_empty() {
        to.push_str(words);
        first_ms.get_or_insert(at_ms);
    }
}

/// Times of one request, milliseconds on a monotonic clock since the request was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Timing {
    /// First reasoning text.
    pub first_reasoning_ms: Option<u64>,
    /// First answer text (TTFT as people see it).
    pub first_text_ms: Option<u64>,
    /// The end of the request. Until then, and for good when the person stopped it, the newest thing heard.
    pub duration_ms: Option<u64>,
}

impl Timing {
    /// Records that a delta came or the request ended. The time never goes back.
    pub(crate) fn record(&mut self, at_ms: u64) {
        self.duration_ms = self.duration_ms.max(Some(at_ms));
    }
}
