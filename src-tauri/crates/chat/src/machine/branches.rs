//! Branches: regenerating an answer, editing a prompt, adopting an answer into other tabs, and switching back. Nothing
//! is lost: answers keep their parents, only the heads of tabs move.

use super::Outbox;
use crate::{AnswerId, Conversation, Refused, Tab, TabId, TurnId};

impl Conversation {
    pub(super) fn regenerate(
        &mut self,
        id: AnswerId,
        sibling: AnswerId,
        now_ms: i64,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        let answer = self.answers.get(&id).ok_or(Refused::UnknownAnswer)?;
        let (turn, tab, parent) = (answer.turn, answer.tab, answer.parent);
        self.idle(tab)?;
        if self.answers.contains_key(&sibling) {
            return Err(Refused::TakenId);
        }
        self.append(sibling, turn, tab, parent, now_ms, out)
    }

    pub(super) fn edit(
        &mut self,
        turn: TurnId,
        edited: TurnId,
        prompt: String,
        to: &[(TabId, AnswerId)],
        now_ms: i64,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        let attached = self
            .turns
            .get(&turn)
            .map(|old| old.attached.clone())
            .unwrap_or_default();
        self.check_send(edited, &prompt, &attached, to)?;
        let old = self.turns.get(&turn).ok_or(Refused::NotOnPath)?;
        // Files and whatever else the turn has stay with it.
        let mut new = old.clone();
        (new.id, new.prompt, new.created_ms, new.edits) = (edited, prompt, now_ms, Some(turn));
        let parents = to.iter().map(|(tab, _)| self.before(*tab, turn));
        let parents: Vec<Option<AnswerId>> = parents.collect::<Result<_, _>>()?;
        self.updated_ms = now_ms;
        out.save_conversation();
        self.turns.insert(edited, new);
        out.save_turn(edited);
        for (&(tab, answer), parent) in to.iter().zip(parents) {
            self.append(answer, edited, tab, parent, now_ms, out)?;
        }
        Ok(())
    }

    /// Returns the parent of the answer to a turn on the path of a tab in which nothing runs.
    fn before(&self, tab: TabId, turn: TurnId) -> Result<Option<AnswerId>, Refused> {
        self.idle(tab)?;
        let path = self.path(tab);
        let place = path.iter().find(|answer| answer.turn == turn);
        place.map(|answer| answer.parent).ok_or(Refused::NotOnPath)
    }

    pub(super) fn adopt(&mut self, id: AnswerId, tabs: &[TabId], out: &mut Outbox) -> Result<(), Refused> {
        let answer = self.answers.get(&id).ok_or(Refused::UnknownAnswer)?;
        if !answer.state.is_final() || !answer.has_text() {
            return Err(Refused::NothingToAdopt);
        }
        let heads: Vec<_> = tabs.iter().map(|tab| (*tab, Some(id))).collect();
        self.set_heads(&heads, out)
    }

    pub(super) fn switch_sibling(&mut self, to: &[(TabId, AnswerId)], out: &mut Outbox) -> Result<(), Refused> {
        let newest = |&(tab, answer): &(TabId, AnswerId)| {
            let head = self.newest_from(tab, answer).ok_or(Refused::Elsewhere)?;
            Ok((tab, Some(head)))
        };
        let heads: Vec<_> = to.iter().map(newest).collect::<Result<_, _>>()?;
        self.set_heads(&heads, out)
    }

    /// Moves the heads of tabs, after everything was checked.
    pub(super) fn set_heads(&mut self, heads: &[(TabId, Option<AnswerId>)], out: &mut Outbox) -> Result<(), Refused> {
        if heads.is_empty() {
            return Err(Refused::NoTabs);
        }
        for (tab, head) in heads {
            self.idle(*tab)?;
            if head.is_some_and(|head| !self.answers.contains_key(&head)) {
                return Err(Refused::UnknownAnswer);
            }
        }
        for (tab, head) in heads {
            if let Some(moved) = self.tab_mut(*tab).filter(|tab| tab.head != *head) {
                moved.head = *head;
                out.save_tab(*tab);
            }
        }
        Ok(())
    }

    /// Returns the tab if it is open and none of its own answers is running or queued: moving the head away from one
    /// would let two run in one tab.
    fn idle(&self, tab: TabId) -> Result<&Tab, Refused> {
        let open = self.open(tab)?;
        if self.is_busy(tab) {
            Err(Refused::StillRunning)
        } else {
            Ok(open)
        }
    }
}
