//! What a streaming process says about itself, one fact a line, and what is known from it after its death.
//!
//! - `fact asked ANSWER`: the answer is committed as running
//! - `fact delta ANSWER CHARACTERS MICROS`: so many characters, reasoning included, had come by then (since the epoch)
//! - `fact flushed ANSWER CHARACTERS`: so many are committed
//! - `fact done ANSWER`: its end is committed

use std::collections::HashMap;
use std::time::{SystemTime, UNIX_EPOCH};

use chat::{Answer, AnswerId, AnswerState};

/// What is known of one answer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// Committed as running.
    pub(crate) asked: bool,
    /// Characters handed in so far, and when.
    pub(crate) deltas: Vec<(usize, u64)>,
    /// Characters known to be committed.
    pub(crate) committed: usize,
    /// Its end is known to be committed.
    pub(crate) done: bool,
    /// As found after an earlier death: from then on nothing may change.
    pub(crate) settled: Option<Answer>,
}

/// Everything said on one folder, over several deaths.
#[derive(Default)]
pub(crate) struct Facts {
    pub(crate) answers: HashMap<AnswerId, Known>,
    /// When the last text came that anybody told of, microseconds since the epoch.
    pub(crate) last_came: u64,
}

impl Facts {
    /// Takes in one line; false if it is no fact (the test harness writes to the same pipe).
    pub(crate) fn record(&mut self, line: &str) -> bool {
        let Some((_, fact)) = line.split_once("fact ") else {
            return false;
        };
        let words: Vec<_> = fact.split_ascii_whitespace().collect();
        let Some(Ok(id)) = words.get(1).map(|id| id.parse()) else {
            return false;
        };
        let known = self.answers.entry(id).or_default();
        match words[..] {
            ["asked", _] => known.asked = true,
            ["delta", _, characters, micros] => {
                let came = micros.parse().unwrap();
                known.deltas.push((characters.parse().unwrap(), came));
                self.last_came = self.last_came.max(came);
            }
            ["flushed", _, characters] => known.committed = characters.parse().unwrap(),
            ["done", _] => known.done = true,
            _ => return false,
        }
        true
    }

    /// What was found is what must be found ever after.
    pub(crate) fn settle(&mut self, saved: &[Answer]) {
        for answer in saved {
            self.answers.entry(answer.id).or_default().settled = Some(answer.clone());
        }
    }
}

/// A saved answer's characters, reasoning first.
pub(crate) fn characters(answer: &Answer) -> Vec<char> {
    let reasoning = answer.segments.iter().flat_map(|segment| segment.reasoning.chars());
    reasoning
        .chain(answer.segments.iter().flat_map(|segment| segment.text.chars()))
        .collect()
}

/// Whether it ended as an answer whose process died must end.
pub(crate) fn is_cut_off(answer: &Answer) -> bool {
    answer.state == AnswerState::Incomplete && answer.failure.is_some()
}

/// Microseconds since the epoch: a clock two processes share.
pub(crate) fn micros_now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap()
}
