//! How an answer arrived over time: a short series of counts, however long the answer is.

use serde::{Deserialize, Serialize};

/// Most counts of a series.
const COUNTS: usize = 64;
/// The time between counts at first, milliseconds.
const STEP_MS: u64 = 100;

/// Bytes of text and reasoning so far, counted at even steps of time. When a series is full every second count goes and
/// the step doubles, so that a token costs the same at the end as at the start and nothing is allocated on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pace {
    step_ms: u64,
    bytes: Vec<u64>,
}

impl Pace {
    /// Records that so many bytes had come after `at_ms` milliseconds. Time that goes back counts as no time.
    pub(crate) fn note(&mut self, at_ms: u64, bytes: u64) {
        if self.step_ms == 0 {
            self.step_ms = STEP_MS;
            self.bytes.reserve_exact(COUNTS);
        }
        while at_ms / self.step_ms >= COUNTS as u64 {
            self.thin();
        }
        let slot = usize::try_from(at_ms / self.step_ms).unwrap_or(COUNTS - 1);
        if slot >= self.bytes.len() {
            let before = self.bytes.last().copied().unwrap_or(0);
            self.bytes.resize(slot + 1, before);
        }
        if let Some(last) = self.bytes.last_mut() {
            *last = bytes.max(*last);
        }
    }

    /// Restores a series from its step and its counts, as stored.
    pub fn from_counts(step_ms: u64, bytes: Vec<u64>) -> Self {
        Self { step_ms, bytes }
    }

    /// Returns the time between counts, milliseconds; 0 before the first count.
    pub fn step_ms(&self) -> u64 {
        self.step_ms
    }

    /// Returns the bytes that had come by each step.
    pub fn bytes(&self) -> &[u64] {
        &self.bytes
    }

    /// Returns whether nothing was counted, as for answers of older builds and those that never began.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Returns the counts: milliseconds since the request was sent, and the bytes that had come by then.
    pub fn counts(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        (1_u64..)
            .zip(&self.bytes)
            .map(|(n, bytes)| (n.saturating_mul(self.step_ms), *bytes))
    }

    fn thin(&mut self) {
        self.step_ms = self.step_ms.saturating_mul(2);
        let half = self.bytes.len().div_ceil(2);
        for at in 0..half {
            let later = (2 * at + 1).min(self.bytes.len() - 1);
            self.bytes[at] = self.bytes[later];
        }
        self.bytes.truncate(half);
    }
}
