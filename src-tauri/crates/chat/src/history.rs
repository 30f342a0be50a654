//! The messages of a request: the path of one answer, and nothing else.
//!
//! Roles alternate by construction: each past turn gives its prompt and its answer, or neither.

use crate::{Answer, AnswerId, Attachment, Context, Conversation, Message, Role, TabId, TurnId};

/// The user message after the partial answer in the request of a *Continue*.
pub const CONTINUE: &str = "Continue exactly where you stopped. Do not repeat anything.";

impl Conversation {
    /// Returns the messages of the newest request of an answer, sent or about to be sent: system prompt, past turns,
    /// prompt, and for a *Continue* the text so far and [`CONTINUE`]. With `send_reasoning` (the endpoint's switch,
    /// quirk 32) each assistant message carries the reasoning that led to it. Empty for an unknown answer.
    pub fn messages_for(&self, answer: AnswerId, send_reasoning: bool) -> Vec<Message> {
        let Some(asked) = self.answers.get(&answer) else {
            return Vec::new();
        };
        let past = self.turns_before(answer);
        let left_out = self.leaves_out(&past, Some(asked.turn));
        let mut messages = self.messages_before(asked.tab, past, left_out, send_reasoning);
        messages.extend(self.prompt_of(asked, asked.tab));
        if asked.segments.len() > 1 {
            messages.push(asked.as_message(asked.segments.len() - 1, send_reasoning));
            messages.push(Message::new(Role::User, CONTINUE));
        }
        messages
    }

    /// Returns the messages of the request that would send a prompt and files to a tab now, as if its running answer
    /// ended at once. Empty for an unknown tab.
    pub fn messages_if_sent(
        &self,
        tab: TabId,
        prompt: &str,
        files: &[Attachment],
        send_reasoning: bool,
    ) -> Vec<Message> {
        if self.tab(tab).is_none() {
            return Vec::new();
        }
        let path: Vec<&Answer> = self.path(tab).into_iter().filter(|a| a.has_text()).collect();
        let left_out = self.leaves_out(&path, None);
        let mut messages = self.messages_before(tab, path, left_out, send_reasoning);
        messages.push(Message::new(Role::User, prompt).with_files(files.iter().cloned()));
        messages
    }

    /// Returns how many earlier turns the request of an answer leaves out, as the conversation's
    /// [`Context`](crate::Context) says.
    pub fn earlier_left_out(&self, answer: AnswerId) -> u32 {
        let turn = self.answers.get(&answer).map(|asked| asked.turn);
        let left_out = self.leaves_out(&self.turns_before(answer), turn);
        u32::try_from(left_out).unwrap_or(u32::MAX)
    }

    /// Returns how many earlier turns the request of an answer includes.
    pub fn earlier_carried(&self, answer: AnswerId) -> u32 {
        let past = u32::try_from(self.turns_before(answer).len()).unwrap_or(u32::MAX);
        past.saturating_sub(self.earlier_left_out(answer))
    }

    /// Returns how many of the first of `past` are left out of a request for `turn`, or for a new turn.
    fn leaves_out(&self, past: &[&Answer], turn: Option<TurnId>) -> usize {
        let Context::Since { turn: summary, before } = self.context else {
            return self.context.leaves_out(past.len());
        };
        let is_summary = |turn: TurnId| self.first_form(turn) == summary;
        if turn.is_some_and(is_summary) {
            return Context::Last { turns: before }.leaves_out(past.len());
        }
        past.iter().rposition(|answer| is_summary(answer.turn)).unwrap_or(0)
    }

    /// Returns the messages before the newest prompt: the tab's system prompt, and `past` without the first `left_out`.
    fn messages_before(
        &self,
        tab: TabId,
        mut past: Vec<&Answer>,
        left_out: usize,
        send_reasoning: bool,
    ) -> Vec<Message> {
        let mut messages: Vec<Message> = self.system_prompt(tab).into_iter().collect();
        for earlier in past.split_off(left_out) {
            messages.extend(self.prompt_of(earlier, tab));
            messages.push(earlier.as_message(earlier.segments.len(), send_reasoning));
        }
        messages
    }

    /// Returns the answers before this one that have text, oldest first.
    fn turns_before(&self, answer: AnswerId) -> Vec<&Answer> {
        let mut past: Vec<&Answer> = self.ancestors(answer).filter(|a| a.has_text()).collect();
        past.reverse();
        past
    }

    /// Returns whether later requests leave out this answer and its prompt because it ended without text.
    pub fn is_left_out(&self, answer: AnswerId) -> bool {
        self.answers
            .get(&answer)
            .is_some_and(|a| a.state.is_final() && !a.has_text())
    }

    fn system_prompt(&self, tab: TabId) -> Option<Message> {
        let system = self.tab(tab)?.parameters.system.as_deref()?;
        (!system.trim().is_empty()).then(|| Message::new(Role::System, system))
    }

    /// Returns the prompt of an answer as a request of `tab` includes it: without files that the model of `tab`, or of
    /// the tab it was first sent in, cannot see.
    fn prompt_of(&self, answer: &Answer, tab: TabId) -> Option<Message> {
        let turn = self.turns.get(&answer.turn)?;
        let blind = turn.attached.unseen_by.contains(&tab);
        let seen = turn
            .attached
            .seen_by(answer.tab)
            .filter(|file| !(blind && file.is_picture()));
        Some(Message::new(Role::User, turn.prompt.as_str()).with_files(seen.cloned()))
    }
}

impl Answer {
    /// Returns its first `count` segments as one message: a *Continue* goes on where the segment before was cut off.
    fn as_message(&self, count: usize, send_reasoning: bool) -> Message {
        let segments = self.segments.iter().take(count);
        let reasoning: String = segments.clone().map(|s| s.reasoning.as_str()).collect();
        let text: String = segments.map(|s| s.text.as_str()).collect();
        Message {
            reasoning: (send_reasoning && !reasoning.is_empty()).then_some(reasoning),
            ..Message::new(Role::Assistant, text)
        }
    }
}
