//! The engine's part in a random session, and the rules it watches over.

use std::collections::BTreeSet;

use chat::{Answer, AnswerId, Attached, Delta, Ending, Event, FinishReason, Refused, TabId, TurnId, Usage};
use proptest::prelude::{prop_assert, prop_assert_eq};
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;

use super::step::{Deed, Ended, Said, Step, Whose};
use crate::bench::{Bench, failure};

mod branching;
mod model;
mod rules;
mod saved;

use self::{model::Model, saved::Saved};

type Checked = Result<(), TestCaseError>;

/// The conversation, and what everybody around it believes.
pub(crate) struct World {
    bench: Bench,
    /// Requests sent and not yet ended or cancelled, as a server would count them.
    open: BTreeSet<AnswerId>,
    model: Model,
    /// The heads before the newest adoption.
    undo: Option<Vec<(TabId, Option<AnswerId>)>>,
    saved: Saved,
    pub(crate) seen: Seen,
}

/// How often the sessions came to places worth testing.
#[derive(Clone, Copy, Default)]
pub(crate) struct Seen {
    requests: usize,
    continued: usize,
    queued: usize,
    siblings: usize,
    reset: usize,
    late: usize,
    refused: usize,
    branched: usize,
    left_out: usize,
    edited: usize,
    adopted: usize,
    undone: usize,
    walked: usize,
}

impl Seen {
    pub(crate) fn counts(self) -> [(&'static str, usize); 13] {
        [
            ("a request", self.requests),
            ("a continue", self.continued),
            ("a queued send", self.queued),
            ("a sibling", self.siblings),
            ("a reset in place", self.reset),
            ("a late word", self.late),
            ("a refusal", self.refused),
            ("a request of a branch", self.branched),
            ("a turn left out", self.left_out),
            ("an edited prompt", self.edited),
            ("an adopted answer", self.adopted),
            ("an adoption undone", self.undone),
            ("a walk", self.walked),
        ]
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.requests += other.requests;
        self.continued += other.continued;
        self.queued += other.queued;
        self.siblings += other.siblings;
        self.reset += other.reset;
        self.late += other.late;
        self.refused += other.refused;
        self.branched += other.branched;
        self.left_out += other.left_out;
        self.edited += other.edited;
        self.adopted += other.adopted;
        self.undone += other.undone;
        self.walked += other.walked;
    }
}

impl World {
    pub(crate) fn with_tabs(count: usize) -> Self {
        let bench = Bench::new();
        let saved = Saved::of(&bench.chat);
        let mut world = Self {
            bench,
            open: BTreeSet::new(),
            model: Model::default(),
            undo: None,
            saved,
            seen: Seen::default(),
        };
        for _ in 0..count {
            world.open_tab(None, None).unwrap();
        }
        world
    }

    pub(crate) fn take(&mut self, step: &Step) -> Checked {
        match step {
            Step::Open { at } => self.open_tab(*at, None),
            Step::Close { tab } => self.close(*tab),
            Step::Send { tabs } => self.send(tabs),
            Step::StopAll => self.accepted(Event::StopAll),
            Step::Undo => self.undo(),
            Step::To { whose, pick, deed } => match self.pick(*whose, *pick) {
                Some(answer) => self.befall(answer, deed),
                None => Ok(()),
            },
        }
    }

    fn befall(&mut self, answer: AnswerId, deed: &Deed) -> Checked {
        match deed {
            Deed::Branch => self.open_tab(Some(1), Some(answer)),
            Deed::Retry => self.retry(answer),
            Deed::Continue => self.go_on(answer),
            Deed::Stop => self.accepted(Event::Stop { answer }),
            Deed::Regenerate => self.regenerate(answer),
            Deed::Edit(tabs) => self.edit(answer, tabs),
            Deed::Adopt(tabs) => self.adopt(answer, tabs),
            Deed::Walk(tab) => self.walk(answer, *tab),
            Deed::Say(what) => self.say(answer, *what),
            Deed::End(how) => self.end(answer, *how),
        }
    }

    fn pick(&self, whose: Whose, pick: Index) -> Option<AnswerId> {
        let chat = &self.bench.chat;
        let fits = |answer: &&Answer| match whose {
            Whose::Running => answer.state.is_running(),
            Whose::Retryable => chat.can_retry(answer.id),
            Whose::Continuable => chat.can_continue(answer.id),
            Whose::Spoken => answer.state.is_final() && answer.has_text(),
            Whose::Any => true,
        };
        let those: Vec<_> = chat.answers.values().filter(fits).map(|a| a.id).collect();
        (!those.is_empty()).then(|| *pick.get(&those))
    }

    /// One way out of every state.
    pub(crate) fn stop_all(&mut self) -> Checked {
        self.accepted(Event::StopAll)?;
        self.check_all_ended()
    }

    /// The other way out: every server ends what it was asked, until nothing is asked any more.
    pub(crate) fn play_out(&mut self) -> Checked {
        while let Some(&answer) = self.open.first() {
            self.end(answer, Ended::Complete)?;
        }
        self.check_all_ended()
    }

    fn open_tab(&mut self, at: Option<usize>, from: Option<AnswerId>) -> Checked {
        let mut tab = self.bench.new_tab("model");
        tab.head = from;
        // What a branch inherits is what the answer's own tab showed when it was asked.
        self.model.open(tab.id, from);
        self.accepted(Event::OpenTab { tab, at })
    }

    /// Some tabs are kept, so that the session has somewhere to go on.
    fn close(&mut self, tab: Index) -> Checked {
        let tabs = &self.bench.chat.tabs;
        if tabs.len() > 3 {
            let tab = tabs[tab.index(tabs.len())].id;
            self.apply(Event::CloseTab { tab })?.ok();
        }
        Ok(())
    }

    fn lineage(&self, answer: AnswerId) -> Vec<AnswerId> {
        let mut line: Vec<_> = std::iter::successors(Some(answer), |id| self.bench.chat.answers[id].parent).collect();
        line.reverse();
        line
    }

    fn send(&mut self, places: &[usize]) -> Checked {
        let tabs: Vec<TabId> = places
            .iter()
            .filter_map(|&n| Some(self.bench.chat.tabs.get(n)?.id))
            .collect();
        let turn = TurnId(self.bench.id());
        let to: Vec<_> = tabs.iter().map(|&tab| (tab, AnswerId(self.bench.id()))).collect();
        let prompt = format!("prompt {turn}");
        for &(tab, answer) in &to {
            // The model goes first, as it has to know what requests contain.
            if tabs.iter().all(|tab| !self.bench.chat.tab(*tab).unwrap().closed) {
                self.model.send(tab, answer, &prompt);
            }
        }
        let event = Event::Send {
            turn,
            prompt,
            attached: Attached::default(),
            to: to.clone(),
        };
        if self.apply(event)?.is_ok() {
            for (_, answer) in to {
                self.seen.queued += usize::from(self.bench.chat.is_queued(answer));
            }
            self.check_histories()?;
        }
        Ok(())
    }

    fn retry(&mut self, answer: AnswerId) -> Checked {
        let tab = self.bench.answer(answer).tab;
        let offered = self.bench.chat.can_retry(answer);
        let (sibling, event) = self.bench.retry_event(answer);
        let resets = self.bench.answer(answer).holds_nothing()
            && !self.bench.chat.answers.values().any(|a| a.parent == Some(answer));
        if offered && !resets {
            self.model.again(tab, answer, sibling);
        }
        prop_assert_eq!(
            self.apply(event)?.is_ok(),
            offered,
            "what is offered is taken, and nothing else"
        );
        if self.bench.chat.answers.contains_key(&sibling) {
            self.seen.siblings += 1;
        } else if offered {
            self.seen.reset += 1;
        }
        self.check_histories()
    }

    fn go_on(&mut self, answer: AnswerId) -> Checked {
        let offered = self.bench.chat.can_continue(answer);
        prop_assert_eq!(self.apply(Event::Continue { answer })?.is_ok(), offered);
        self.seen.continued += usize::from(offered);
        self.check_histories()
    }

    fn say(&mut self, answer: AnswerId, what: Said) -> Checked {
        let before = self.bench.answer(answer).clone();
        // Every word carries the answer and the tab it was said in.
        let word = format!("[{}|{}]", before.tab, answer);
        let delta = match what {
            Said::Text => {
                if before.state.is_running() {
                    self.model.say(answer, &word);
                }
                Delta::Text(word)
            }
            Said::Reasoning => Delta::Reasoning(word),
            Said::Image => Delta::Image(crate::images::picture(1)),
            Said::Usage => Delta::Usage(Usage {
                completion_tokens: Some(3),
                ..Usage::default()
            }),
            Said::Limit => Delta::Finish(FinishReason::Length),
        };
        self.accepted(Event::Delta {
            answer,
            delta,
            at_ms: 10,
        })?;
        self.check_late(&before)
    }

    fn end(&mut self, answer: AnswerId, how: Ended) -> Checked {
        let before = self.bench.answer(answer).clone();
        let ending = match how {
            Ended::Complete => Ending::Complete,
            Ended::CutOff => Ending::CutOff(failure()),
            Ended::Failed => Ending::Failed(failure()),
            Ended::Stopped => Ending::Stopped,
        };
        // The server's end comes first, then whatever it sets off.
        self.open.remove(&answer);
        self.accepted(Event::Ended {
            answer,
            ending,
            at_ms: 20,
        })?;
        prop_assert!(!before.state.is_running() || self.bench.state(answer).is_final());
        self.check_late(&before)
    }

    fn accepted(&mut self, event: Event) -> Checked {
        self.apply(event)?
            .map_err(|refused| TestCaseError::fail(refused.to_string()))
    }

    /// Applies an event and checks every rule.
    fn apply(&mut self, event: Event) -> Result<Result<(), Refused>, TestCaseError> {
        let before = self.bench.chat.clone();
        match self.bench.chat.apply(event, self.bench.now_ms) {
            Ok(effects) => {
                self.check_effects(&before, &effects)?;
                self.check_state()?;
                Ok(Ok(()))
            }
            Err(refused) => {
                prop_assert_eq!(&self.bench.chat, &before, "a refused event changes nothing");
                self.seen.refused += 1;
                Ok(Err(refused))
            }
        }
    }
}
