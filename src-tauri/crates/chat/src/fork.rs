//! Forking: a new conversation that begins with the histories of this one up to some turn.

use std::collections::HashMap;

use uuid::Uuid;

use crate::{Answer, AnswerId, Context, Conversation, ConversationId, Tab, TabId, Turn, TurnId};

/// Maps old ids to the ids of the fork.
struct Names<F> {
    fresh: F,
    tabs: HashMap<TabId, TabId>,
    turns: HashMap<TurnId, TurnId>,
    answers: HashMap<AnswerId, AnswerId>,
}

impl<F: FnMut() -> Uuid> Names<F> {
    fn tab(&mut self, tab: TabId) -> TabId {
        *self.tabs.entry(tab).or_insert_with(|| TabId((self.fresh)()))
    }

    fn turn(&mut self, turn: TurnId) -> TurnId {
        *self.turns.entry(turn).or_insert_with(|| TurnId((self.fresh)()))
    }

    fn answer(&mut self, answer: AnswerId) -> AnswerId {
        *self.answers.entry(answer).or_insert_with(|| AnswerId((self.fresh)()))
    }
}

impl Conversation {
    /// Returns a new conversation with the open tabs and their histories up to `turn`, or up to the edit of it that a
    /// tab has; tabs without it keep what was sent before it. Unfinished answers and branches are left out. `fresh`
    /// makes the new ids. `None` if there is no such turn.
    pub fn fork(
        &self,
        turn: TurnId,
        id: ConversationId,
        title: String,
        now_ms: i64,
        fresh: impl FnMut() -> Uuid,
    ) -> Option<Self> {
        self.turns.get(&turn)?;
        let mut names = Names {
            fresh,
            tabs: HashMap::new(),
            turns: HashMap::new(),
            answers: HashMap::new(),
        };
        let mut fork = Self::new(id, now_ms);
        fork.title = title;
        for tab in self.tabs.iter().filter(|tab| !tab.closed) {
            let kept = self.kept(tab.id, turn);
            let head = kept.last().map(|last| names.answer(last.id));
            for answer in kept {
                self.copy(answer, &mut fork, &mut names);
            }
            let id = names.tab(tab.id);
            fork.tabs.push(Tab {
                id,
                head,
                ..tab.clone()
            });
        }
        self.copy_closed(&mut fork, &mut names);
        fork.context = match self.context {
            Context::Since { turn, before } => names
                .turns
                .get(&turn)
                .map_or(Context::All, |&turn| Context::Since { turn, before }),
            other => other,
        };
        // In order of sending and asking, across tabs.
        let turns = self.turns.keys().filter_map(|turn| names.turns.get(turn));
        fork.turns = turns.filter_map(|id| fork.turns.swap_remove_entry(id)).collect();
        let answers = self.answers.keys().filter_map(|answer| names.answers.get(answer));
        fork.answers = answers.filter_map(|id| fork.answers.swap_remove_entry(id)).collect();
        Some(fork)
    }

    /// Returns the part of a tab's path that goes into a fork at a turn.
    fn kept(&self, tab: TabId, turn: TurnId) -> Vec<&Answer> {
        let path = self.path(tab);
        // An edit of the prompt counts as the same turn.
        let form = self.first_form(turn);
        let until = match path.iter().position(|answer| self.first_form(answer.turn) == form) {
            Some(at) => at + 1,
            None => path
                .iter()
                .take_while(|answer| self.is_before(answer.turn, turn))
                .count(),
        };
        let path = path.into_iter().take(until);
        path.take_while(|answer| answer.state.is_final()).collect()
    }

    fn is_before(&self, one: TurnId, other: TurnId) -> bool {
        self.turns.get_index_of(&one) < self.turns.get_index_of(&other)
    }

    fn copy<F: FnMut() -> Uuid>(&self, answer: &Answer, fork: &mut Self, names: &mut Names<F>) {
        let copied = Answer {
            id: names.answer(answer.id),
            turn: names.turn(answer.turn),
            tab: names.tab(answer.tab),
            parent: answer.parent.map(|parent| names.answer(parent)),
            ..answer.clone()
        };
        if let Some(turn) = self.turns.get(&answer.turn) {
            let id = copied.turn;
            let mut new = Turn {
                id,
                edits: None,
                ..turn.clone()
            };
            let known = fork.turns.get(&id);
            new.attached.unseen_by = known.map(|known| known.attached.unseen_by.clone()).unwrap_or_default();
            if turn.attached.unseen_by.contains(&answer.tab) {
                new.attached.unseen_by.push(copied.tab);
            }
            fork.turns.insert(id, new);
        }
        fork.answers.insert(copied.id, copied);
    }

    /// Copies closed tabs whose answers are in the fork, because each answer names its tab.
    fn copy_closed<F: FnMut() -> Uuid>(&self, fork: &mut Self, names: &mut Names<F>) {
        for tab in self.tabs.iter().filter(|tab| tab.closed) {
            if let Some(&id) = names.tabs.get(&tab.id) {
                fork.tabs.push(Tab {
                    id,
                    head: None,
                    ..tab.clone()
                });
            }
        }
    }
}
