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
    /// It was refused before anything came, and is asked again.
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
    /// Hands on a delta. A listener that is gone is no reason to stop: it may be saved all the same.
    pub(crate) fn delta(&self, answer: AnswerId, delta: &Delta) {
        if let Some(index) = self.order.get(&answer) {
            let _ = self.events.send(AskEvent::Delta {
                index: *index,
                delta: delta.clone(),
            });
        }
    }

    /// Hands on that an answer waits to be asked again.
    pub(crate) fn waits(&self, answer: AnswerId, failure: Failure, wait: Duration) {
        if let Some(index) = self.order.get(&answer) {
            let _ = self.events.send(AskEvent::Waits {
                index: *index,
                failure: Box::new(failure),
                wait,
            });
        }
    }

    /// Hands on an end, once.
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
