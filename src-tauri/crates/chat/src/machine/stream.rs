//! Running answers: applying deltas, ending, stopping.

use super::Outbox;
use crate::{Answer, AnswerId, AnswerState, Conversation, Delta, Ending, ErrorCode, Refused};

impl Conversation {
    pub(super) fn apply_delta(&mut self, answer: AnswerId, delta: Delta, at_ms: u64) -> Result<(), Refused> {
        let answer = self.answers.get_mut(&answer).ok_or(Refused::UnknownAnswer)?;
        if answer.state.is_running() {
            answer.apply_delta(delta, at_ms);
        }
        Ok(())
    }

    pub(super) fn end(&mut self, id: AnswerId, ending: Ending, at_ms: u64, out: &mut Outbox) -> Result<(), Refused> {
        let answer = self.answers.get_mut(&id).ok_or(Refused::UnknownAnswer)?;
        if answer.state.is_running() {
            answer.end(ending, at_ms);
            out.save_answer(id);
            self.ask_next(out);
        }
        Ok(())
    }

    pub(super) fn stop(&mut self, answer: AnswerId, out: &mut Outbox) -> Result<(), Refused> {
        if !self.answers.contains_key(&answer) {
            return Err(Refused::UnknownAnswer);
        }
        self.stop_where(|a| a.id == answer, out);
        self.ask_next(out);
        Ok(())
    }

    /// Stops the unfinished answers that `chosen` accepts. Answers queued behind them stay queued.
    pub(super) fn stop_where(&mut self, chosen: impl Fn(&Answer) -> bool, out: &mut Outbox) {
        for answer in self.answers.values_mut().filter(|a| !a.state.is_final() && chosen(a)) {
            if answer.state.is_running() {
                out.cancel(answer.id);
            }
            answer.state = AnswerState::Stopped;
            answer.clear_retry();
            out.save_answer(answer.id);
        }
    }
}

impl Answer {
    fn apply_delta(&mut self, delta: Delta, at_ms: u64) {
        let Some(segment) = self.segments.last_mut() else {
            return;
        };
        match &delta {
            Delta::Reasoning(words) if self.state == AnswerState::Waiting && !words.is_empty() => {
                self.state = AnswerState::Reasoning;
            }
            Delta::Text(words) if !words.is_empty() => self.state = AnswerState::Streaming,
            Delta::Image(_) => self.state = AnswerState::Streaming,
            _ => {}
        }
        segment.apply_delta(delta, at_ms);
    }

    fn end(&mut self, ending: Ending, at_ms: u64) {
        if let Some(segment) = self.segments.last_mut() {
            segment.timing.record(at_ms);
        }
        self.retry = None;
        (self.state, self.failure) = match ending {
            Ending::Complete => (AnswerState::Done, None),
            Ending::CutOff(failure) => (AnswerState::Incomplete, Some(failure)),
            // A limit that the person set counts as stopped by the person, and the failure says which.
            Ending::Failed(failure) if failure.code == ErrorCode::Cancelled => (AnswerState::Stopped, Some(failure)),
            Ending::Failed(failure) => (AnswerState::Failed, Some(failure)),
            Ending::Stopped => (AnswerState::Stopped, None),
        };
    }
}
