//! The turn machine: events in, state and effects out.
//!
//! An answer is requested when everything before it on its path has ended; until then it is queued. That one rule
//! ([`Conversation::waits`]) gives order within a tab, independence between tabs, and a way out of the queue whatever
//! happens to the answers ahead.

mod branches;
mod outbox;
mod replay;
mod retrying;
mod stream;
mod tabs;
mod turns;

use indexmap::IndexMap;

use self::outbox::Outbox;
use crate::{
    Answer, AnswerId, AnswerState, Context, Conversation, ConversationId, Effect, Event, Refused, Request, Segment,
};

impl Conversation {
    /// Most tabs that can be open at once.
    pub const MOST_TABS: usize = 24;

    /// Returns an empty conversation without tabs, created at `now_ms` (milliseconds since the epoch).
    pub fn new(id: ConversationId, now_ms: i64) -> Self {
        Self {
            id,
            title: String::new(),
            created_ms: now_ms,
            updated_ms: now_ms,
            context: Context::default(),
            tabs: Vec::new(),
            turns: IndexMap::new(),
            answers: IndexMap::new(),
        }
    }

    /// Applies one event at `now_ms` (milliseconds since the epoch) and returns the effects to execute, in their order.
    /// A refused event has changed nothing. Deltas cost the same however long the answer and the conversation are.
    pub fn apply(&mut self, event: Event, now_ms: i64) -> Result<Vec<Effect>, Refused> {
        let mut out = Outbox::default();
        match event {
            Event::OpenTab { tab, at } => self.open_tab(tab, at, &mut out),
            Event::CloseTab { tab } => self.close_tab(tab, &mut out),
            Event::ReopenTab { tab } => self.reopen_tab(tab, &mut out),
            Event::MoveTab { tab, to } => self.move_tab(tab, to, &mut out),
            Event::RenameTab { tab, name } => self.rename_tab(tab, &name, &mut out),
            Event::Replay { tab, turns } => self.replay(tab, &turns, now_ms, &mut out),
            Event::StopTab { tab } => self.stop_tab(tab, &mut out),
            Event::SetParameters { tab, parameters } => self.set_parameters(tab, parameters, &mut out),
            Event::SetContext { context } => {
                self.set_context(context, &mut out);
                Ok(())
            }
            Event::Rename { title } => self.rename(&title, &mut out),
            Event::Send {
                turn,
                prompt,
                attached,
                to,
            } => self.send(turn, prompt, attached, &to, now_ms, &mut out),
            Event::Retry { answer, sibling } => self.retry(answer, sibling, now_ms, &mut out),
            Event::Regenerate { answer, sibling } => self.regenerate(answer, sibling, now_ms, &mut out),
            Event::Edit {
                turn,
                edited,
                prompt,
                to,
            } => self.edit(turn, edited, prompt, &to, now_ms, &mut out),
            Event::Adopt { answer, tabs } => self.adopt(answer, &tabs, &mut out),
            Event::SwitchSibling { to } => self.switch_sibling(&to, &mut out),
            Event::SetHeads { heads } => self.set_heads(&heads, &mut out),
            Event::Continue { answer } => self.continue_answer(answer, &mut out),
            Event::Stop { answer } => self.stop(answer, &mut out),
            Event::StopAll => {
                self.stop_where(|_| true, &mut out);
                Ok(())
            }
            Event::Delta { answer, delta, at_ms } => self.apply_delta(answer, delta, at_ms),
            Event::RequestSent { answer, price, dropped } => self.request_sent(answer, price, dropped, &mut out),
            Event::RetryAt {
                answer,
                failure,
                attempt,
                at_ms,
            } => self.retry_at(answer, failure, attempt, at_ms, &mut out),
            Event::Ended { answer, ending, at_ms } => self.end(answer, ending, at_ms, &mut out),
        }?;
        Ok(out.into_effects())
    }

    /// Returns whether an earlier answer on its path has not ended.
    pub(crate) fn waits(&self, answer: AnswerId) -> bool {
        self.ancestors(answer).any(|earlier| !earlier.state.is_final())
    }

    /// Requests an answer now, or queues it behind the answers that still run before it.
    fn ask_or_queue(&mut self, answer: AnswerId, out: &mut Outbox) {
        if self.waits(answer) {
            if let Some(queued) = self.answers.get_mut(&answer) {
                queued.state = AnswerState::Queued;
            }
            out.save_answer(answer);
        } else {
            self.ask(answer, out);
        }
    }

    /// Requests every queued answer that no longer waits. Call it whenever answers have ended.
    fn ask_next(&mut self, out: &mut Outbox) {
        let ready: Vec<AnswerId> = self
            .running()
            .filter(|a| a.state == AnswerState::Queued && !self.waits(a.id))
            .map(|a| a.id)
            .collect();
        for answer in ready {
            self.ask(answer, out);
        }
    }

    /// Starts a request of an answer in a segment of its own.
    fn ask(&mut self, answer: AnswerId, out: &mut Outbox) {
        let earlier_left_out = self.earlier_left_out(answer);
        if let Some(asked) = self.answers.get_mut(&answer) {
            asked.begin(earlier_left_out);
        }
        out.save_answer(answer);
        out.requests.extend(self.request(answer));
    }

    fn request(&self, answer: AnswerId) -> Option<Request> {
        let asked = self.answers.get(&answer)?;
        Some(Request {
            answer,
            tab: asked.tab,
            endpoint: asked.endpoint,
            model: asked.model.clone(),
            messages: self.messages_for(answer, false),
            parameters: self.tab(asked.tab)?.parameters.clone(),
            segment: asked.segments.len().checked_sub(1)?,
        })
    }
}

impl Answer {
    /// Makes it *waiting*, with an empty newest segment. An empty segment is reused, so that several attempts to
    /// continue leave no empty ones behind.
    fn begin(&mut self, earlier_left_out: u32) {
        self.state = AnswerState::Waiting;
        self.failure = None;
        self.retry = None;
        let segment = Segment {
            earlier_left_out,
            ..Segment::default()
        };
        match self.segments.last_mut() {
            Some(last) if last.came_to_nothing() => *last = segment,
            _ => self.segments.push(segment),
        }
    }
}
