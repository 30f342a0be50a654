//! The effects of one event, gathered in any order and handed out in the one that is safe.

use crate::{AnswerId, Effect, Request, TabId, TurnId};

/// What one event asks of the outside. Each thing is saved once.
#[derive(Default)]
pub(super) struct Outbox {
    cancelled: Vec<AnswerId>,
    saved: Vec<Effect>,
    pub(super) requests: Vec<Request>,
}

impl Outbox {
    pub(super) fn cancel(&mut self, answer: AnswerId) {
        self.cancelled.push(answer);
    }

    pub(super) fn save_conversation(&mut self) {
        self.save(Effect::SaveConversation);
    }

    pub(super) fn save_turn(&mut self, turn: TurnId) {
        self.save(Effect::SaveTurn(turn));
    }

    pub(super) fn save_answer(&mut self, answer: AnswerId) {
        self.save(Effect::SaveAnswer(answer));
    }

    pub(super) fn save_tab(&mut self, tab: TabId) {
        self.save(Effect::SaveTab(tab));
    }

    pub(super) fn save_tab_order(&mut self) {
        self.save(Effect::SaveTabOrder);
    }

    fn save(&mut self, effect: Effect) {
        if !self.saved.contains(&effect) {
            self.saved.push(effect);
        }
    }

    /// Requests to drop come first, as they need nothing on disk; requests to send last, as they do.
    pub(super) fn into_effects(self) -> Vec<Effect> {
        let cancels = self.cancelled.into_iter().map(Effect::Cancel);
        cancels
            .chain(self.saved)
            .chain(self.requests.into_iter().map(Effect::Request))
            .collect()
    }
}
