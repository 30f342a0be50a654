//! Answers of a conversation beside each other.

use chat::{AnswerId, ConversationId, ErrorCode, Failure};
use compare::SharedSentence;

use crate::{Engine, failure::unknown, view::DiffView};

/// Most answers looked at for sentences they share: as many as a conversation has tabs.
const MOST: usize = 24;

impl Engine {
    /// Compares two answers of a conversation, as they are now.
    ///
    /// Fails with `bad_request` when an answer is not there.
    pub async fn compare(&self, id: ConversationId, one: AnswerId, two: AnswerId) -> Result<DiffView, Failure> {
        let texts = self.texts(id, &[one, two]).await?;
        away(move || DiffView::new(one, two, compare::compare(&texts[0], &texts[1]))).await
    }

    /// The sentences that at least two of these answers share, those of most answers first.
    ///
    /// Fails with `bad_request` when an answer is not there or when there are more than 24.
    pub async fn shared_sentences(
        &self,
        id: ConversationId,
        answers: Vec<AnswerId>,
    ) -> Result<Vec<SharedSentence>, Failure> {
        let texts = self.texts(id, &answers).await?;
        away(move || compare::shared_sentences(&texts.iter().map(String::as_str).collect::<Vec<_>>())).await
    }

    async fn texts(&self, id: ConversationId, answers: &[AnswerId]) -> Result<Vec<String>, Failure> {
        if answers.len() > MOST {
            return Err(unknown());
        }
        let read = |live: &crate::session::live::LiveConversation| {
            let text = |answer| live.conversation.answers.get(answer).map(chat::Answer::text);
            answers.iter().map(text).collect::<Option<Vec<_>>>()
        };
        self.read(id, read).await?.ok_or_else(unknown)
    }
}

/// Long texts take a while: not on a thread that streams wait for.
async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| Failure::new(ErrorCode::Internal))
}
