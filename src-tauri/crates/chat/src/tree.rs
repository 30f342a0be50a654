//! Queries on the tree of answers: paths, siblings, and what can be done with an answer.

use crate::{Answer, AnswerId, AnswerState, Conversation, Tab, TabId};

impl Conversation {
    /// Returns a tab, open or closed.
    pub fn tab(&self, tab: TabId) -> Option<&Tab> {
        self.tabs.iter().find(|t| t.id == tab)
    }

    /// Returns a tab's history, oldest first. Empty for an unknown tab.
    pub fn path(&self, tab: TabId) -> Vec<&Answer> {
        let head = self.tab(tab).and_then(|tab| self.answers.get(&tab.head?));
        let mut path: Vec<&Answer> = head
            .into_iter()
            .flat_map(|a| std::iter::once(a).chain(self.ancestors(a.id)))
            .collect();
        path.reverse();
        path
    }

    /// Returns the answers before this one on its path, newest first. Ends also where a damaged tree has a cycle.
    pub(crate) fn ancestors(&self, answer: AnswerId) -> impl Iterator<Item = &Answer> {
        let before = |answer: &Answer| self.answers.get(&answer.parent?);
        let first = self.answers.get(&answer).and_then(before);
        std::iter::successors(first, move |answer| before(answer)).take(self.answers.len())
    }

    /// Returns the answers of the same tab with the same parent, this one included, in order of asking.
    pub fn siblings(&self, answer: AnswerId) -> Vec<&Answer> {
        let Some(one) = self.answers.get(&answer) else {
            return Vec::new();
        };
        self.answers
            .values()
            .filter(|a| a.tab == one.tab && a.parent == one.parent)
            .collect()
    }

    /// Returns whether *Continue* is possible: the newest answer of its tab, with text, that ended short.
    pub fn can_continue(&self, answer: AnswerId) -> bool {
        self.check_continue(answer).is_ok()
    }

    /// Returns whether *Retry* is possible: the newest answer of its tab, ended.
    pub fn can_retry(&self, answer: AnswerId) -> bool {
        self.check_retry(answer).is_ok()
    }

    /// Returns whether the answer waits behind another on its path.
    pub fn is_queued(&self, answer: AnswerId) -> bool {
        self.answers
            .get(&answer)
            .is_some_and(|a| a.state == AnswerState::Queued)
    }

    /// Returns the answers that have not ended, running or queued, in order of asking.
    pub fn running(&self) -> impl Iterator<Item = &Answer> {
        self.answers.values().filter(|answer| !answer.state.is_final())
    }
}
