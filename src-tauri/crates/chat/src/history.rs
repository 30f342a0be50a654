//! What of a conversation a request contains: the path of one answer, and nothing else.

use crate::{Answer, AnswerId, Conversation, Message, TabId};

impl Conversation {
    /// The messages of the newest request of an answer, asked or about to be. With `send_reasoning` past answers carry
    /// their reasoning. Empty for an unknown answer.
    pub fn messages_for(&self, answer: AnswerId, send_reasoning: bool) -> Vec<Message> {
        let _ = (answer, send_reasoning);
        Vec::new()
    }

    /// Whether later requests leave this answer out, prompt included, because it ended without text.
    pub fn is_left_out(&self, answer: AnswerId) -> bool {
        let _ = answer;
        false
    }

    /// A tab's own history, oldest first.
    pub fn path(&self, tab: TabId) -> Vec<&Answer> {
        let _ = tab;
        Vec::new()
    }

    /// Every answer of the same tab with the same parent, this one included, in order of asking.
    pub fn siblings(&self, answer: AnswerId) -> Vec<&Answer> {
        let _ = answer;
        Vec::new()
    }

    /// Whether *Continue* would be taken.
    pub fn can_continue(&self, answer: AnswerId) -> bool {
        let _ = answer;
        false
    }

    /// Whether *Retry* would be taken.
    pub fn can_retry(&self, answer: AnswerId) -> bool {
        let _ = answer;
        false
    }

    /// Whether the answer waits behind another of its path.
    pub fn is_queued(&self, answer: AnswerId) -> bool {
        let _ = answer;
        false
    }

    /// Answers that have not ended: running or queued, in order of asking.
    pub fn running(&self) -> impl Iterator<Item = &Answer> {
        self.answers.values().filter(|answer| !answer.state.is_final())
    }
}
