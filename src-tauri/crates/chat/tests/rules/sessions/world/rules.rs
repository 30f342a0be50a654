//! What must hold after every event.

use std::collections::BTreeSet;

use chat::{Answer, AnswerId, AnswerState, Conversation, Effect, Request, Role};
use proptest::prelude::{prop_assert, prop_assert_eq};

use super::{Checked, World};

impl World {
    /// Cancels first, then saves, then requests; each request sent once and dropped once; every change saved.
    pub(super) fn check_effects(&mut self, before: &Conversation, effects: &[Effect]) -> Checked {
        prop_assert!(effects.is_sorted_by_key(order), "{:?}", effects);
        for effect in effects {
            self.saved.take(effect, &self.bench.chat);
            match effect {
                Effect::Cancel(answer) => prop_assert!(self.open.remove(answer), "cancelled without a request"),
                Effect::Request(request) => {
                    prop_assert!(self.open.insert(request.answer), "asked twice");
                    self.seen.requests += 1;
                    self.check_request(request)?;
                }
                _ => {}
            }
        }
        prop_assert_eq!(
            &self.saved.read(&self.bench.chat),
            &self.bench.chat,
            "what is saved is what is"
        );
        for old in before.answers.values().filter(|old| old.state.is_final()) {
            self.check_final(old, effects)?;
        }
        Ok(())
    }

    /// An answer that has ended changes only by being asked again.
    fn check_final(&self, old: &Answer, effects: &[Effect]) -> Checked {
        let now = self.bench.answer(old.id);
        let asked = effects
            .iter()
            .any(|e| matches!(e, Effect::Request(r) if r.answer == old.id));
        prop_assert!(now == old || asked || now.state == AnswerState::Queued);
        prop_assert!(now.text().starts_with(&old.text()), "text is never lost");
        Ok(())
    }

    pub(super) fn check_state(&self) -> Checked {
        let chat = &self.bench.chat;
        let running: BTreeSet<_> = chat
            .answers
            .values()
            .filter(|a| a.state.is_running())
            .map(|a| a.id)
            .collect();
        prop_assert_eq!(&running, &self.open, "exactly the answers with a request run");
        for tab in &chat.tabs {
            let of_tab = chat.answers.values().filter(|a| a.tab == tab.id);
            prop_assert!(
                of_tab.clone().filter(|a| a.state.is_running()).count() <= 1,
                "two run in one tab"
            );
            prop_assert!(
                !tab.closed || of_tab.clone().all(|a| a.state.is_final()),
                "a closed tab runs"
            );
        }
        for answer in chat.answers.values().filter(|a| !a.segments.is_empty()) {
            let before = self.lineage(answer.id).into_iter().filter(|id| *id != answer.id);
            let ended = before.clone().all(|id| chat.answers[&id].state.is_final());
            prop_assert!(ended, "the past of an answer that was asked still changes");
        }
        for queued in chat.answers.values().filter(|a| a.state == AnswerState::Queued) {
            let ahead = self.lineage(queued.id);
            let waits = ahead
                .iter()
                .any(|id| *id != queued.id && !chat.answers[id].state.is_final());
            prop_assert!(waits, "queued behind nothing: it would wait for ever");
        }
        for answer in chat.answers.values().filter(|a| a.state != AnswerState::Queued) {
            let asked = !answer.segments.is_empty() || answer.state == AnswerState::Stopped;
            prop_assert!(asked, "no segment, though it was asked");
        }
        Ok(())
    }

    /// Every message belongs to the tab's own path, roles alternate, the person speaks last.
    fn check_request(&mut self, request: &Request) -> Checked {
        let line = self.lineage(request.answer);
        let messages = &request.messages;
        prop_assert_eq!(messages.len() % 2, 1);
        for (n, message) in messages.iter().enumerate() {
            prop_assert_eq!(message.role, if n % 2 == 0 { Role::User } else { Role::Assistant });
            prop_assert!(message.reasoning.is_none());
            prop_assert!(!message.text().is_empty());
            if message.role == Role::Assistant {
                self.check_words(request, &line, &message.text())?;
            }
        }
        let is = |role| if role == Role::User { "user" } else { "assistant" };
        let sent: Vec<_> = messages.iter().map(|m| (is(m.role), m.text().into_owned())).collect();
        prop_assert_eq!(sent, self.model.messages(request.answer, request.segment > 0));
        self.seen.left_out += line.iter().filter(|a| self.bench.chat.is_left_out(**a)).count();
        Ok(())
    }

    /// No word of an answer outside the path; in a tab that is no branch, no word of another tab.
    fn check_words(&mut self, request: &Request, line: &[AnswerId], content: &str) -> Checked {
        let branched = line.iter().any(|id| self.bench.answer(*id).tab != request.tab);
        self.seen.branched += usize::from(branched);
        for word in content.split(['[', ']']).filter(|word| !word.is_empty()) {
            let (tab, answer) = word.split_once('|').expect("only tagged words were said");
            prop_assert!(
                line.iter().any(|id| id.to_string() == answer),
                "a word from off the path"
            );
            prop_assert!(branched || tab == request.tab.to_string(), "a word from another tab");
        }
        Ok(())
    }

    /// The paths are the histories the person would list.
    pub(super) fn check_histories(&self) -> Checked {
        for (tab, history) in &self.model.histories {
            let path: Vec<_> = self.bench.chat.path(*tab).iter().map(|a| a.id).collect();
            prop_assert_eq!(&path, history);
        }
        Ok(())
    }

    /// What is said to an answer that does not run changes nothing of it.
    pub(super) fn check_late(&mut self, before: &Answer) -> Checked {
        if !before.state.is_running() {
            self.seen.late += 1;
            prop_assert_eq!(self.bench.answer(before.id), before);
        }
        Ok(())
    }

    pub(super) fn check_all_ended(&self) -> Checked {
        prop_assert!(self.open.is_empty());
        prop_assert!(self.bench.chat.answers.values().all(|a| a.state.is_final()));
        Ok(())
    }
}

fn order(effect: &Effect) -> u8 {
    match effect {
        Effect::Cancel(_) => 0,
        Effect::Request(_) => 2,
        _ => 1,
    }
}
