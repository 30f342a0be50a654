//! Crash recovery: answers whose process is gone are ended, with all the text that was saved.

use chat::{AnswerId, AnswerState, CutOffCause, ErrorCode, Failure, Segment};

use crate::table::answers;
use crate::{Store, StoreError, Writer, owner, owner_is_alive};

impl Store {
    /// Ends every answer whose process is gone, and returns their ids. Call it at startup, and whenever a process may
    /// have died.
    ///
    /// A running answer becomes *incomplete* (`cut_off`), a queued one *stopped*, one that waited for a retry *failed*
    /// with its last failure. Answers of live processes, this one included, stay as they are.
    pub fn recover(&mut self) -> Result<Vec<AnswerId>, StoreError> {
        if answers::unended(self.connection())?.is_empty() {
            owner::sweep(self.dir());
            return Ok(Vec::new());
        }
        let ended = self.write(|writer| {
            let mut ended = Vec::new();
            for (answer, owner) in answers::unended(writer.connection())? {
                if !owner.is_some_and(|name| owner_is_alive(writer.dir(), &name)) {
                    writer.cut_off(answer)?;
                    ended.push(answer);
                }
            }
            Ok(ended)
        })?;
        owner::sweep(self.dir());
        Ok(ended)
    }
}

impl Writer<'_> {
    fn cut_off(&mut self, id: AnswerId) -> Result<(), StoreError> {
        let Some(mut answer) = answers::load_one(self.connection(), id)? else {
            return Ok(());
        };
        if answer.state == AnswerState::Queued {
            answer.state = AnswerState::Stopped;
        } else if answer.state == AnswerState::Waiting && answer.failure.is_some() {
            // It waited for a retry that never came: the last failure is how it ended.
            answer.state = AnswerState::Failed;
        } else {
            answer.state = AnswerState::Incomplete;
            answer.failure = Some(
                Failure::new(ErrorCode::CutOff)
                    .with_cut_off_cause(CutOffCause::ProcessEnded)
                    .retryable(true),
            );
            if answer.segments.is_empty() {
                answer.segments.push(Segment::default());
            }
        }
        self.save_answer(&answer)
    }
}
