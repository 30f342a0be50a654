//! An answer under way.

use std::{collections::VecDeque, io, time::Duration};

use chat::{CutOffCause, Delta, Ending, ErrorCode, Failure, Served};
use reqwest::Response;
use secret::Key;
use tokio::time::{Instant, timeout, timeout_at};

use super::{fault, inflate::Inflate, log::Exchange, reply::Reply};
use crate::{
    adaptation::Adaptation,
    base_url::BaseUrl,
    error::{self, Asked, Head},
    image::Picture,
    network::Limits,
    reader::{Event, Reader, ToolCall},
};

/// How long the end of a body is waited for after the end mark; healthy servers send both at once.
const LINGER: Duration = Duration::from_millis(20);

/// One step of an answer: something new, or its one end.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Something new.
    Delta(Delta),
    /// A whole picture, for whoever keeps it to name.
    Image(Picture),
    /// The end. No step follows.
    End(Ending),
}

/// An answer under way. Dropping it closes the connection (HTTP/1.1) or resets the stream (HTTP/2) at once: that is how
/// an answer is stopped.
pub struct Answering {
    head: Head,
    base: BaseUrl,
    /// `None` once the body has ended.
    response: Option<Response>,
    inflate: Inflate,
    reader: Reader,
    ready: VecDeque<Event>,
    patience: Patience,
    exchange: Exchange,
    pub(super) adaptations: Vec<Adaptation>,
    /// Only to take them out of what the server says.
    secrets: Vec<Key>,
}

/// When to give up.
struct Patience {
    limits: Limits,
    deadline: Instant,
    content_came: bool,
}

impl Answering {
    pub(super) fn new(reply: Reply, asked: Asked, base: &BaseUrl, limits: Limits, deadline: Instant) -> Self {
        Self {
            reader: Reader::new(reply.head.clone(), asked),
            head: reply.head,
            base: base.clone(),
            response: Some(reply.response),
            inflate: reply.inflate,
            ready: VecDeque::new(),
            patience: Patience {
                limits,
                deadline,
                content_came: false,
            },
            exchange: reply.exchange,
            adaptations: Vec::new(),
            secrets: reply.secrets,
        }
    }

    /// The HTTP status, a 2xx one.
    pub fn status(&self) -> u16 {
        self.head.status
    }

    /// The provider's id of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id.as_deref()
    }

    /// The answer came as it was written, not whole at its end (quirk 16).
    pub fn is_streamed(&self) -> bool {
        self.reader.is_streamed()
    }

    /// The tools the model wants run, as far as they have come (quirk 34). Their ids may be made up here.
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.reader.tool_calls()
    }

    /// What had to be changed in the request before the server took it (quirk 35), the changes given with it included.
    pub fn adaptations(&self) -> &[Adaptation] {
        &self.adaptations
    }

    /// The next step; `None` after the end. Safe to cancel: nothing is lost when the future is dropped.
    pub async fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                if let Event::End(ending) = &event {
                    self.response = None;
                    self.exchange.ended(ending);
                }
                return Some(self.step(event));
            }
            self.read().await?;
        }
    }

    /// Reads once; `None` when the body is over and nothing is left.
    async fn read(&mut self) -> Option<()> {
        let response = self.response.as_mut()?;
        let read = timeout_at(self.patience.deadline, response.chunk()).await;
        let events = match read {
            Ok(Ok(Some(bytes))) => {
                self.exchange.received(bytes.len());
                self.take(&bytes)
            }
            Ok(Ok(None)) => self.reader.finish(None),
            Ok(Err(error)) => self.reader.finish(Some(fault::amid_reply(&error))),
            Err(_) => self.give_up(),
        };
        self.ready.extend(events);
        if matches!(self.ready.back(), Some(Event::End(Ending::Complete))) {
            self.linger().await;
        }
        Some(())
    }

    /// Waits a moment for the end of the body: a connection read to its end serves the next request.
    async fn linger(&mut self) {
        let Some(response) = self.response.as_mut() else { return };
        let (exchange, inflate) = (&mut self.exchange, &mut self.inflate);
        let rest = async {
            while let Ok(Some(bytes)) = response.chunk().await {
                exchange.received(bytes.len());
                exchange.heard(&inflate.push(&bytes).unwrap_or_default());
            }
        };
        let _ = timeout(LINGER, rest).await;
        self.response = None;
    }

    fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        let decoded: io::Result<Vec<u8>> = self.inflate.push(bytes);
        let Ok(decoded) = decoded else {
            return self.reader.finish(Some(
                Failure::new(ErrorCode::CutOff).with_cut_off_cause(CutOffCause::BadCompression),
            ));
        };
        self.exchange.heard(&decoded);
        let waiting = self.reader.waiting();
        let mut events = self.reader.push(&decoded);
        let grows = self.reader.waiting() > waiting;
        self.exchange.read(&events);
        self.patience.heed(&events, grows, self.reader.is_finishing());
        // Bytes that are always there keep the timer from firing, so the deadline is looked at as well.
        if Instant::now() >= self.patience.deadline {
            events.extend(self.give_up());
        }
        events
    }

    /// Time is up: a finished answer is complete all the same, a begun one is cut off, any other has failed.
    fn give_up(&mut self) -> Vec<Event> {
        if self.reader.is_finishing() {
            return self.reader.finish(None);
        }
        if self.patience.content_came {
            let seconds = self.patience.limits.silence.as_secs().to_string();
            let cause = Failure::new(ErrorCode::Timeout)
                .with("limit", "silence")
                .with("seconds", seconds);
            return self.reader.finish(Some(cause));
        }
        let mut failure = fault::first_content(&self.patience.limits);
        failure.status = Some(self.head.status);
        failure.request_id.clone_from(&self.head.request_id);
        vec![Event::End(Ending::Failed(failure))]
    }

    /// `event` without the secrets, should the server have said one.
    fn step(&self, event: Event) -> Step {
        let clean = |failure| error::redacted(fault::with_suggestion(failure, &self.base), &self.secrets);
        match event {
            Event::Delta(Delta::Served(served)) => Step::Delta(Delta::Served(self.served(served))),
            Event::Delta(delta) => Step::Delta(delta),
            Event::Image(picture) => Step::Image(picture),
            Event::End(Ending::Failed(failure)) => Step::End(Ending::Failed(clean(failure))),
            Event::End(Ending::CutOff(failure)) => Step::End(Ending::CutOff(clean(failure))),
            Event::End(ending) => Step::End(ending),
        }
    }

    fn served(&self, served: Served) -> Served {
        if self.secrets.is_empty() {
            return served;
        }
        let clean = |text: Option<String>| text.map(|text| error::without(&self.secrets, &error::raw(text)));
        Served {
            model: clean(served.model),
            fingerprint: clean(served.fingerprint),
            response_id: clean(served.response_id),
            request_id: clean(served.request_id),
            created: served.created,
        }
    }
}

impl Patience {
    /// Content moves the deadline; a finish reason leaves little to wait for. Keep-alive bytes move nothing (quirk 14).
    /// A picture that grows in the text is content.
    fn heed(&mut self, events: &[Event], grows: bool, finishing: bool) {
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
            self.deadline = Instant::now() + self.limits.after_finish;
        } else if content {
            self.deadline = Instant::now() + self.limits.silence;
        }
    }
}
