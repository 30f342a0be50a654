//! Which answers a query reads.

use chat::{AnswerId, ConversationId};
use uuid::Uuid;

/// One answer, or all of a conversation.
#[derive(Clone, Copy)]
pub(super) enum AnswerScope {
    Answer(AnswerId),
    Conversation(ConversationId),
}

impl AnswerScope {
    /// Returns the id that the query binds.
    pub(super) fn id(self) -> Uuid {
        match self {
            Self::Answer(answer) => answer.0,
            Self::Conversation(conversation) => conversation.0,
        }
    }
}
