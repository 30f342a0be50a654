//! Reads one reply, whatever form it has: bytes in, deltas and exactly one ending out.
//!
//! Pure: no clock, no socket. Any split of the same bytes gives the same text and the same ending.

mod code;
mod data;
mod mapper;
mod pictures;
mod sniff;
mod think;
mod tools;
mod whole;

use chat::{CutOffCause, Delta, Ending, ErrorCode, Failure, FinishReason};
use serde_json::Value;

use crate::{
    chunk::{Chunk, PlainChunk},
    error::{self, Asked, Head, ProviderError},
    image::Picture,
    sse::{Decoder, MAX_EVENT_BYTES, SseEvent},
};
use data::Data;
use mapper::Mapper;
use sniff::Kind;

pub use tools::ToolCall;

/// One thing read from a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Something new.
    Delta(Delta),
    /// A whole picture, never the same one twice. Never a [`Delta::Image`], which names one that is kept.
    Image(Picture),
    /// The end; nothing follows it.
    End(Ending),
}

/// A push reader for the body of a reply with a 2xx status.
#[derive(Debug)]
pub struct Reader {
    head: Head,
    asked: Asked,
    body: Body,
    mapper: Mapper,
    /// What one chunk said, kept for its room: deltas of two chunks stay two.
    said: Vec<Event>,
    ended: bool,
    streamed: bool,
}

/// What is known of the body, and what of it waits.
#[derive(Debug)]
enum Body {
    Unknown(Vec<u8>),
    Events(Decoder),
    /// Read as one at the end.
    Whole(Kind, Vec<u8>),
}

impl Reader {
    /// A reader for the reply to a request for `asked` that begins with `head`.
    pub fn new(head: Head, asked: Asked) -> Self {
        let mapper = Mapper::new(head.request_id.clone());
        Self {
            head,
            asked,
            body: Body::Unknown(Vec::new()),
            mapper,
            said: Vec::new(),
            ended: false,
            streamed: false,
        }
    }

    /// Takes the next bytes of the body. After an [`Event::End`] nothing comes.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut out = Vec::new();
        if !self.ended {
            self.take(bytes, &mut out);
        }
        out
    }

    /// The body is over: by itself (`None`), or broken off for the reason in the failure, whose details are kept.
    pub fn finish(&mut self, broken: Option<Failure>) -> Vec<Event> {
        let mut out = Vec::new();
        if self.ended {
            return out;
        }
        self.settle(true, &mut out);
        match std::mem::replace(&mut self.body, Body::Unknown(Vec::new())) {
            Body::Events(mut decoder) => self.last_event(decoder.finish(), &mut out),
            Body::Whole(kind, bytes) => self.whole(kind, &bytes, broken.is_some(), &mut out),
            Body::Unknown(_) => {}
        }
        if !self.ended {
            let ending = if self.mapper.finish().is_some() {
                Ending::Complete
            } else {
                self.cut_off(broken)
            };
            self.end(ending, &mut out);
        }
        out
    }

    /// The body came as events, not as one whole answer.
    pub fn is_streamed(&self) -> bool {
        self.streamed
    }

    /// A finish reason was named: the text is whole, and only usage and the end marker may follow.
    pub fn is_finishing(&self) -> bool {
        self.mapper.finish().is_some()
    }

    /// The tool calls so far. No answer fails over them: what they ask for is shown or left, its text stands.
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.mapper.tools().calls()
    }

    /// Bytes that came without an event and are content all the same: of a picture that is not whole yet, of tool calls.
    pub fn waiting(&self) -> usize {
        self.mapper.waiting()
    }

    fn take(&mut self, bytes: &[u8], out: &mut Vec<Event>) {
        match &mut self.body {
            Body::Unknown(waiting) => {
                waiting.extend_from_slice(bytes);
                self.settle(false, out);
            }
            Body::Events(decoder) => {
                let mut events = Vec::new();
                let fits = decoder.push(bytes, &mut events).is_ok();
                for event in &events {
                    self.event(event, out);
                }
                if !fits {
                    self.too_large(out);
                }
            }
            Body::Whole(_, body) if body.len() + bytes.len() > MAX_EVENT_BYTES => self.too_large(out),
            Body::Whole(_, body) => body.extend_from_slice(bytes),
        }
    }

    /// Decides what the body is as soon as its first bytes allow, and reads them as that.
    fn settle(&mut self, at_end: bool, out: &mut Vec<Event>) {
        let Body::Unknown(waiting) = &mut self.body else { return };
        let Some(kind) = sniff::kind(self.head.content_type.as_deref(), waiting, at_end) else {
            // A reply may begin with minutes of blank lines as keep-alive (quirk 14): only the last is kept.
            let blank = waiting.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            waiting.drain(..blank.saturating_sub(1));
            return;
        };
        let waiting = std::mem::take(waiting);
        self.streamed = kind == Kind::Events;
        self.body = match kind {
            Kind::Events => Body::Events(Decoder::default()),
            whole => Body::Whole(whole, Vec::new()),
        };
        self.take(&waiting, out);
    }

    fn event(&mut self, event: &SseEvent, out: &mut Vec<Event>) {
        if self.ended {
            return;
        }
        let name = event.event.as_deref().unwrap_or_default();
        if name == "error" {
            let error = ProviderError::of_error_event(&event.data);
            return self.fail(&error, out);
        }
        if let Some(chunk) = PlainChunk::read(&event.data) {
            let mut said = std::mem::take(&mut self.said);
            self.mapper.map_plain(chunk, &mut said);
            out.append(&mut said);
            self.said = said;
            return;
        }
        match data::read(&event.data) {
            Data::Nothing => {}
            Data::Chunks(chunks, done) => self.chunks(&chunks, done, out),
            // An event nobody here knows may hold anything (quirk 5).
            Data::Malformed if !name.is_empty() && name != "message" => {}
            Data::Malformed => self.malformed(&event.data, out),
        }
    }

    /// The event a stream broke off in. Half an event is no error of the server's, only lost.
    fn last_event(&mut self, event: Option<SseEvent>, out: &mut Vec<Event>) {
        if let Some(event) = event
            && (event.event.as_deref() == Some("error") || data::read(&event.data) != Data::Malformed)
        {
            self.event(&event, out);
        }
    }

    fn chunks(&mut self, chunks: &[Value], done: bool, out: &mut Vec<Event>) {
        for chunk in chunks {
            if !self.ended {
                self.chunk(chunk, out);
            }
        }
        if done && !self.ended {
            self.end(Ending::Complete, out);
        }
    }

    /// What a chunk says is kept even when it also carries an error (quirk 36).
    fn chunk(&mut self, value: &Value, out: &mut Vec<Event>) {
        let mut chunk = Chunk::read(value);
        let failed = chunk.choice.as_mut().is_some_and(|choice| {
            choice
                .finish
                .take_if(|finish| matches!(finish, FinishReason::Other(word) if word == "error"))
                .is_some()
        });
        let mut said = Vec::new();
        self.mapper.map(chunk, &mut said);
        out.append(&mut said);
        let error = ProviderError::of_chunk(value).or_else(|| failed.then(ProviderError::default));
        if let Some(error) = error {
            self.fail(&error, out);
        }
    }

    fn fail(&mut self, error: &ProviderError, out: &mut Vec<Event>) {
        let failure = error::of_provider(&self.head, error, &self.asked);
        self.end(Ending::Failed(failure), out);
    }

    fn malformed(&mut self, data: &str, out: &mut Vec<Event>) {
        let mut failure = error::of_head(&self.head, ErrorCode::Malformed);
        failure.provider_message = Some(error::raw(data.trim())).filter(|text| !text.is_empty());
        self.end(Ending::Failed(failure), out);
    }

    fn too_large(&mut self, out: &mut Vec<Event>) {
        if !self.ended {
            self.body = Body::Unknown(Vec::new());
            let megabytes = (MAX_EVENT_BYTES / (1024 * 1024)).to_string();
            let failure = error::of_head(&self.head, ErrorCode::TooLarge).with("limit_mib", megabytes);
            self.end(Ending::Failed(failure), out);
        }
    }

    fn cut_off(&self, broken: Option<Failure>) -> Ending {
        let mut failure = error::of_head(&self.head, ErrorCode::CutOff);
        match broken {
            Some(cause) => {
                failure.details = cause.details;
                if failure.cut_off_cause().is_none() {
                    let late = cause.code == ErrorCode::Timeout;
                    failure = failure.with_cut_off_cause(if late {
                        CutOffCause::Timeout
                    } else {
                        CutOffCause::ConnectionLost
                    });
                }
            }
            None => failure = failure.with_cut_off_cause(CutOffCause::EndOfStream),
        }
        Ending::CutOff(failure)
    }

    /// The one place an ending is made. A filter that left neither text nor picture is an error of its own.
    fn end(&mut self, ending: Ending, out: &mut Vec<Event>) {
        let mut said = Vec::new();
        self.mapper.flush(&mut said);
        out.append(&mut said);
        self.ended = true;
        let filtered = self.mapper.finish() == Some(&FinishReason::ContentFilter) && !self.mapper.answer_came();
        out.push(Event::End(match ending {
            Ending::Complete if filtered => Ending::Failed(error::of_head(&self.head, ErrorCode::ContentPolicy)),
            other => other,
        }));
    }
}

#[cfg(test)]
mod tests;
