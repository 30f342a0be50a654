//! Fitting a request that exceeded the context window: how many earlier turns to include instead.

use crate::{AnswerId, Conversation, Message, Role, TabId, estimate};

/// The share of a model's limit, one in this many, that stays free for an answer of unknown length.
const FREE: u64 = 5;

/// What the server said about a request that exceeded the context window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContextOverflow {
    /// Tokens the model takes.
    pub limit: Option<u64>,
    /// Tokens the server counted in the request.
    pub asked: Option<u64>,
}

impl Conversation {
    /// Returns how many earlier turns should fit when an answer is requested again, or `instead` in its place: fewer
    /// than before, and half of them if no limit is known. `None` if its request included none.
    pub fn turns_that_fit(&self, answer: AnswerId, known: ContextOverflow, instead: Option<&str>) -> Option<u32> {
        let carried = self.earlier_carried(answer);
        let most = carried.checked_sub(1)?;
        let Some(limit) = known.limit else {
            return Some(carried / 2);
        };
        let asked = self.answers.get(&answer)?;
        let mut messages = self.messages_for(answer, false);
        let size = |messages: &[Message]| estimate::of_messages(messages, &asked.model).high;
        // By the server's own count if it gave one, because its tokens differ from our estimate.
        let ours = u128::from(size(&messages).max(1));
        let theirs = known.asked.map_or(ours, u128::from);
        let room = ours * u128::from(self.room_of(asked.tab, limit)) / theirs.max(1);
        if let (Some(text), Some(last)) = (instead, messages.last_mut()) {
            *last = Message::new(Role::User, text);
        }
        let first = usize::from(messages.first().is_some_and(|message| message.role == Role::System));
        // Each turn is a prompt and an answer.
        messages.drain(first..first + 2);
        let mut kept = most;
        while kept > 0 && u128::from(size(&messages)) > room {
            messages.drain(first..first + 2);
            kept -= 1;
        }
        Some(kept)
    }

    /// Returns how much of `limit` a request may use, so that the answer has room.
    fn room_of(&self, tab: TabId, limit: u64) -> u64 {
        let parameters = self.tab(tab).map(|tab| &tab.parameters);
        let answer = parameters.and_then(estimate::answer_limit).unwrap_or(0);
        limit.saturating_sub(answer.max(limit / FREE))
    }
}
