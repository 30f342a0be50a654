//! What of a conversation a request contains: the path of one answer, and nothing else.
//!
//! Roles alternate by construction: each past turn gives its prompt and its answer, or neither.

use crate::{Answer, AnswerId, Conversation, Message, Role, TabId};

/// What follows the partial answer in the request of a *Continue*.
pub const CONTINUE: &str = "Continue exactly where you stopped. Do not repeat anything.";

impl Conversation {
    /// The messages of the newest request of an answer, asked or about to be: system prompt, past turns, prompt, and
    /// for a *Continue* the text so far and [`CONTINUE`]. With `send_reasoning` (the endpoint's switch, quirk 32) each
    /// assistant message carries the reasoning that led to it. Empty for an unknown answer.
    pub fn messages_for(&self, answer: AnswerId, send_reasoning: bool) -> Vec<Message> {
        let Some(asked) = self.answers.get(&answer) else {
            return Vec::new();
        };
        let mut messages: Vec<Message> = self.system_prompt(asked).into_iter().collect();
        let mut past: Vec<&Answer> = self.ancestors(answer).filter(|a| a.has_text()).collect();
        past.reverse();
        for earlier in past {
            messages.extend(self.prompt_of(earlier, asked.tab));
            messages.push(earlier.as_message(earlier.segments.len(), send_reasoning));
        }
        messages.extend(self.prompt_of(asked, asked.tab));
        if asked.segments.len() > 1 {
            messages.push(asked.as_message(asked.segments.len() - 1, send_reasoning));
            messages.push(Message::new(Role::User, CONTINUE));
        }
        messages
    }

    /// Whether later requests leave this answer out, prompt included, because it ended without text (pictures or not).
    pub fn is_left_out(&self, answer: AnswerId) -> bool {
        self.answers
            .get(&answer)
            .is_some_and(|a| a.state.is_final() && !a.has_text())
    }

    fn system_prompt(&self, answer: &Answer) -> Option<Message> {
        let system = self.tab(answer.tab)?.parameters.system.as_deref()?;
        (!system.trim().is_empty()).then(|| Message::new(Role::System, system))
    }

    /// The prompt of an answer as a request of `tab` carries it: without what either tab's model cannot see, as the answer
    /// may have been asked in another.
    fn prompt_of(&self, answer: &Answer, tab: TabId) -> Option<Message> {
        let turn = self.turns.get(&answer.turn)?;
        let blind = turn.attached.unseen_by.contains(&tab);
        let seen = turn.attached.seen_by(answer.tab).filter(|file| !(blind && file.is_picture()));
        Some(Message {
            attachments: seen.cloned().collect(),
            ..Message::new(Role::User, turn.prompt.as_str())
        })
    }
}

impl Answer {
    /// Its first `count` segments as one message: text that was cut off in a segment goes on in the next.
    fn as_message(&self, count: usize, send_reasoning: bool) -> Message {
        let segments = self.segments.iter().take(count);
        let reasoning: String = segments.clone().map(|s| s.reasoning.as_str()).collect();
        Message {
            role: Role::Assistant,
            content: segments.map(|s| s.text.as_str()).collect(),
            reasoning: (send_reasoning && !reasoning.is_empty()).then_some(reasoning),
            attachments: Vec::new(),
        }
    }
}
