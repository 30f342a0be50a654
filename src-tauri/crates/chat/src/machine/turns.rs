//! Sending a prompt, retrying an answer, and continuing one that ended short.

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

    /// Validates a send before anything is changed.
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

    /// Appends a new answer to a tab's path, and requests or queues it.
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
        // After its answer, because the row of the tab references it.
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

    /// Returns the answer if it can be retried: ended, and the newest of an open tab.
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

    /// Returns the answer if it can be continued. Beyond the conditions of a retry it has text, ended short, and no
    /// other tab has built on it, whose history would change.
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
    /// Returns an answer that is not requested yet, with the endpoint and model its tab has now.
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

    /// Returns whether it ended before the model was done.
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
