//! Validation of a conversation that comes from outside: the database, a backup, an import.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::{Answer, AnswerId, Context, Conversation, ConversationId, Tab, TabId, Turn, TurnId};

/// Everything a conversation consists of, unchecked. [`Conversation::from_parts`] checks it.
#[derive(Clone, Debug, PartialEq)]
pub struct ConversationParts {
    /// Its id.
    pub id: ConversationId,
    /// Its title; empty until the first prompt.
    pub title: String,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// Milliseconds since the epoch.
    pub updated_ms: i64,
    /// Which earlier turns its requests carry.
    pub context: Context,
    /// All tabs, in their order.
    pub tabs: Vec<Tab>,
    /// All turns, in order of sending.
    pub turns: Vec<Turn>,
    /// All answers, in order of asking.
    pub answers: Vec<Answer>,
}

/// Why parts are not a conversation. Names ids only, never text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenTree {
    /// Two tabs have the same id.
    #[error("tab {0} occurs twice")]
    DuplicateTab(TabId),
    /// Two turns have the same id.
    #[error("turn {0} occurs twice")]
    DuplicateTurn(TurnId),
    /// Two answers have the same id.
    #[error("answer {0} occurs twice")]
    DuplicateAnswer(AnswerId),
    /// An answer names a turn that is not there.
    #[error("answer {answer} belongs to unknown turn {turn}")]
    UnknownTurn {
        /// The answer.
        answer: AnswerId,
        /// The missing turn.
        turn: TurnId,
    },
    /// An answer names a tab that is not there.
    #[error("answer {answer} belongs to unknown tab {tab}")]
    UnknownTab {
        /// The answer.
        answer: AnswerId,
        /// The missing tab.
        tab: TabId,
    },
    /// An answer names a parent that is not there.
    #[error("answer {answer} follows unknown answer {parent}")]
    UnknownParent {
        /// The answer.
        answer: AnswerId,
        /// The missing parent.
        parent: AnswerId,
    },
    /// A tab names a head that is not there.
    #[error("tab {tab} has unknown head {head}")]
    UnknownHead {
        /// The tab.
        tab: TabId,
        /// The missing answer.
        head: AnswerId,
    },
    /// A turn is an edit of one that is not there.
    #[error("turn {turn} edits unknown turn {edits}")]
    UnknownEdit {
        /// The turn.
        turn: TurnId,
        /// The missing turn.
        edits: TurnId,
    },
    /// An answer is among its own ancestors.
    #[error("answer {0} follows itself")]
    AnswerCycle(AnswerId),
    /// A turn is, by however many steps, an edit of itself.
    #[error("turn {0} edits itself")]
    EditCycle(TurnId),
}

impl Conversation {
    /// Builds a conversation from parts, or returns what is wrong with their tree: ids are unique, every answer's turn,
    /// tab and parent, every head and every edited turn exist, and neither answers nor edits run in a cycle.
    ///
    /// Values that no path depends on are taken as they are: [`Context::Since`] and `unseen_by` may name what is gone.
    pub fn from_parts(parts: ConversationParts) -> Result<Self, BrokenTree> {
        unique(parts.tabs.iter().map(|tab| tab.id)).map_err(BrokenTree::DuplicateTab)?;
        unique(parts.turns.iter().map(|turn| turn.id)).map_err(BrokenTree::DuplicateTurn)?;
        unique(parts.answers.iter().map(|answer| answer.id)).map_err(BrokenTree::DuplicateAnswer)?;
        let conversation = Self {
            id: parts.id,
            title: parts.title,
            created_ms: parts.created_ms,
            updated_ms: parts.updated_ms,
            context: parts.context,
            tabs: parts.tabs,
            turns: parts.turns.into_iter().map(|turn| (turn.id, turn)).collect(),
            answers: parts.answers.into_iter().map(|answer| (answer.id, answer)).collect(),
        };
        conversation.check_links()?;
        let parents = conversation.answers.values().map(|answer| (answer.id, answer.parent));
        acyclic(parents).map_err(BrokenTree::AnswerCycle)?;
        let edits = conversation.turns.values().map(|turn| (turn.id, turn.edits));
        acyclic(edits).map_err(BrokenTree::EditCycle)?;
        Ok(conversation)
    }

    /// Checks that every id names something.
    fn check_links(&self) -> Result<(), BrokenTree> {
        let tabs: HashSet<TabId> = self.tabs.iter().map(|tab| tab.id).collect();
        let is_answer = |answer: &AnswerId| self.answers.contains_key(answer);
        for &Tab { id: tab, head, .. } in &self.tabs {
            if let Some(head) = head.filter(|head| !is_answer(head)) {
                return Err(BrokenTree::UnknownHead { tab, head });
            }
        }
        for &Turn { id: turn, edits, .. } in self.turns.values() {
            if let Some(edits) = edits.filter(|edits| !self.turns.contains_key(edits)) {
                return Err(BrokenTree::UnknownEdit { turn, edits });
            }
        }
        for &Answer {
            id: answer,
            turn,
            tab,
            parent,
            ..
        } in self.answers.values()
        {
            if !self.turns.contains_key(&turn) {
                return Err(BrokenTree::UnknownTurn { answer, turn });
            }
            if !tabs.contains(&tab) {
                return Err(BrokenTree::UnknownTab { answer, tab });
            }
            if let Some(parent) = parent.filter(|parent| !is_answer(parent)) {
                return Err(BrokenTree::UnknownParent { answer, parent });
            }
        }
        Ok(())
    }
}

/// Returns the first id that occurs twice as the error.
fn unique<I: Copy + Eq + Hash>(ids: impl Iterator<Item = I>) -> Result<(), I> {
    let mut seen = HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(id);
        }
    }
    Ok(())
}

/// Returns an id from which following the links never ends as the error. Linear: no link is followed twice.
fn acyclic<I: Copy + Eq + Hash>(links: impl Iterator<Item = (I, Option<I>)>) -> Result<(), I> {
    let links: HashMap<I, Option<I>> = links.collect();
    let mut ends = HashSet::new();
    for &start in links.keys() {
        let mut walked = HashSet::new();
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| !ends.contains(id)) {
            if !walked.insert(id) {
                return Err(id);
            }
            at = links.get(&id).copied().flatten();
        }
        ends.extend(walked);
    }
    Ok(())
}
