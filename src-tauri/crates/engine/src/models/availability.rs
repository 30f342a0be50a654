//! Unavailable models: those a server called unknown or not allowed, until a list or an answer says otherwise.

use std::collections::{BTreeMap, HashMap, HashSet};

use chat::{Ending, EndpointId, ErrorCode, Failure, Request};
use parking_lot::{Mutex, MutexGuard};
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};

use crate::{
    Engine, clock,
    models::{listed::CachedModel, per_model::PerModel},
    setting::Setting,
    stored,
    view::UnavailableModel,
};

const UNAVAILABLE: Setting<PerModel<Unavailable>> = Setting::new("marks");
/// How far apart a refusal and another model's answer may be to have met the same key, milliseconds.
const SAME_KEY_MS: i64 = 2 * 60 * 1000;

/// Why and since when a model is unavailable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Unavailable {
    /// `unknown_model` or `forbidden`.
    #[serde(with = "stored::error_code")]
    code: ErrorCode,
    /// When, milliseconds since the epoch.
    at_ms: i64,
    /// Whether a list has left it out since: when a later one has it again, the mark goes.
    #[serde(default)]
    was_unlisted: bool,
}

/// The marks, in memory.
#[derive(Default)]
pub(crate) struct Availability(Mutex<Known>);

#[derive(Default)]
struct Known {
    marks: PerModel<Unavailable>,
    /// Refusals that may concern the model or the whole key.
    doubts: PerModel<Unavailable>,
    /// The model that answered last at an endpoint, and when.
    works: HashMap<EndpointId, (String, i64)>,
}

impl Availability {
    /// Loads what is known from earlier.
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        Ok(Self(Mutex::new(Known {
            marks: UNAVAILABLE.read(store)?,
            ..Known::default()
        })))
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock()
    }

    /// All of them.
    pub(crate) fn views(&self) -> Vec<UnavailableModel> {
        let view = |(endpoint, model, mark): (EndpointId, &String, &Unavailable)| UnavailableModel {
            endpoint,
            model: model.clone(),
            code: mark.code,
            at_ms: mark.at_ms,
        };
        self.lock().marks.iter().map(view).collect()
    }
}

impl Known {
    /// Records how an answer ended. Returns all unavailable models if that changed them.
    fn record_ending(
        &mut self,
        endpoint: EndpointId,
        model: &str,
        ending: &Ending,
        at_ms: i64,
    ) -> Option<PerModel<Unavailable>> {
        let changed = match ending {
            Ending::Complete => self.answered(endpoint, model, at_ms),
            Ending::Failed(failure) => self.failed(endpoint, model, failure, at_ms),
            _ => false,
        };
        changed.then(|| self.marks.clone())
    }

    fn failed(&mut self, endpoint: EndpointId, model: &str, failure: &Failure, at_ms: i64) -> bool {
        let mark = Unavailable {
            code: failure.code,
            at_ms,
            was_unlisted: false,
        };
        let is_meant = match failure.code {
            ErrorCode::UnknownModel => true,
            // A key that is refused as a whole is refused with the same code.
            ErrorCode::Forbidden => names(failure, model) || self.another_works(endpoint, model, at_ms),
            ErrorCode::Unauthorised | ErrorCode::Quota => {
                self.works.remove(&endpoint);
                return false;
            }
            _ => return false,
        };
        let kept = if is_meant { &mut self.marks } else { &mut self.doubts };
        kept.set(endpoint, model.to_owned(), Some(mark));
        is_meant
    }

    fn another_works(&self, endpoint: EndpointId, model: &str, at_ms: i64) -> bool {
        let works = self.works.get(&endpoint);
        works.is_some_and(|(other, when)| other != model && at_ms - when < SAME_KEY_MS)
    }

    /// The model works. So does the key, and other models it was refused for just now were meant themselves: unless this
    /// one was refused among them.
    fn answered(&mut self, endpoint: EndpointId, model: &str, at_ms: i64) -> bool {
        self.works.insert(endpoint, (model.to_owned(), at_ms));
        let doubts = self.doubts.for_endpoint(endpoint).cloned().unwrap_or_default();
        self.doubts.set_all(endpoint, BTreeMap::new());
        let mut changed = self.marks.get(endpoint, model).is_some();
        self.marks.set(endpoint, model.to_owned(), None);
        if !doubts.contains_key(model) {
            for (other, mark) in doubts {
                if at_ms - mark.at_ms < SAME_KEY_MS {
                    changed = true;
                    self.marks.set(endpoint, other, Some(mark));
                }
            }
        }
        changed
    }
}

/// Checks whether the server's message names the model, with or without its vendor.
fn names(failure: &Failure, model: &str) -> bool {
    let Some(said) = &failure.provider_message else {
        return false;
    };
    let (said, model) = (said.to_lowercase(), model.to_lowercase());
    let bare = model.rsplit('/').next().unwrap_or_default();
    [model.as_str(), bare].into_iter().any(|name| holds_word(&said, name))
}

/// Whether `name` stands in `said` as a word of its own.
fn holds_word(said: &str, name: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    !name.is_empty()
        && said.match_indices(name).any(|(at, _)| {
            let (before, after) = (&said[..at], &said[at + name.len()..]);
            let goes_on = after
                .strip_prefix(['.', ':'])
                .unwrap_or(after)
                .starts_with(part_of_word);
            !before.ends_with(part_of_word) && !goes_on
        })
}

impl Engine {
    /// Marks the model of an answer as the server's last word on it was.
    pub(crate) async fn record_availability(&self, request: &Request, ending: &Ending) {
        let heard = self
            .availability()
            .lock()
            .record_ending(request.endpoint, &request.model, ending, clock::now_ms());
        if let Some(all) = heard {
            self.remember_setting(&UNAVAILABLE, all).await;
        }
    }

    /// Removes models from the unavailable ones that a fresh list has again.
    pub(crate) async fn review_availability(&self, endpoint: EndpointId, list: &[CachedModel]) {
        let listed: HashSet<&str> = list.iter().map(|model| model.id.as_str()).collect();
        let all = {
            let marks = &mut self.availability().lock().marks;
            let before = marks.for_endpoint(endpoint).cloned().unwrap_or_default();
            let after = reviewed(before.clone(), &listed);
            if after == before {
                return;
            }
            marks.set_all(endpoint, after);
            marks.clone()
        };
        self.remember_setting(&UNAVAILABLE, all).await;
    }
}

fn reviewed(mut marks: BTreeMap<String, Unavailable>, listed: &HashSet<&str>) -> BTreeMap<String, Unavailable> {
    marks.retain(|model, mark| !(mark.was_unlisted && listed.contains(model.as_str())));
    for (model, mark) in &mut marks {
        mark.was_unlisted |= !listed.contains(model.as_str());
    }
    marks
}

#[cfg(test)]
mod tests;
