//! The stream of one answer.

use std::{collections::VecDeque, io, time::Duration};

use chat::{CutOffCause, Delta, Ending, ErrorCode, Failure, Served};
use reqwest::Response;
use secret::Key;
use tokio::time::{Instant, timeout, timeout_at};

use super::{fault, inflate::Inflate, log::Exchange, reply::Reply};
use crate::{
    adaptation::Adaptation,
    base_url::BaseUrl,
    error::{self, Head, RequestEcho},
    image::ReplyImage,
    network::Limits,
    reader::{Event, Reader, ToolCall},
};

/// How long to wait for the end of the body after the end marker. Healthy servers send both at once.
const LINGER: Duration = Duration::from_millis(20);

/// An item of an answer stream.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something new.
    Delta(Delta),
    /// A complete image. The caller stores it and gives it an id.
    Image(ReplyImage),
    /// How the answer ended. Nothing follows.
    End(Ending),
}

/// The answer to a chat request, as it arrives. Dropping it stops the answer: it closes the connection (HTTP/1.1) or
/// resets the stream (HTTP/2).
pub struct AnswerStream {
    head: Head,
    base: BaseUrl,
    /// `None` after the end of the body.
    response: Option<Response>,
    inflate: Inflate,
    reader: Reader,
    ready: VecDeque<Event>,
    deadline: Deadline,
    exchange: Exchange,
    pub(super) adaptations: Vec<Adaptation>,
    /// Redacted from everything the server sends.
    secrets: Vec<Key>,
}

/// Decides when to give up waiting.
struct Deadline {
    limits: Limits,
    at: Instant,
    content_came: bool,
}

impl AnswerStream {
    pub(super) fn new(reply: Reply, asked: RequestEcho, base: &BaseUrl, limits: Limits, deadline: Instant) -> Self {
        Self {
            reader: Reader::new(reply.head.clone(), asked),
            head: reply.head,
            base: base.clone(),
            response: Some(reply.response),
            inflate: reply.inflate,
            ready: VecDeque::new(),
            deadline: Deadline {
                limits,
                at: deadline,
                content_came: false,
            },
            exchange: reply.exchange,
            adaptations: Vec::new(),
            secrets: reply.secrets,
        }
    }

    /// Returns the HTTP status, always 2xx.
    pub fn status(&self) -> u16 {
        self.head.status
    }

    /// Returns the provider's request id, which its support asks for.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id.as_deref()
    }

    /// Returns whether the answer came as a stream rather than as a single body (quirk 16).
    pub fn is_streamed(&self) -> bool {
        self.reader.is_streamed()
    }

    /// Returns the tool calls received so far (quirk 34). Missing ids are generated.
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.reader.tool_calls()
    }

    /// Returns the adaptations the request was sent with, including those from
    /// [`RequestOptions`](crate::RequestOptions) (quirk 35).
    pub fn adaptations(&self) -> &[Adaptation] {
        &self.adaptations
    }

    /// Returns the next item; `None` after the end. Cancel safe: dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                if let Event::End(ending) = &event {
                    self.response = None;
                    self.exchange.end(ending);
                }
                return Some(self.redacted_step(event));
            }
            self.read().await?;
        }
    }

    /// Reads once; `None` if the body has ended and nothing is left.
    async fn read(&mut self) -> Option<()> {
        let response = self.response.as_mut()?;
        let read = timeout_at(self.deadline.at, response.chunk()).await;
        let events = match read {
            Ok(Ok(Some(bytes))) => {
                self.exchange.on_bytes(bytes.len());
                self.parse(&bytes)
            }
            Ok(Ok(None)) => self.reader.finish(None),
            Ok(Err(error)) => self.reader.finish(Some(fault::during_reply(&error))),
            Err(_) => self.give_up(),
        };
        self.ready.extend(events);
        if matches!(self.ready.back(), Some(Event::End(Ending::Complete))) {
            self.linger().await;
        }
        Some(())
    }

    /// Waits a moment for the end of the body, because only a connection read to its end can be reused.
    async fn linger(&mut self) {
        let Some(response) = self.response.as_mut() else { return };
        let (exchange, inflate) = (&mut self.exchange, &mut self.inflate);
        let rest = async {
            while let Ok(Some(bytes)) = response.chunk().await {
                exchange.on_bytes(bytes.len());
                exchange.on_body(&inflate.push(&bytes).unwrap_or_default());
            }
        };
        let _ = timeout(LINGER, rest).await;
        self.response = None;
    }

    fn parse(&mut self, bytes: &[u8]) -> Vec<Event> {
        let decoded: io::Result<Vec<u8>> = self.inflate.push(bytes);
        let Ok(decoded) = decoded else {
            return self.reader.finish(Some(
                Failure::new(ErrorCode::CutOff).with_cut_off_cause(CutOffCause::BadCompression),
            ));
        };
        self.exchange.on_body(&decoded);
        let waiting = self.reader.waiting();
        let mut events = self.reader.push(&decoded);
        let grows = self.reader.waiting() > waiting;
        self.exchange.on_events(&events);
        self.deadline.on_events(&events, grows, self.reader.is_finishing());
        // A steady flow of bytes keeps the timer from firing, so the deadline is checked here too.
        if Instant::now() >= self.deadline.at {
            events.extend(self.give_up());
        }
        events
    }

    /// Ends the answer at the deadline: complete after a finish reason, cut off if it has begun, failed otherwise.
    fn give_up(&mut self) -> Vec<Event> {
        if self.reader.is_finishing() {
            return self.reader.finish(None);
        }
        if self.deadline.content_came {
            let seconds = self.deadline.limits.silence.as_secs().to_string();
            let cause = Failure::new(ErrorCode::Timeout)
                .with("limit", "silence")
                .with("seconds", seconds);
            return self.reader.finish(Some(cause));
        }
        let mut failure = fault::first_content_timeout(&self.deadline.limits);
        failure.status = Some(self.head.status);
        failure.request_id.clone_from(&self.head.request_id);
        vec![Event::End(Ending::Failed(failure))]
    }

    /// Converts `event` and redacts the secrets, in case the server sent one back.
    fn redacted_step(&self, event: Event) -> Step {
        let redact = |failure| error::redacted(fault::with_suggestion(failure, &self.base), &self.secrets);
        match event {
            Event::Delta(Delta::Served(served)) => Step::Delta(Delta::Served(self.redacted_served(served))),
            Event::Delta(delta) => Step::Delta(delta),
            Event::Image(picture) => Step::Image(picture),
            Event::End(Ending::Failed(failure)) => Step::End(Ending::Failed(redact(failure))),
            Event::End(Ending::CutOff(failure)) => Step::End(Ending::CutOff(redact(failure))),
            Event::End(ending) => Step::End(ending),
        }
    }

    fn redacted_served(&self, served: Served) -> Served {
        if self.secrets.is_empty() {
            return served;
        }
        let redact =
            |text: Option<String>| text.map(|text| error::redact_secrets(&self.secrets, &error::clip_raw(text)));
        Served {
            model: redact(served.model),
            fingerprint: redact(served.fingerprint),
            response_id: redact(served.response_id),
            request_id: redact(served.request_id),
            created: served.created,
        }
    }
}

impl Deadline {
    /// Content extends the deadline; a finish reason shortens it. Keep-alive bytes do neither (quirk 14). An image that
    /// is still arriving counts as content.
    fn on_events(&mut self, events: &[Event], grows: bool, finishing: bool) {
        let is_content = |event: &Event| {
            matches!(
                event,
                Event::Image(_) | Event::Delta(Delta::Text(_) | Delta::Reasoning(_))
            )
        };
        let content = grows || events.iter().any(is_content);
        let finish = events
            .iter()
            .any(|event| matches!(event, Event::Delta(Delta::Finish(_))));
        self.content_came |= content;
        if finish || (content && finishing) {
            self.at = Instant::now() + self.limits.after_finish;
        } else if content {
            self.at = Instant::now() + self.limits.silence;
        }
    }
}
