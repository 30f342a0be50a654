//! Reading the tree of answers: paths, siblings, and what may be done with an answer.

use crate::{Answer, AnswerId, AnswerState, Conversation, Tab, TabId};

impl Conversation {
    /// A tab, open or closed.
    pub fn tab(&self, tab: TabId) -> Option<&Tab> {
        self.tabs.iter().find(|t| t.id == tab)
    }

    /// A tab's own history, oldest first. Empty for an unknown tab.
    pub fn path(&self, tab: TabId) -> Vec<&Answer> {
        let head = self.tab(tab).and_then(|tab| self.answers.get(&tab.head?));
        let mut path: Vec<&Answer> = head
            .into_iter()
            .flat_map(|a| std::iter::once(a).chain(self.ancestors(a.id)))
            .collect();
        path.reverse();
        path
    }

    /// The answers before this one on its path, newest first. Ends also where a damaged tree runs in a circle.
    pub(crate) fn ancestors(&self, answer: AnswerId) -> impl Iterator<Item = &Answer> {
        let before = |answer: &Answer| self.answers.get(&answer.parent?);
        let first = self.answers.get(&answer).and_then(before);
        std::iter::successors(first, move |answer| before(answer)).take(self.answers.len())
    }

    /// Every answer of the same tab with the same parent, this one included, in order of asking.
    pub fn siblings(&self, answer: AnswerId) -> Vec<&Answer> {
        let Some(one) = self.answers.get(&answer) else {
            return Vec::new();
        };
        self.answers
            .values()
            .filter(|a| a.tab == one.tab && a.parent == one.parent)
            .collect()
    }

    /// Whether *Continue* would be taken: the newest answer of its tab has text and ended short.
    pub fn can_continue(&self, answer: AnswerId) -> bool {
        self.check_continue(answer).is_ok()
    }

    /// Whether *Retry* would be taken: the newest answer of its tab has ended.
    pub fn can_retry(&self, answer: AnswerId) -> bool {
        self.check_retry(answer).is_ok()
    }

    /// Whether the answer waits behind another of its path.
    pub fn is_queued(&self, answer: AnswerId) -> bool {
        self.answers
            .get(&answer)
            .is_some_and(|a| a.state == AnswerState::Queued)
    }

    /// Answers that have not ended: running or queued, in order of asking.
    pub fn running(&self) -> impl Iterator<Item = &Answer> {
        self.answers.values().filter(|answer| !answer.state.is_final())
    }
}
