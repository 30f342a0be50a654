//! The address of an answer: its conversation and its id.

use chat::{AnswerId, ConversationId};

/// Address of an answer, where a command names only the answer itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnswerRef {
    pub(crate) conversation: ConversationId,
    pub(crate) answer: AnswerId,
}
