//! Asking: a new prompt, the same prompt again, and going on with an answer that ended short.

use std::collections::HashSet;

use super::Outbox;
use crate::{
    Answer, AnswerId, AnswerState, Attached, Conversation, FinishReason, Refused, Tab, TabId, Turn, TurnId, title,
};

impl Conversation {
    pub(super) fn send(
        &mut self,
        turn: TurnId,
        prompt: String,
        attached: Attached,
        to: &[(TabId, AnswerId)],
        now_ms: i64,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        self.check_send(turn, &prompt, &attached, to)?;
        if self.title.is_empty() {
            self.title = title::of_turn(&prompt, &attached);
        }
        self.updated_ms = now_ms;
        out.save_conversation();
        self.turns.insert(
            turn,
            Turn {
                id: turn,
                prompt,
                created_ms: now_ms,
                edits: None,
                attached,
            },
        );
        out.save_turn(turn);
        for &(tab, answer) in to {
            let parent = self.open(tab)?.head;
            self.append(answer, turn, tab, parent, now_ms, out)?;
        }
        Ok(())
    }

    /// Everything that can be wrong with a send, before anything is changed.
    pub(super) fn check_send(
        &self,
        turn: TurnId,
        prompt: &str,
        attached: &Attached,
        to: &[(TabId, AnswerId)],
    ) -> Result<(), Refused> {
        let says_nothing = |tab: TabId| prompt.trim().is_empty() && attached.seen_by(tab).next().is_none();
        if to.iter().any(|(tab, _)| says_nothing(*tab)) {
            return Err(Refused::EmptyPrompt);
        }
        if to.is_empty() {
            return Err(Refused::NoTabs);
        }
        let (mut tabs, mut answers) = (HashSet::new(), HashSet::new());
        for &(tab, answer) in to {
            self.open(tab)?;
            if !tabs.insert(tab) || !answers.insert(answer) || self.answers.contains_key(&answer) {
                return Err(Refused::TakenId);
            }
        }
        if self.turns.contains_key(&turn) {
            Err(Refused::TakenId)
        } else {
            Ok(())
        }
    }

    /// Puts a new answer at the end of a tab's path and asks or queues it.
    pub(super) fn append(
        &mut self,
        id: AnswerId,
        turn: TurnId,
        tab: TabId,
        parent: Option<AnswerId>,
        now_ms: i64,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        let asked = self.tab_mut(tab).ok_or(Refused::UnknownTab)?;
        asked.head = Some(id);
        let answer = Answer::unasked(id, turn, asked, parent, now_ms);
        self.answers.insert(id, answer);
        self.ask_or_queue(id, out);
        // After its answer, which it names.
        out.save_tab(tab);
        Ok(())
    }

    pub(super) fn retry(
        &mut self,
        id: AnswerId,
        sibling: AnswerId,
        now_ms: i64,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        let answer = self.check_retry(id)?;
        let (turn, tab, parent, created_ms) = (answer.turn, answer.tab, answer.parent, answer.created_ms);
        if answer.holds_nothing() && !self.is_parent(id) {
            let again = Answer::unasked(id, turn, self.open(tab)?, parent, created_ms);
            self.answers.insert(id, again);
            self.ask_or_queue(id, out);
            return Ok(());
        }
        if self.answers.contains_key(&sibling) {
            return Err(Refused::TakenId);
        }
        self.append(sibling, turn, tab, parent, now_ms, out)
    }

    pub(super) fn continue_answer(&mut self, answer: AnswerId, out: &mut Outbox) -> Result<(), Refused> {
        self.check_continue(answer)?;
        self.ask(answer, out);
        Ok(())
    }

    /// The answer, if *Retry* may be taken: ended, and the newest of an open tab.
    pub(crate) fn check_retry(&self, id: AnswerId) -> Result<&Answer, Refused> {
        let answer = self.answers.get(&id).ok_or(Refused::UnknownAnswer)?;
        let tab = self.open(answer.tab)?;
        if tab.head != Some(id) {
            return Err(Refused::NotNewest);
        }
        if answer.state.is_final() {
            Ok(answer)
        } else {
            Err(Refused::StillRunning)
        }
    }

    /// The answer, if *Continue* may be taken. Beyond what *Retry* asks: it has text, ended short, and no other tab
    /// has gone on from it, which would change that tab's past.
    pub(crate) fn check_continue(&self, id: AnswerId) -> Result<&Answer, Refused> {
        let answer = self.check_retry(id)?;
        if self.is_parent(id) {
            return Err(Refused::NotNewest);
        }
        if answer.ended_short() && answer.has_text() {
            Ok(answer)
        } else {
            Err(Refused::NothingToContinue)
        }
    }

    fn is_parent(&self, id: AnswerId) -> bool {
        self.answers.values().any(|a| a.parent == Some(id))
    }
}

impl Answer {
    /// An answer not yet asked, bound to what its tab is bound to now.
    fn unasked(id: AnswerId, turn: TurnId, tab: &Tab, parent: Option<AnswerId>, created_ms: i64) -> Self {
        Self {
            id,
            turn,
            tab: tab.id,
            parent,
            endpoint: tab.endpoint,
            model: tab.model.clone(),
            state: AnswerState::Queued,
            segments: Vec::new(),
            failure: None,
            retry: None,
            created_ms,
        }
    }

    /// Whether it ended before the model was done.
    fn ended_short(&self) -> bool {
        match self.state {
            AnswerState::Stopped | AnswerState::Failed | AnswerState::Incomplete => true,
            AnswerState::Done => self
                .segments
                .last()
                .is_some_and(|s| s.finish == Some(FinishReason::Length)),
            _ => false,
        }
    }
}
