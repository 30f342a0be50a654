//! The listener of a conversation without a page: the console hears deltas, waits and ends in its place.

use std::{collections::HashMap, time::Duration};

use chat::{Answer, AnswerId, Delta, Failure, Metrics};
use tokio::sync::mpsc;

/// What happens to one of the answers, named by its place among the questions.
#[derive(Clone, Debug)]
pub enum AskEvent {
    /// Something new.
    Delta {
        /// Which answer.
        index: usize,
        /// What.
        delta: Delta,
    },
    /// The request was refused before any content arrived and is retried.
    Waits {
        /// Which answer.
        index: usize,
        /// Why it was refused.
        failure: Box<Failure>,
        /// How long it waits.
        wait: Duration,
    },
    /// The answer ended; nothing more comes of it.
    Ended {
        /// Which answer.
        index: usize,
        /// The answer, whole.
        answer: Box<Answer>,
        /// Its figures.
        metrics: Box<Metrics>,
    },
}

/// Sends what happens in a conversation to the console that asked.
pub(crate) struct Listener {
    /// Each answer's position among the questions.
    pub(crate) order: HashMap<AnswerId, usize>,
    pub(crate) events: mpsc::UnboundedSender<AskEvent>,
}

impl Listener {
    /// Sends a delta. A listener that is gone does not stop the answer, which may still be saved.
    pub(crate) fn delta(&self, answer: AnswerId, delta: &Delta) {
        if let Some(index) = self.order.get(&answer) {
            let _ = self.events.send(AskEvent::Delta {
                index: *index,
                delta: delta.clone(),
            });
        }
    }

    /// Sends that an answer waits for a retry.
    pub(crate) fn waits(&self, answer: AnswerId, failure: Failure, wait: Duration) {
        if let Some(index) = self.order.get(&answer) {
            let _ = self.events.send(AskEvent::Waits {
                index: *index,
                failure: Box::new(failure),
                wait,
            });
        }
    }

    /// Sends the end of an answer, once.
    pub(crate) fn ended(&mut self, answer: &Answer) {
        if let Some(index) = self.order.remove(&answer.id) {
            let ended = AskEvent::Ended {
                index,
                answer: Box::new(answer.clone()),
                metrics: Box::new(answer.metrics(None)),
            };
            let _ = self.events.send(ended);
        }
    }
}
