//! The person goes another way, or back.

use std::collections::BTreeSet;

use chat::{AnswerId, Conversation, Event, Siblings, TabId, TurnId};
use proptest::{prelude::prop_assert_eq, test_runner::TestCaseError};

use super::{Checked, World};

impl World {
    fn tabs_at(&self, places: &[usize]) -> Vec<TabId> {
        let tabs = &self.bench.chat.tabs;
        places.iter().filter_map(|&place| Some(tabs.get(place)?.id)).collect()
    }

    fn shows(&self, tab: TabId, turn: TurnId) -> bool {
        self.bench.chat.path(tab).iter().any(|answer| answer.turn == turn)
    }

    /// Whether these tabs may move: open, and nothing of their own runs.
    fn may_move(&self, tabs: &[TabId]) -> bool {
        let chat = &self.bench.chat;
        let still = |tab: &TabId| !chat.tab(*tab).unwrap().closed && !chat.is_busy(*tab);
        !tabs.is_empty() && tabs.iter().all(still)
    }

    pub(super) fn regenerate(&mut self, answer: AnswerId) -> Checked {
        let tab = self.bench.answer(answer).tab;
        let may = self.may_move(&[tab]);
        let sibling = AnswerId(self.bench.id());
        let done = self.model_first(
            may,
            |model| model.again(tab, answer, sibling),
            Event::Regenerate { answer, sibling },
        )?;
        self.seen.siblings += usize::from(done);
        self.check_histories()
    }

    pub(super) fn edit(&mut self, answer: AnswerId, places: &[usize]) -> Checked {
        let turn = self.bench.answer(answer).turn;
        let mut tabs = self.tabs_at(places);
        // One tab is taken as it is, right or wrong; of several those that have the turn, its own first.
        if tabs.len() > 1 {
            tabs.insert(0, self.bench.answer(answer).tab);
            let mut met = BTreeSet::new();
            tabs.retain(|tab| met.insert(*tab) && self.shows(*tab, turn));
        }
        let place = |world: &Self, tab: &TabId| {
            let history = &world.model.histories[tab];
            history.iter().position(|id| world.bench.answer(*id).turn == turn)
        };
        let places: Option<Vec<usize>> = tabs.iter().map(|tab| place(self, tab)).collect();
        let may = self.may_move(&tabs) && places.is_some();
        let edited = TurnId(self.bench.id());
        let prompt = format!("prompt {edited}");
        let to: Vec<_> = tabs.iter().map(|&tab| (tab, AnswerId(self.bench.id()))).collect();
        let event = Event::Edit {
            turn,
            edited,
            prompt: prompt.clone(),
            to: to.clone(),
        };
        let asks = |model: &mut super::model::Model| {
            for (&(tab, answer), at) in to.iter().zip(places.into_iter().flatten()) {
                let before = model.histories[&tab][..at].to_vec();
                model.ask(tab, answer, &prompt, &before);
            }
        };
        let done = self.model_first(may, asks, event)?;
        self.seen.edited += usize::from(done);
        self.check_histories()
    }

    pub(super) fn adopt(&mut self, answer: AnswerId, places: &[usize]) -> Checked {
        let mut tabs = self.tabs_at(places);
        // One tab is taken as it is, right or wrong; of several those that can.
        if tabs.len() > 1 {
            tabs.retain(|tab| self.may_move(&[*tab]));
        }
        let adopted = self.bench.answer(answer);
        let may = self.may_move(&tabs) && adopted.state.is_final() && adopted.has_text();
        let heads = tabs.iter().map(|&tab| (tab, self.bench.head(tab))).collect();
        let shows = |model: &mut super::model::Model| tabs.iter().for_each(|&tab| model.show(tab, answer));
        let event = Event::Adopt {
            answer,
            tabs: tabs.clone(),
        };
        if self.model_first(may, shows, event)? {
            self.seen.adopted += 1;
            self.undo = Some(heads);
        }
        self.check_histories()
    }

    /// Takes back the newest adoption, if its tabs can move.
    pub(super) fn undo(&mut self) -> Checked {
        let Some(heads) = self.undo.take() else { return Ok(()) };
        let tabs: Vec<_> = heads.iter().map(|(tab, _)| *tab).collect();
        let may = self.may_move(&tabs);
        let event = Event::SetHeads { heads: heads.clone() };
        let back = |model: &mut super::model::Model| {
            for (tab, head) in heads {
                match head {
                    Some(head) => model.show(tab, head),
                    None => drop(model.histories.insert(tab, Vec::new())),
                }
            }
        };
        let done = self.model_first(may, back, event)?;
        self.seen.undone += usize::from(done);
        self.check_histories()
    }

    pub(super) fn walk(&mut self, answer: AnswerId, place: usize) -> Checked {
        let own = self.bench.answer(answer).tab;
        let other = self.tabs_at(&[place]).first().copied();
        let tab = other.filter(|_| place > 1).unwrap_or(own);
        let newest = self.model.own_after(tab, answer).last().copied();
        let may = self.may_move(&[tab]) && newest.is_some();
        let shows = |model: &mut super::model::Model| newest.into_iter().for_each(|newest| model.show(tab, newest));
        let event = Event::SwitchSibling {
            to: vec![(tab, answer)],
        };
        let done = self.model_first(may, shows, event)?;
        self.seen.walked += usize::from(done);
        self.check_histories()
    }

    /// Nothing is lost: walking leads to every answer a tab was ever asked.
    pub(crate) fn check_reachable(&self) -> Checked {
        let mut chat = self.bench.chat.clone();
        let tabs: Vec<TabId> = chat.tabs.iter().filter(|tab| !tab.closed).map(|tab| tab.id).collect();
        for tab in tabs {
            let met = walk_everywhere(&mut chat, tab);
            let lost = chat
                .answers
                .values()
                .find(|own| own.tab == tab && !met.contains(&own.id));
            prop_assert_eq!(lost, None);
        }
        Ok(())
    }

    /// The model goes first, as it has to know what requests contain; what it says is taken is taken, and nothing else.
    fn model_first(
        &mut self,
        may: bool,
        act: impl FnOnce(&mut super::model::Model),
        event: Event,
    ) -> Result<bool, TestCaseError> {
        if may {
            act(&mut self.model);
        }
        prop_assert_eq!(
            self.apply(event)?.is_ok(),
            may,
            "what may be done is done, and nothing else"
        );
        Ok(may)
    }
}

/// All answers shown while walking wherever a tab can walk.
fn walk_everywhere(chat: &mut Conversation, tab: TabId) -> BTreeSet<AnswerId> {
    let mut met = BTreeSet::new();
    let mut next: Vec<AnswerId> = Vec::new();
    loop {
        let path: Vec<AnswerId> = chat.path(tab).iter().map(|answer| answer.id).collect();
        let places = Siblings::of_tab(chat, tab);
        for id in path.into_iter().filter(|id| met.insert(*id)) {
            let answer = &chat.answers[&id];
            next.extend(places.answers(answer));
            next.extend(places.prompts(answer).iter().map(|walk| walk.answer));
        }
        next.extend(chat.ahead(tab));
        next.retain(|id| !met.contains(id));
        let Some(to) = next.pop() else { return met };
        let walk = Event::SwitchSibling { to: vec![(tab, to)] };
        chat.apply(walk, 0).expect("what is offered is taken");
        assert!(
            chat.path(tab).iter().any(|answer| answer.id == to),
            "what is walked to is shown"
        );
    }
}
