//! Where a tab could go instead: for each turn on its path the other prompts and answers that stood in its place.
//!
//! Every answer of a tab can be reached by walking: what has the same parent is in one place, and walking to an answer
//! goes on to the newest one behind it.

use std::collections::{HashMap, HashSet};

use crate::{Answer, AnswerId, Conversation, TabId, TurnId};

/// One way to go: an answer, and the turn it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The turn.
    pub turn: TurnId,
    /// The answer to walk to.
    pub answer: AnswerId,
}

/// The places of one tab, read at one moment.
pub struct Places<'a> {
    conversation: &'a Conversation,
    /// Everything that is or was on a path the tab has gone on from.
    seen: HashSet<AnswerId>,
    by_turn: HashMap<TurnId, Vec<&'a Answer>>,
    by_parent: HashMap<Option<AnswerId>, Vec<&'a Answer>>,
}

impl<'a> Places<'a> {
    /// Reads the places of a tab; linear in the conversation.
    pub fn of(conversation: &'a Conversation, tab: TabId) -> Self {
        let mut places = Self {
            conversation,
            seen: conversation.seen_in(tab),
            by_turn: HashMap::new(),
            by_parent: HashMap::new(),
        };
        for answer in conversation.answers.values() {
            if places.seen.contains(&answer.id) {
                let root = conversation.first_form(answer.turn);
                places.by_turn.entry(root).or_default().push(answer);
                places.by_parent.entry(answer.parent).or_default().push(answer);
            }
        }
        places
    }

    /// The prompts that can stand in the place of this answer's turn, in order of asking, each with the newest answer to
    /// it here. The turn's own stands among them with this answer.
    pub fn prompts(&self, answer: &Answer) -> Vec<Walk> {
        let mut walks: Vec<Walk> = Vec::new();
        for other in self.place(answer) {
            let id = if other.turn == answer.turn { answer.id } else { other.id };
            match walks.iter_mut().find(|walk| walk.turn == other.turn) {
                Some(walk) => walk.answer = id,
                None => walks.push(Walk {
                    turn: other.turn,
                    answer: id,
                }),
            }
        }
        let order = |walk: &Walk| self.conversation.turns.get_index_of(&walk.turn);
        walks.sort_by_key(order);
        walks
    }

    /// The answers to the same turn that can stand in the place of this one, itself included, in order of asking.
    pub fn answers(&self, answer: &Answer) -> Vec<AnswerId> {
        let same = self.place(answer).into_iter().filter(|other| other.turn == answer.turn);
        same.map(|other| other.id).collect()
    }

    /// All that can stand where this answer stands: forms of the same prompt, and whatever has the same parent.
    fn place(&self, answer: &Answer) -> Vec<&'a Answer> {
        let root = self.conversation.first_form(answer.turn);
        let same_turn = self.by_turn.get(&root).into_iter().flatten();
        let same_parent = self.by_parent.get(&answer.parent).into_iter().flatten();
        let itself = self.conversation.answers.get(&answer.id);
        let mut place: Vec<&Answer> = same_turn.chain(same_parent).copied().chain(itself).collect();
        place.sort_by_key(|other| self.conversation.answers.get_index_of(&other.id));
        place.dedup_by_key(|other| other.id);
        place
    }
}

impl Conversation {
    /// The newest answer of a tab's own that is this one or came after it; `None` when the tab never went on from it.
    pub fn newest_from(&self, tab: TabId, answer: AnswerId) -> Option<AnswerId> {
        let after = |own: &Answer| own.id == answer || self.ancestors(own.id).any(|earlier| earlier.id == answer);
        let mut newest_first = self.answers.values().rev();
        newest_first.find(|own| own.tab == tab && after(own)).map(|own| own.id)
    }

    /// The newest answer of a tab's own that comes after its head: what followed before the tab went back.
    pub fn ahead(&self, tab: TabId) -> Option<AnswerId> {
        match self.tab(tab)?.head {
            Some(head) => self.newest_from(tab, head).filter(|newest| *newest != head),
            None => self.answers.values().rev().find(|own| own.tab == tab).map(|own| own.id),
        }
    }

    /// Whether an answer of the tab's own is running or queued.
    pub fn is_busy(&self, tab: TabId) -> bool {
        self.running().any(|answer| answer.tab == tab)
    }

    /// A tab's own answers, and everything they came after.
    fn seen_in(&self, tab: TabId) -> HashSet<AnswerId> {
        let mut seen = HashSet::new();
        for own in self.answers.values().filter(|own| own.tab == tab) {
            let line = std::iter::once(own).chain(self.ancestors(own.id));
            // What comes before one that was seen was seen with it.
            for answer in line {
                if !seen.insert(answer.id) {
                    break;
                }
            }
        }
        seen
    }

    /// The turn that this one is, by however many steps, an edit of. Ends also where a damaged tree runs in a circle.
    pub(crate) fn first_form(&self, turn: TurnId) -> TurnId {
        let before = |turn: &TurnId| self.turns.get(turn)?.edits;
        let forms = std::iter::successors(Some(turn), before).take(self.turns.len() + 1);
        forms.last().unwrap_or(turn)
    }
}
