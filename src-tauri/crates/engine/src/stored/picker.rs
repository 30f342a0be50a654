//! The setting `shelf`.

use chat::EndpointId;
use serde::{Deserialize, Serialize};

use crate::view::{ModelRef, ModelSet, PickerPreferences};

/// What the person keeps at hand in the picker.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredPicker {
    favourites: Vec<StoredModelRef>,
    recents: Vec<StoredModelRef>,
    sets: Vec<StoredModelSet>,
}

impl From<PickerPreferences> for StoredPicker {
    fn from(value: PickerPreferences) -> Self {
        Self {
            favourites: value.favourites.into_iter().map(Into::into).collect(),
            recents: value.recents.into_iter().map(Into::into).collect(),
            sets: value.sets.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<StoredPicker> for PickerPreferences {
    fn from(stored: StoredPicker) -> Self {
        Self {
            favourites: stored.favourites.into_iter().map(Into::into).collect(),
            recents: stored.recents.into_iter().map(Into::into).collect(),
            sets: stored.sets.into_iter().map(Into::into).collect(),
        }
    }
}

/// Named set of models.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredModelSet {
    name: String,
    models: Vec<StoredModelRef>,
}

impl From<ModelSet> for StoredModelSet {
    fn from(value: ModelSet) -> Self {
        Self {
            name: value.name,
            models: value.models.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<StoredModelSet> for ModelSet {
    fn from(stored: StoredModelSet) -> Self {
        Self {
            name: stored.name,
            models: stored.models.into_iter().map(Into::into).collect(),
        }
    }
}

/// A model and its endpoint.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredModelRef {
    endpoint: EndpointId,
    model: String,
}

impl From<ModelRef> for StoredModelRef {
    fn from(value: ModelRef) -> Self {
        Self {
            endpoint: value.endpoint,
            model: value.model,
        }
    }
}

impl From<StoredModelRef> for ModelRef {
    fn from(stored: StoredModelRef) -> Self {
        Self {
            endpoint: stored.endpoint,
            model: stored.model,
        }
    }
}
