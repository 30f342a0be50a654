//! Answers beside those in view: the page is told each of them once a second at most, and only a few a frame, so that no
//! frame has much more to draw than the others.

use std::{collections::HashMap, time::Duration};

use chat::AnswerId;
use tokio::time::Instant;

/// The text of a throttled answer is sent at most this often.
pub(super) const EVERY: Duration = Duration::from_secs(1);
/// So many go along with one frame. Fifteen frames a second can tell all of 24.
const A_FRAME: usize = 2;

/// Throttled answers with text to send, and when they are due.
#[derive(Default)]
pub(super) struct Throttled {
    told: HashMap<AnswerId, Instant>,
    waiting: HashMap<AnswerId, Instant>,
}

impl Throttled {
    /// Records that an answer has text to send. `true` if it had none before.
    pub(super) fn note(&mut self, answer: AnswerId, now: Instant) -> bool {
        let due = self.told.get(&answer).map_or(now, |told| *told + EVERY);
        self.waiting.insert(answer, due).is_none()
    }

    /// Returns when the next answer is due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.waiting.values().min().copied()
    }

    /// Those to go along with a frame now, the longest due first.
    pub(super) fn take(&mut self, now: Instant) -> Vec<AnswerId> {
        let due = self.waiting.iter().filter(|(_, due)| **due <= now);
        let mut due: Vec<(Instant, AnswerId)> = due.map(|(answer, due)| (*due, *answer)).collect();
        due.sort_unstable();
        due.truncate(A_FRAME);
        for (_, answer) in &due {
            self.waiting.remove(answer);
            self.told.insert(*answer, now);
        }
        due.into_iter().map(|(_, answer)| answer).collect()
    }
}
