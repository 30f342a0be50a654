//! Daily refresh of old model lists while the window stays open, without a prompt.
//! Nothing is read at the start, when nobody has asked for anything yet and the keyring is left alone.

use std::time::Duration;

use chat::Failure;
use store::Endpoint;

use crate::{Engine, clock, setting::Setting, view::News};

/// How long a list is good for while the window stays open. One timer, so that an idle window stays idle.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The setting that switches it off.
const REFRESH_LISTS: Setting<bool> = Setting::new("refresh_lists");

impl Engine {
    /// Refreshes old lists once a day while the engine is open.
    pub(crate) fn refresh_daily(&self) {
        let engine = self.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(DAY).await;
                if engine.is_closed() {
                    return;
                }
                // Failures show in the picker when it opens.
                if engine.refreshes_lists().await.unwrap_or(false) {
                    engine.refresh_lists(DAY).await;
                }
            }
        });
    }

    /// Returns whether lists are refreshed once a day. On by default.
    pub async fn refreshes_lists(&self) -> Result<bool, Failure> {
        Ok(self.setting(&REFRESH_LISTS).await?.unwrap_or(true))
    }

    /// Switches that on or off.
    pub async fn set_refreshes_lists(&self, on: bool) -> Result<(), Failure> {
        self.set_setting(&REFRESH_LISTS, on).await
    }

    /// Refreshes lists older than `age`. Skips endpoints without a list, and those whose key
    /// is not available: a locked keyring stays locked.
    pub async fn refresh_lists(&self, age: Duration) {
        let endpoints = self.endpoints();
        let stored = endpoints.iter().filter(|endpoint| !endpoint.demo);
        let reads = futures_util::future::join_all(stored.map(|endpoint| self.refresh_list(endpoint, age))).await;
        if reads.contains(&true) {
            self.tell(News::Endpoints);
        }
    }

    /// True when the list was read.
    async fn refresh_list(&self, endpoint: &Endpoint, age: Duration) -> bool {
        let Ok(Some(kept)) = self.cached_list(endpoint.id).await else {
            return false;
        };
        let old = u128::try_from(clock::now_ms().saturating_sub(kept.fetched_ms)).is_ok_and(|ms| ms >= age.as_millis());
        old && self.read_list(endpoint, Some(&kept)).await.is_ok()
    }
}
