//! What was connected to, for a person who wants to see it: never what was said.

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use chat::{Ending, ErrorCode, Failure};
use secret::Origin;
use tokio::time::Instant;

use super::tape::Tape;
use crate::reader::Event;

/// Why a request was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// An answer for a person.
    Answer,
    /// The list of models.
    Models,
    /// A check of an endpoint.
    Check,
    /// What is left of an account's money.
    Balance,
    /// Whether a server is there at all.
    Probe,
}

impl Purpose {
    /// A stable word for it: `answer`, `models`, `check`, `balance`, `probe`.
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
    /// A whole reply.
    Done,
    /// A failure, a refusal or a reply that broke off.
    Failed(ErrorCode),
    /// It was let go of: the person stopped it, or nobody wanted the rest.
    Stopped,
}

/// One request that went out, or was meant to.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectionRecord {
    /// Scheme, host and port.
    pub origin: Origin,
    /// The proxy it went through, `http://proxy.example:3128`, without credentials.
    pub proxy: Option<String>,
    /// Why it was made.
    pub purpose: Purpose,
    /// When it began.
    pub started: SystemTime,
    /// How long it took.
    pub duration: Duration,
    /// Bytes of the request's body; heads are not counted.
    pub sent: u64,
    /// Bytes of the reply's body as they came, compressed or not; heads are not counted.
    pub received: u64,
    /// The reply's HTTP status, if there was a reply.
    pub status: Option<u16>,
    /// How it ended.
    pub outcome: Outcome,
}

/// Takes note of every request of a client. Called once a request, at its end, on the task that made it: quick, please.
pub trait ConnectionLog: Send + Sync {
    /// Takes note of one.
    fn record(&self, record: ConnectionRecord);
}

/// A request under way; its record is made when it is dropped, whatever happened.
pub(super) struct Exchange {
    record: ConnectionRecord,
    begun: Instant,
    log: Option<Arc<dyn ConnectionLog>>,
    /// What it said and what came back, where that is written down.
    pub(super) tape: Option<Tape>,
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
            tape: None,
        }
    }

    pub(super) fn through(&mut self, proxy: Option<String>) {
        self.record.proxy = proxy;
    }

    pub(super) fn replied(&mut self, status: u16) {
        self.record.status = Some(status);
    }

    pub(super) fn received(&mut self, bytes: usize) {
        self.record.received += bytes as u64;
    }

    /// A part of the body, decoded.
    pub(super) fn heard(&mut self, bytes: &[u8]) {
        if let Some(tape) = &mut self.tape {
            tape.heard(bytes);
        }
    }

    /// What was made of it.
    pub(super) fn read(&mut self, events: &[Event]) {
        if let Some(tape) = &mut self.tape {
            tape.read(events);
        }
    }

    pub(super) fn done(&mut self) {
        self.record.outcome = Outcome::Done;
        if let Some(tape) = &mut self.tape {
            tape.done();
        }
    }

    pub(super) fn failed(&mut self, failure: &Failure) {
        self.record.outcome = Outcome::Failed(failure.code);
        if let Some(tape) = &mut self.tape {
            tape.failed(failure);
        }
    }

    pub(super) fn ended(&mut self, ending: &Ending) {
        match ending {
            Ending::Complete => self.done(),
            Ending::CutOff(failure) | Ending::Failed(failure) => self.failed(failure),
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
