//! The setting `budgets`.

use chat::{Caps, Cost};
use serde::{Deserialize, Serialize};

/// Spending caps, picodollars.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredCaps {
    send: Option<u64>,
    day: Option<u64>,
    month: Option<u64>,
    warn: Option<u64>,
}

impl From<Caps> for StoredCaps {
    fn from(value: Caps) -> Self {
        Self {
            send: value.send.map(|cost| cost.0),
            day: value.day.map(|cost| cost.0),
            month: value.month.map(|cost| cost.0),
            warn: value.warn.map(|cost| cost.0),
        }
    }
}

impl From<StoredCaps> for Caps {
    fn from(stored: StoredCaps) -> Self {
        Self {
            send: stored.send.map(Cost),
            day: stored.day.map(Cost),
            month: stored.month.map(Cost),
            warn: stored.warn.map(Cost),
        }
    }
}
