//! Marking the best answer of a turn: it is written down, and nothing else changes.

use chat::{AnswerId, CommandId, ConversationId, Failure};

use crate::{Engine, clock, failure::unknown};

impl Engine {
    /// Marks an ended answer as the best of its turn, or takes the mark away. Gives the answers marked in its conversation.
    ///
    /// Fails with `bad_request` when the answer is not there or has not ended.
    pub async fn mark_best(&self, command: CommandId, answer: AnswerId, best: bool) -> Result<Vec<AnswerId>, Failure> {
        self.once(command, move |engine| async move {
            let id = engine.answer_ref(answer)?.conversation;
            let ended = engine.read(id, |live| {
                let held = live.conversation.answers.get(&answer);
                held.is_some_and(|answer| answer.state.is_final())
            });
            if !ended.await? {
                return Err(unknown());
            }
            let now = clock::now_ms();
            engine
                .write(move |writer| {
                    if best {
                        writer.mark_best(answer, now)
                    } else {
                        writer.clear_best(answer)
                    }
                })
                .await?;
            if best {
                engine.stop_rest(id, answer).await?;
            }
            engine.best(id).await
        })
        .await
    }

    /// The answers marked best in a conversation.
    pub(crate) async fn best(&self, id: ConversationId) -> Result<Vec<AnswerId>, Failure> {
        let best = self.store().run(move |store| store.best(id)).await;
        best.map_err(Failure::from)
    }
}
