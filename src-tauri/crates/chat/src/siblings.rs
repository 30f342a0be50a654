//! Siblings: for each turn on the path of a tab, the other prompts and answers that can replace it.
//!
//! Every answer of a tab can be reached through siblings: answers with the same parent are siblings, and switching to
//! one goes on to the newest answer after it.

use std::collections::{HashMap, HashSet};

use crate::{Answer, AnswerId, Conversation, TabId, TurnId};

/// An answer that can replace the shown one, and its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sibling {
    /// The turn.
    pub turn: TurnId,
    /// The answer to switch to.
    pub answer: AnswerId,
}

/// The siblings of every answer of one tab, read at one moment.
pub struct Siblings<'a> {
    conversation: &'a Conversation,
    /// Answers of the tab itself and all their ancestors.
    seen: HashSet<AnswerId>,
    by_turn: HashMap<TurnId, Vec<&'a Answer>>,
    by_parent: HashMap<Option<AnswerId>, Vec<&'a Answer>>,
}

impl<'a> Siblings<'a> {
    /// Indexes the answers of a tab; linear in the conversation.
    pub fn of_tab(conversation: &'a Conversation, tab: TabId) -> Self {
        let mut siblings = Self {
            conversation,
            seen: conversation.seen_in(tab),
            by_turn: HashMap::new(),
            by_parent: HashMap::new(),
        };
        for answer in conversation.answers.values() {
            if siblings.seen.contains(&answer.id) {
                let root = conversation.first_form(answer.turn);
                siblings.by_turn.entry(root).or_default().push(answer);
                siblings.by_parent.entry(answer.parent).or_default().push(answer);
            }
        }
        siblings
    }

    /// Returns the prompts that can replace this answer's turn, in order of sending, each with the newest answer to it
    /// here. The turn itself is among them, with this answer.
    pub fn prompts(&self, answer: &Answer) -> Vec<Sibling> {
        let mut prompts: Vec<Sibling> = Vec::new();
        for other in self.all(answer) {
            let id = if other.turn == answer.turn { answer.id } else { other.id };
            match prompts.iter_mut().find(|sibling| sibling.turn == other.turn) {
                Some(sibling) => sibling.answer = id,
                None => prompts.push(Sibling {
                    turn: other.turn,
                    answer: id,
                }),
            }
        }
        let order = |sibling: &Sibling| self.conversation.turns.get_index_of(&sibling.turn);
        prompts.sort_by_key(order);
        prompts
    }

    /// Returns the answers to the same turn that can replace this one, itself included, in order of asking.
    pub fn answers(&self, answer: &Answer) -> Vec<AnswerId> {
        let same = self.all(answer).into_iter().filter(|other| other.turn == answer.turn);
        same.map(|other| other.id).collect()
    }

    /// Returns all siblings of an answer, itself included: answers to edits of the same prompt, and answers with the
    /// same parent.
    fn all(&self, answer: &Answer) -> Vec<&'a Answer> {
        let root = self.conversation.first_form(answer.turn);
        let same_turn = self.by_turn.get(&root).into_iter().flatten();
        let same_parent = self.by_parent.get(&answer.parent).into_iter().flatten();
        let itself = self.conversation.answers.get(&answer.id);
        let mut all: Vec<&Answer> = same_turn.chain(same_parent).copied().chain(itself).collect();
        all.sort_by_key(|other| self.conversation.answers.get_index_of(&other.id));
        all.dedup_by_key(|other| other.id);
        all
    }
}

impl Conversation {
    /// Returns the newest answer of the tab itself that is this one or a descendant. `None` if the tab never continued
    /// from it.
    pub fn newest_from(&self, tab: TabId, answer: AnswerId) -> Option<AnswerId> {
        let after = |own: &Answer| own.id == answer || self.ancestors(own.id).any(|earlier| earlier.id == answer);
        let mut newest_first = self.answers.values().rev();
        newest_first.find(|own| own.tab == tab && after(own)).map(|own| own.id)
    }

    /// Returns the newest answer of the tab itself after its head, which the tab had before it went back. `None` if
    /// there is none.
    pub fn ahead(&self, tab: TabId) -> Option<AnswerId> {
        match self.tab(tab)?.head {
            Some(head) => self.newest_from(tab, head).filter(|newest| *newest != head),
            None => self.answers.values().rev().find(|own| own.tab == tab).map(|own| own.id),
        }
    }

    /// Returns whether an answer of the tab itself is running or queued.
    pub fn is_busy(&self, tab: TabId) -> bool {
        self.running().any(|answer| answer.tab == tab)
    }

    /// Returns the answers of the tab itself and all their ancestors.
    fn seen_in(&self, tab: TabId) -> HashSet<AnswerId> {
        let mut seen = HashSet::new();
        for own in self.answers.values().filter(|own| own.tab == tab) {
            let line = std::iter::once(own).chain(self.ancestors(own.id));
            // Ancestors of one that was seen were added with it.
            for answer in line {
                if !seen.insert(answer.id) {
                    break;
                }
            }
        }
        seen
    }

    /// Returns the turn that this one is, by however many steps, an edit of. Ends also where a damaged tree has a
    /// cycle.
    pub(crate) fn first_form(&self, turn: TurnId) -> TurnId {
        let before = |turn: &TurnId| self.turns.get(turn)?.edits;
        let forms = std::iter::successors(Some(turn), before).take(self.turns.len() + 1);
        forms.last().unwrap_or(turn)
    }
}
