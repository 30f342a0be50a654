//! A copy of the conversation made of nothing but what the effects said to save.

use std::collections::BTreeMap;

use chat::{Conversation, Effect, Tab, TabId};

/// What a store would hold: the conversation without tabs, and each tab with its place.
pub(crate) struct Saved {
    rest: Conversation,
    tabs: BTreeMap<TabId, (usize, Tab)>,
}

impl Saved {
    pub(crate) fn of(chat: &Conversation) -> Self {
        Self {
            rest: chat.clone(),
            tabs: BTreeMap::new(),
        }
    }

    pub(crate) fn take(&mut self, effect: &Effect, chat: &Conversation) {
        match effect {
            Effect::SaveConversation => {
                self.rest.title.clone_from(&chat.title);
                self.rest.updated_ms = chat.updated_ms;
            }
            Effect::SaveTab(id) => {
                let tab = chat.tabs.iter().find(|t| t.id == *id).unwrap().clone();
                // A new one stands behind the others, as in the store, until the order is saved.
                let place = self.tabs.get(id).map_or(self.tabs.len(), |(place, _)| *place);
                self.tabs.insert(*id, (place, tab));
            }
            Effect::SaveTabOrder => {
                for (place, tab) in chat.tabs.iter().enumerate() {
                    self.tabs.get_mut(&tab.id).unwrap().0 = place;
                }
            }
            Effect::SaveTurn(id) => drop(self.rest.turns.insert(*id, chat.turns[id].clone())),
            Effect::SaveAnswer(id) => drop(self.rest.answers.insert(*id, chat.answers[id].clone())),
            Effect::Cancel(_) | Effect::Request(_) => {}
        }
    }

    /// What is read back. Running answers are taken from `chat`: what they say goes by the journal.
    pub(crate) fn read(&self, chat: &Conversation) -> Conversation {
        let mut read = self.rest.clone();
        let mut tabs: Vec<_> = self.tabs.values().cloned().collect();
        tabs.sort_by_key(|(place, _)| *place);
        read.tabs = tabs.into_iter().map(|(_, tab)| tab).collect();
        for answer in chat.answers.values().filter(|a| a.state.is_running()) {
            if let Some(copy) = read.answers.get_mut(&answer.id).filter(|copy| copy.state.is_running()) {
                copy.clone_from(answer);
            }
        }
        read
    }
}
