//! The turn machine: events in, state and effects out.

use crate::{Conversation, ConversationId, Effect, Event, Refused};

impl Conversation {
    /// An empty conversation without tabs, made at `now_ms` (milliseconds since the epoch).
    pub fn new(id: ConversationId, now_ms: i64) -> Self {
        Self {
            id,
            title: String::new(),
            created_ms: now_ms,
            updated_ms: now_ms,
            tabs: Vec::new(),
            turns: indexmap::IndexMap::new(),
            answers: indexmap::IndexMap::new(),
        }
    }

    /// Takes one event at `now_ms` (milliseconds since the epoch) and says what is to be done.
    pub fn apply(&mut self, event: Event, now_ms: i64) -> Result<Vec<Effect>, Refused> {
        let _ = (event, now_ms);
        Ok(Vec::new())
    }
}
