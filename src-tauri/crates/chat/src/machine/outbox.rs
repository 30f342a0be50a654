//! The effects of one event, collected in any order and returned in the safe one.

use crate::{AnswerId, Effect, Request, TabId, TurnId};

/// Collects the effects of one event. Each row is saved once.
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

    /// Returns the effects: cancelled requests first, because they need nothing on disk, and new requests last, because
    /// they do.
    pub(super) fn into_effects(self) -> Vec<Effect> {
        let cancels = self.cancelled.into_iter().map(Effect::Cancel);
        cancels
            .chain(self.saved)
            .chain(self.requests.into_iter().map(Effect::Request))
            .collect()
    }
}
