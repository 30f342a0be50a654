//! The connection log, for people who want to see which servers were contacted. It never contains any content.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use chat::{Ending, ErrorCode, Failure};
use secret::Origin;
use tokio::time::Instant;

use super::recording::Recording;
use crate::reader::Event;

/// Why a request was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A chat answer.
    Answer,
    /// The model list.
    Models,
    /// A check of an endpoint.
    Check,
    /// An account's balance.
    Balance,
    /// Detection of a local server.
    Probe,
}

impl Purpose {
    /// Returns a stable identifier: `answer`, `models`, `check`, `balance` or `probe`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Models => "models",
            Self::Check => "check",
            Self::Balance => "balance",
            Self::Probe => "probe",
        }
    }
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The reply was complete.
    Done,
    /// It failed, was refused or broke off.
    Failed(ErrorCode),
    /// It was cancelled by the person, or the rest was not needed.
    Stopped,
}

/// One request in the connection log, also if it could not be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionRecord {
    /// Scheme, host and port.
    pub origin: Origin,
    /// The proxy without credentials, such as `http://proxy.example:3128`.
    pub proxy: Option<String>,
    /// Why the request was made.
    pub purpose: Purpose,
    /// When it began.
    pub started: SystemTime,
    /// How long it took.
    pub duration: Duration,
    /// Bytes of the request body; headers are not counted.
    pub sent: u64,
    /// Bytes of the reply body before decompression; headers are not counted.
    pub received: u64,
    /// HTTP status, if there was a reply.
    pub status: Option<u16>,
    /// How the request ended.
    pub outcome: Outcome,
}

/// Receives the record of every request. Called once for each request, at its end, on the task that made it, so it must
/// be fast.
pub trait ConnectionLog: Send + Sync {
    /// Receives one record.
    fn record(&self, record: ConnectionRecord);
}

/// A request in progress. Its record is logged when it is dropped, however it ended.
pub(super) struct Exchange {
    record: ConnectionRecord,
    begun: Instant,
    log: Option<Arc<dyn ConnectionLog>>,
    /// Recording of the request and reply, if they are recorded.
    pub(super) recording: Option<Recording>,
}

impl Exchange {
    pub(super) fn new(log: Option<Arc<dyn ConnectionLog>>, origin: Origin, purpose: Purpose, sent: usize) -> Self {
        Self {
            record: ConnectionRecord {
                origin,
                proxy: None,
                purpose,
                started: SystemTime::now(),
                duration: Duration::ZERO,
                sent: sent as u64,
                received: 0,
                status: None,
                outcome: Outcome::Stopped,
            },
            begun: Instant::now(),
            log,
            recording: None,
        }
    }

    pub(super) fn set_proxy(&mut self, proxy: Option<String>) {
        self.record.proxy = proxy;
    }

    pub(super) fn on_status(&mut self, status: u16) {
        self.record.status = Some(status);
    }

    pub(super) fn on_bytes(&mut self, bytes: usize) {
        self.record.received += bytes as u64;
    }

    /// Records a decoded part of the body.
    pub(super) fn on_body(&mut self, bytes: &[u8]) {
        if let Some(recording) = &mut self.recording {
            recording.on_body(bytes);
        }
    }

    /// Records the events parsed from it.
    pub(super) fn on_events(&mut self, events: &[Event]) {
        if let Some(recording) = &mut self.recording {
            recording.on_events(events);
        }
    }

    pub(super) fn complete(&mut self) {
        self.record.outcome = Outcome::Done;
        if let Some(recording) = &mut self.recording {
            recording.complete();
        }
    }

    pub(super) fn fail(&mut self, failure: &Failure) {
        self.record.outcome = Outcome::Failed(failure.code);
        if let Some(recording) = &mut self.recording {
            recording.fail(failure);
        }
    }

    pub(super) fn end(&mut self, ending: &Ending) {
        match ending {
            Ending::Complete => self.complete(),
            Ending::CutOff(failure) | Ending::Failed(failure) => self.fail(failure),
            Ending::Stopped => {}
        }
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(log) = &self.log {
            self.record.duration = self.begun.elapsed();
            log.record(self.record.clone());
        }
    }
}
