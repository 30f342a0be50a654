//! What servers turned out to want, for as long as this process lives (quirk 35).

use std::collections::HashMap;

use parking_lot::{Mutex, MutexGuard};
use secret::Origin;

use crate::adaptation::Adaptation;

/// More pairs of server and model than this, and the memory begins anew: it saves a request, no more.
const MAX_PAIRS: usize = 256;

/// The changes that helped, by server and model.
#[derive(Default)]
pub(super) struct Learned(Mutex<HashMap<(Origin, String), Vec<Adaptation>>>);

impl Learned {
    /// What helped before.
    pub(super) fn of(&self, origin: &Origin, model: &str) -> Vec<Adaptation> {
        let key = (origin.clone(), model.to_owned());
        self.pairs().get(&key).cloned().unwrap_or_default()
    }

    /// This helped.
    pub(super) fn note(&self, origin: Origin, model: &str, change: Adaptation) {
        let mut pairs = self.pairs();
        if pairs.len() >= MAX_PAIRS {
            pairs.clear();
        }
        let made = pairs.entry((origin, model.to_owned())).or_default();
        if !made.contains(&change) {
            made.push(change);
        }
    }

    fn pairs(&self) -> MutexGuard<'_, HashMap<(Origin, String), Vec<Adaptation>>> {
        self.0.lock()
    }
}
