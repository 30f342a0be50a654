//! The subject of a check, and the clock of its steps.

use std::time::Instant;

use wire::{BaseUrl, Client};

use crate::{
    endpoints::{keys::Bound, presets},
    view::EndpointSettings,
};

/// The endpoint under check: client, base URL, key and settings.
pub(crate) struct Subject<'a> {
    pub(crate) client: &'a Client,
    pub(crate) base: &'a BaseUrl,
    pub(crate) key: Option<&'a Bound>,
    pub(crate) settings: &'a EndpointSettings,
}

impl Subject<'_> {
    /// Whether asking a model might load it on this computer.
    pub(super) fn is_local(&self) -> bool {
        let presets = [presets::named(&self.settings.preset), presets::of_url(self.base)];
        let loopback = self.base.origin().is_loopback();
        presets.into_iter().flatten().any(|preset| preset.local) || (loopback && self.key.is_none())
    }

    /// The model the person named for checks.
    pub(super) fn named_model(&self) -> Option<&str> {
        Some(self.settings.check_model.trim()).filter(|id| !id.is_empty())
    }
}

pub(super) fn elapsed_ms(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
