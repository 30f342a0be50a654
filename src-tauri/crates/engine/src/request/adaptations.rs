//! Adaptations: parameters a server refused (quirk 35), remembered for each endpoint and model, so that each costs one
//! refusal once and not one a prompt.

use std::collections::BTreeMap;

use chat::EndpointId;
use parking_lot::Mutex;
use store::{Store, StoreError};
use wire::Adaptation;

use crate::{Engine, setting::Setting};

const ADAPTATIONS: Setting<BTreeMap<String, Vec<String>>> = Setting::new("adaptations");
/// More pairs than this are forgotten from the front: they are learned again at the price of one refusal.
const KEPT: usize = 500;

/// Changes by `<endpoint> <model>`, each as its word.
#[derive(Default)]
pub(crate) struct Adapted(Mutex<BTreeMap<String, Vec<String>>>);

impl Adapted {
    /// What was learned before this start.
    pub(crate) fn load(store: &Store) -> Result<Self, StoreError> {
        Ok(Self(Mutex::new(ADAPTATIONS.read(store)?)))
    }

    fn known(&self, endpoint: EndpointId, model: &str) -> Vec<Adaptation> {
        let all = self.0.lock();
        let words = all.get(&name(endpoint, model)).into_iter().flatten();
        // A word that this build does not know is skipped.
        words.filter_map(|word| word.parse().ok()).collect()
    }

    /// Records adaptations. Returns all of them if any is new.
    fn learn(
        &self,
        endpoint: EndpointId,
        model: &str,
        changes: &[Adaptation],
    ) -> Option<BTreeMap<String, Vec<String>>> {
        let words: Vec<String> = changes.iter().map(ToString::to_string).collect();
        let mut all = self.0.lock();
        if words.is_empty() || all.get(&name(endpoint, model)) == Some(&words) {
            return None;
        }
        while all.len() >= KEPT {
            all.pop_first();
        }
        all.insert(name(endpoint, model), words);
        Some(all.clone())
    }
}

fn name(endpoint: EndpointId, model: &str) -> String {
    format!("{endpoint} {model}")
}

impl Engine {
    /// The changes with which a model of an endpoint is asked.
    pub(crate) fn adaptations(&self, endpoint: EndpointId, model: &str) -> Vec<Adaptation> {
        self.adapted().known(endpoint, model)
    }

    /// Remembers how a model had to be asked.
    pub(crate) async fn learn(&self, endpoint: EndpointId, model: &str, changes: &[Adaptation]) {
        if let Some(all) = self.adapted().learn(endpoint, model, changes) {
            self.remember_setting(&ADAPTATIONS, all).await;
        }
    }
}
