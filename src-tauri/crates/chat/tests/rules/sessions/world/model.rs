//! A simpler idea of the conversation, kept without parents and heads: lists of what each tab showed when.

use std::collections::BTreeMap;

use chat::{AnswerId, CONTINUE, TabId};

/// What the person would write down.
#[derive(Default)]
pub(crate) struct Model {
    /// Each tab's answers as the person would list them now.
    pub(crate) histories: BTreeMap<TabId, Vec<AnswerId>>,
    /// Each tab's own answers, in order of asking.
    own: BTreeMap<TabId, Vec<AnswerId>>,
    /// What the tab listed when an answer was asked, itself included.
    lines: BTreeMap<AnswerId, Vec<AnswerId>>,
    /// What was asked.
    prompts: BTreeMap<AnswerId, String>,
    /// What was said while it ran.
    said: BTreeMap<AnswerId, String>,
}

impl Model {
    /// A tab opens, perhaps with what another listed when `from` was asked.
    pub(super) fn open(&mut self, tab: TabId, from: Option<AnswerId>) {
        let history = from.map(|from| self.lines[&from].clone()).unwrap_or_default();
        self.histories.insert(tab, history);
    }

    /// A prompt is asked behind what `before` lists.
    pub(super) fn ask(&mut self, tab: TabId, answer: AnswerId, prompt: &str, before: &[AnswerId]) {
        let line: Vec<_> = before.iter().copied().chain([answer]).collect();
        self.own.entry(tab).or_default().push(answer);
        self.lines.insert(answer, line.clone());
        self.histories.insert(tab, line);
        self.prompts.insert(answer, prompt.to_owned());
    }

    /// A prompt is asked at the end of what a tab lists.
    pub(super) fn send(&mut self, tab: TabId, answer: AnswerId, prompt: &str) {
        let before = self.histories[&tab].clone();
        self.ask(tab, answer, prompt, &before);
    }

    /// An answer is asked again beside itself.
    pub(super) fn again(&mut self, tab: TabId, old: AnswerId, sibling: AnswerId) {
        let line = self.lines[&old].clone();
        let prompt = self.prompts[&old].clone();
        self.ask(tab, sibling, &prompt, &line[..line.len() - 1]);
    }

    /// A tab's own answers that came after this one, or are it; the newest last.
    pub(super) fn own_after(&self, tab: TabId, answer: AnswerId) -> Vec<AnswerId> {
        let own = self.own.get(&tab).into_iter().flatten().copied();
        own.filter(|own| self.lines[own].contains(&answer)).collect()
    }

    /// A tab lists what was listed when this answer was asked.
    pub(super) fn show(&mut self, tab: TabId, answer: AnswerId) {
        self.histories.insert(tab, self.lines[&answer].clone());
    }

    pub(super) fn say(&mut self, answer: AnswerId, word: &str) {
        self.said.entry(answer).or_default().push_str(word);
    }

    fn said(&self, answer: AnswerId) -> &str {
        self.said.get(&answer).map_or("", String::as_str)
    }

    /// The messages a request has to consist of, as role and text.
    pub(super) fn messages(&self, answer: AnswerId, goes_on: bool) -> Vec<(&'static str, String)> {
        let mut messages = Vec::new();
        for &id in &self.lines[&answer] {
            let is_past = id != answer;
            if is_past && self.said(id).is_empty() {
                continue;
            }
            messages.push(("user", self.prompts[&id].clone()));
            if is_past || goes_on {
                messages.push(("assistant", self.said(id).to_owned()));
            }
        }
        messages.extend(goes_on.then(|| ("user", CONTINUE.to_owned())));
        messages
    }
}
