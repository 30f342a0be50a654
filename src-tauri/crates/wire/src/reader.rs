//! Parses a reply in any form: bytes in, deltas and exactly one ending out.
//!
//! Pure: no clock, no socket. Any split of the same bytes returns the same text and ending.

mod code;
mod data;
mod embedded_images;
mod event;
mod mapper;
mod single_body;
mod sniff;
mod think;
mod tools;

use chat::{CutOffCause, Ending, ErrorCode, Failure, FinishReason};
use serde_json::Value;

use crate::{
    chunk::{Chunk, PlainChunk},
    error::{self, Head, ProviderError, RequestEcho},
    sse::{Decoder, MAX_EVENT_BYTES, SseEvent},
};
use data::Data;
use mapper::Mapper;
use sniff::BodyFormat;

pub use event::Event;
pub use tools::ToolCall;

/// An incremental parser for the body of a 2xx reply.
#[derive(Debug)]
pub struct Reader {
    head: Head,
    asked: RequestEcho,
    body: Body,
    mapper: Mapper,
    /// Buffer for the events of one chunk, reused. Deltas of different chunks are not merged.
    scratch: Vec<Event>,
    ended: bool,
    streamed: bool,
}

/// The detected format of the body, and its pending bytes.
#[derive(Debug)]
enum Body {
    Unknown(Vec<u8>),
    Events(Decoder),
    /// Parsed as one value at the end.
    Whole(BodyFormat, Vec<u8>),
}

impl Reader {
    /// Creates a parser for the reply to the request `asked` with this head.
    pub fn new(head: Head, asked: RequestEcho) -> Self {
        let mapper = Mapper::new(head.request_id.clone());
        Self {
            head,
            asked,
            body: Body::Unknown(Vec::new()),
            mapper,
            scratch: Vec::new(),
            ended: false,
            streamed: false,
        }
    }

    /// Parses the next bytes of the body. Returns nothing after an [`Event::End`].
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut out = Vec::new();
        if !self.ended {
            self.consume(bytes, &mut out);
        }
        out
    }

    /// Ends the body: regularly (`None`), or broken off with a failure whose details are kept.
    pub fn finish(&mut self, broken: Option<Failure>) -> Vec<Event> {
        let mut out = Vec::new();
        if self.ended {
            return out;
        }
        self.detect_format(true, &mut out);
        match std::mem::replace(&mut self.body, Body::Unknown(Vec::new())) {
            Body::Events(mut decoder) => self.on_last_event(decoder.finish(), &mut out),
            Body::Whole(kind, bytes) => self.parse_single_body(kind, &bytes, broken.is_some(), &mut out),
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

    /// Returns whether the body is a stream rather than a single answer.
    pub fn is_streamed(&self) -> bool {
        self.streamed
    }

    /// Returns whether a finish reason has arrived. The text is complete then; only usage and the end marker may
    /// follow.
    pub fn is_finishing(&self) -> bool {
        self.mapper.finish().is_some()
    }

    /// Returns the tool calls so far. They never make an answer fail: its text stands.
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.mapper.tools().calls()
    }

    /// Returns the number of content bytes that produced no event yet: those of an incomplete image and of tool calls.
    pub fn waiting(&self) -> usize {
        self.mapper.waiting()
    }

    fn consume(&mut self, bytes: &[u8], out: &mut Vec<Event>) {
        match &mut self.body {
            Body::Unknown(waiting) => {
                waiting.extend_from_slice(bytes);
                self.detect_format(false, out);
            }
            Body::Events(decoder) => {
                let mut events = Vec::new();
                let fits = decoder.push(bytes, &mut events).is_ok();
                for event in &events {
                    self.on_event(event, out);
                }
                if !fits {
                    self.too_large(out);
                }
            }
            Body::Whole(_, body) if body.len() + bytes.len() > MAX_EVENT_BYTES => self.too_large(out),
            Body::Whole(_, body) => body.extend_from_slice(bytes),
        }
    }

    /// Detects the format of the body as soon as its first bytes allow, and parses them.
    fn detect_format(&mut self, at_end: bool, out: &mut Vec<Event>) {
        let Body::Unknown(waiting) = &mut self.body else { return };
        let Some(kind) = sniff::detect(self.head.content_type.as_deref(), waiting, at_end) else {
            // A reply may begin with minutes of blank keep-alive lines (quirk 14), so only the last byte is kept.
            let blank = waiting.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            waiting.drain(..blank.saturating_sub(1));
            return;
        };
        let waiting = std::mem::take(waiting);
        self.streamed = kind == BodyFormat::Events;
        self.body = match kind {
            BodyFormat::Events => Body::Events(Decoder::default()),
            whole => Body::Whole(whole, Vec::new()),
        };
        self.consume(&waiting, out);
    }

    fn on_event(&mut self, event: &SseEvent, out: &mut Vec<Event>) {
        if self.ended {
            return;
        }
        let name = event.event.as_deref().unwrap_or_default();
        if name == "error" {
            let error = ProviderError::from_error_event(&event.data);
            return self.fail(&error, out);
        }
        if let Some(chunk) = PlainChunk::read(&event.data) {
            let mut said = std::mem::take(&mut self.scratch);
            self.mapper.map_plain(chunk, &mut said);
            out.append(&mut said);
            self.scratch = said;
            return;
        }
        match data::parse(&event.data) {
            Data::Nothing => {}
            Data::Chunks(chunks, done) => self.on_chunks(&chunks, done, out),
            // An unknown event may contain anything (quirk 5).
            Data::Malformed if !name.is_empty() && name != "message" => {}
            Data::Malformed => self.malformed(&event.data, out),
        }
    }

    /// Parses the last event of a stream. An incomplete one is lost, but not the server's error.
    fn on_last_event(&mut self, event: Option<SseEvent>, out: &mut Vec<Event>) {
        if let Some(event) = event
            && (event.event.as_deref() == Some("error") || data::parse(&event.data) != Data::Malformed)
        {
            self.on_event(&event, out);
        }
    }

    fn on_chunks(&mut self, chunks: &[Value], done: bool, out: &mut Vec<Event>) {
        for chunk in chunks {
            if !self.ended {
                self.on_chunk(chunk, out);
            }
        }
        if done && !self.ended {
            self.end(Ending::Complete, out);
        }
    }

    /// Keeps the content of a chunk that also carries an error (quirk 36).
    fn on_chunk(&mut self, value: &Value, out: &mut Vec<Event>) {
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
        let error = ProviderError::from_chunk(value).or_else(|| failed.then(ProviderError::default));
        if let Some(error) = error {
            self.fail(&error, out);
        }
    }

    fn fail(&mut self, error: &ProviderError, out: &mut Vec<Event>) {
        let failure = error::from_provider_error(&self.head, error, &self.asked);
        self.end(Ending::Failed(failure), out);
    }

    fn malformed(&mut self, data: &str, out: &mut Vec<Event>) {
        let mut failure = error::from_head(&self.head, ErrorCode::Malformed);
        failure.provider_message = Some(error::clip_raw(data.trim())).filter(|text| !text.is_empty());
        self.end(Ending::Failed(failure), out);
    }

    fn too_large(&mut self, out: &mut Vec<Event>) {
        if !self.ended {
            self.body = Body::Unknown(Vec::new());
            let megabytes = (MAX_EVENT_BYTES / (1024 * 1024)).to_string();
            let failure = error::from_head(&self.head, ErrorCode::TooLarge).with("limit_mib", megabytes);
            self.end(Ending::Failed(failure), out);
        }
    }

    fn cut_off(&self, broken: Option<Failure>) -> Ending {
        let mut failure = error::from_head(&self.head, ErrorCode::CutOff);
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

    /// Emits the only ending. A content filter that left neither text nor image is an error.
    fn end(&mut self, ending: Ending, out: &mut Vec<Event>) {
        let mut said = Vec::new();
        self.mapper.flush(&mut said);
        out.append(&mut said);
        self.ended = true;
        let filtered = self.mapper.finish() == Some(&FinishReason::ContentFilter) && !self.mapper.answer_came();
        out.push(Event::End(match ending {
            Ending::Complete if filtered => Ending::Failed(error::from_head(&self.head, ErrorCode::ContentPolicy)),
            other => other,
        }));
    }
}

#[cfg(test)]
mod tests;
