//! What should be: lists of what each tab shows, and the bytes each request has to consist of.

use std::collections::HashMap;

use chat::{AnswerId, CONTINUE, TabId, TurnId};
use serde_json::json;

use super::servers::{fate, said};

/// One answer as the person would note it down.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The number of its tab.
    pub(super) tab: usize,
    pub(super) turn: usize,
    pub(super) said: String,
    /// It was stopped or cut off.
    pub(super) short: bool,
    /// What its tab listed when it was asked, itself included.
    line: Vec<usize>,
}

/// One tab.
#[derive(Clone, Debug)]
pub(super) struct Tab {
    pub(super) id: TabId,
    /// Its number, which it sends as its seed.
    pub(super) seed: usize,
    pub(super) model: String,
    /// Numbers of the answers it lists.
    pub(super) history: Vec<usize>,
}

/// The conversation as it should be.
#[derive(Default)]
pub(super) struct Model {
    pub(super) tabs: Vec<Tab>,
    pub(super) entries: Vec<Entry>,
    pub(super) prompts: Vec<String>,
    /// How often each body was asked.
    asked: HashMap<String, usize>,
    /// The bodies that have to have come since they were last taken.
    pub(super) due: Vec<String>,
    pub(super) ids: HashMap<usize, AnswerId>,
    pub(super) turn_ids: HashMap<usize, TurnId>,
}

impl Model {
    pub(super) fn prompt(&mut self, fates: &str) -> (usize, String) {
        let turn = self.prompts.len();
        let prompt = format!("p{turn} {fates}");
        self.prompts.push(prompt.clone());
        (turn, prompt)
    }

    /// A turn is asked in the tab at a place behind what `before` lists; whether it has to be stopped.
    pub(super) fn ask(&mut self, place: usize, turn: usize, before: &[usize]) -> bool {
        let number = self.entries.len();
        let tab = &mut self.tabs[place];
        let line: Vec<usize> = before.iter().copied().chain([number]).collect();
        tab.history.clone_from(&line);
        let fate = fate(&self.prompts[turn], tab.seed);
        self.entries.push(Entry {
            tab: tab.seed,
            turn,
            said: String::new(),
            short: matches!(fate, 'h' | 'c'),
            line,
        });
        let text = self.hear(place, number, false);
        if fate != 'f' {
            self.entries[number].said = text;
        }
        fate == 'h'
    }

    /// An answer goes on to its end.
    pub(super) fn resume(&mut self, place: usize, number: usize) {
        let text = self.hear(place, number, true);
        self.entries[number].said.push_str(&text);
        self.entries[number].short = false;
    }

    /// Notes the request that has to come, and gives what it will be answered with.
    fn hear(&mut self, place: usize, number: usize, goes_on: bool) -> String {
        let body = self.body(place, number, goes_on);
        let nth = self.asked.entry(body.clone()).or_default();
        let text = said(body.as_bytes(), *nth);
        *nth += 1;
        self.due.push(body);
        text
    }

    /// The bytes of a request.
    fn body(&self, place: usize, number: usize, goes_on: bool) -> String {
        let message = |role: &str, text: &str| json!({"role": role, "content": text});
        let mut messages = Vec::new();
        for &listed in &self.entries[number].line {
            let entry = &self.entries[listed];
            let is_past = listed != number;
            if !is_past || !entry.said.is_empty() {
                messages.push(message("user", &self.prompts[entry.turn]));
            }
            if (is_past || goes_on) && !entry.said.is_empty() {
                messages.push(message("assistant", &entry.said));
            }
        }
        messages.extend(goes_on.then(|| message("user", CONTINUE)));
        let Tab { model, seed, .. } = &self.tabs[place];
        let options = json!({"include_usage": true});
        let body = json!({
            "model": model, "messages": messages, "stream": true, "stream_options": options, "seed": seed,
        });
        body.to_string()
    }

    /// What a tab listed when this answer was asked.
    pub(super) fn line(&self, number: usize) -> Vec<usize> {
        self.entries[number].line.clone()
    }

    /// The newest answer of the same tab that came after this one, or is it.
    pub(super) fn newest_from(&self, number: usize) -> usize {
        let tab = self.entries[number].tab;
        let after = |entry: &Entry| entry.tab == tab && entry.line.contains(&number);
        self.entries.iter().rposition(after).unwrap_or(number)
    }

    /// The place of a tab by its number.
    pub(super) fn place(&self, seed: usize) -> usize {
        self.tabs.iter().position(|tab| tab.seed == seed).expect("a tab")
    }

    /// Every answer listed now: the place of the tab, the place in its list, the answer.
    pub(super) fn listed(&self) -> Vec<(usize, usize, usize)> {
        let of_tab = |(place, tab): (usize, &Tab)| {
            let numbers = tab.history.iter().enumerate();
            numbers
                .map(move |(at, number)| (place, at, *number))
                .collect::<Vec<_>>()
        };
        self.tabs.iter().enumerate().flat_map(of_tab).collect()
    }
}
