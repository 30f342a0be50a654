//! Replaying earlier prompts in a tab that was added later, each on the tab's own answers; and stopping one tab.

use std::collections::HashSet;

use super::Outbox;
use crate::{AnswerId, Conversation, Refused, TabId, TurnId};

impl Conversation {
    /// Sends earlier prompts again in a tab. Each waits for the one before it, as any prompt behind a running answer
    /// does.
    pub(super) fn replay(
        &mut self,
        tab: TabId,
        turns: &[(TurnId, AnswerId)],
        now_ms: i64,
        out: &mut Outbox,
    ) -> Result<(), Refused> {
        self.check_replay(tab, turns)?;
        let mut parent = None;
        for &(turn, answer) in turns {
            self.append(answer, turn, tab, parent, now_ms, out)?;
            parent = Some(answer);
        }
        Ok(())
    }

    fn check_replay(&self, tab: TabId, turns: &[(TurnId, AnswerId)]) -> Result<(), Refused> {
        if self.open(tab)?.head.is_some() {
            return Err(Refused::HasHistory);
        }
        if turns.is_empty() {
            return Err(Refused::EmptyPrompt);
        }
        let (mut seen, mut answers) = (HashSet::new(), HashSet::new());
        for (turn, answer) in turns {
            if !self.turns.contains_key(turn) {
                return Err(Refused::UnknownTurn);
            }
            if !seen.insert(turn) || !answers.insert(answer) || self.answers.contains_key(answer) {
                return Err(Refused::TakenId);
            }
        }
        Ok(())
    }

    pub(super) fn stop_tab(&mut self, tab: TabId, out: &mut Outbox) -> Result<(), Refused> {
        self.open(tab)?;
        self.stop_where(|answer| answer.tab == tab, out);
        // Another tab may have branched off this one and wait for it.
        self.ask_next(out);
        Ok(())
    }
}
