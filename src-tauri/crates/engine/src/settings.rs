//! How an endpoint's requests are made: what is stored, what a new one starts with, what a form may say.

use store::Endpoint;
use wire::BaseUrl;

use crate::{
    presets,
    view::{EndpointSettings, PresetView},
};

/// The settings an endpoint is stored with. What cannot be read counts as nothing set.
pub(crate) fn of(endpoint: &Endpoint) -> EndpointSettings {
    serde_json::from_str(&endpoint.settings).unwrap_or_else(|error| {
        tracing::warn!(line = error.line(), "unreadable endpoint settings");
        EndpointSettings::default()
    })
}

/// As text for the store.
pub(crate) fn text(settings: &EndpointSettings) -> String {
    serde_json::to_string(settings).unwrap_or_else(|_| "{}".to_owned())
}

/// What a new endpoint at `base` starts with: its preset's.
pub(crate) fn fresh(base: &BaseUrl) -> EndpointSettings {
    presets::of_url(base).map_or_else(EndpointSettings::default, of_preset)
}

/// What a preset asks for.
pub(crate) fn of_preset(preset: &PresetView) -> EndpointSettings {
    EndpointSettings {
        preset: preset.id.clone(),
        auth_header: preset.auth_header.clone(),
        query: preset.query.clone(),
        ..EndpointSettings::default()
    }
}
