//! Automatic retries: the answer stays *waiting*, and says until when.

use super::Outbox;
use crate::{Answer, AnswerId, AnswerState, Conversation, Failure, Price, Refused, Retry, Segment};

impl Conversation {
    /// Records the terms of a request that is sent. Saves the answer only if it was waiting for a retry.
    pub(super) fn request_sent(
        &mut self,
        id: AnswerId,
        price: Option<Price>,
        dropped: Vec<String>,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        let answer = self.answers.get_mut(&id).ok_or(Refused::UnknownAnswer)?;
        if answer.state == AnswerState::Waiting
            && let Some(segment) = answer.segments.last_mut()
        {
            (segment.price, segment.dropped) = (price, dropped);
            if answer.retry.is_some() {
                answer.clear_retry();
                out.save_answer(id);
            }
        }
        Ok(())
    }

    /// Makes the answer wait for a retry. The failure is kept meanwhile, in case the process ends before the next
    /// request.
    pub(super) fn retry_at(
        &mut self,
        id: AnswerId,
        failure: Failure,
        attempt: u32,
        at_ms: i64,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        let answer = self.answers.get_mut(&id).ok_or(Refused::UnknownAnswer)?;
        if answer.state == AnswerState::Waiting
            && let Some(segment) = answer.segments.last_mut()
            && segment.came_to_nothing()
        {
            *segment = Segment {
                earlier_left_out: segment.earlier_left_out,
                ..Segment::default()
            };
            answer.retry = Some(Retry {
                code: failure.code,
                attempt,
                at_ms,
            });
            answer.failure = Some(failure);
            out.save_answer(id);
        }
        Ok(())
    }
}

impl Answer {
    /// Clears a waiting retry.
    pub(super) fn clear_retry(&mut self) {
        if self.retry.take().is_some() {
            self.failure = None;
        }
    }
}
