//! A model list as cached in the database, with the tags that say which version it is.

use chat::Price;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::CachedModels;
use wire::Tags;

use crate::view::Capabilities;

/// A listed model as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CachedModel {
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) provider: Option<String>,
    #[serde(default)]
    pub(crate) types: Vec<String>,
    #[serde(default)]
    pub(crate) context: Option<u64>,
    #[serde(default)]
    pub(crate) max_output: Option<u64>,
    #[serde(default)]
    pub(crate) modalities: Vec<String>,
    #[serde(default)]
    pub(crate) features: Vec<String>,
    #[serde(default)]
    pub(crate) price: Option<Price>,
}

/// A list as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct CachedList {
    pub(crate) models: Vec<CachedModel>,
    pub(crate) tags: Tags,
    /// When it was last read or found unchanged, milliseconds since the epoch.
    pub(crate) fetched_ms: i64,
}

/// How a list is written: with its versions, or as it was before those were kept.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum StoredList {
    Versioned {
        models: Vec<CachedModel>,
        #[serde(default)]
        list_tag: Option<String>,
        #[serde(default)]
        catalogue_tag: Option<String>,
    },
    Bare(Vec<CachedModel>),
}

impl StoredList {
    pub(crate) fn read(cached: CachedModels) -> Option<CachedList> {
        let (models, tags) = match serde_json::from_value(cached.list).ok()? {
            Self::Bare(models) => (models, Tags::default()),
            Self::Versioned {
                models,
                list_tag: list,
                catalogue_tag: catalogue,
            } => (models, Tags { list, catalogue }),
        };
        Some(CachedList {
            models,
            tags,
            fetched_ms: cached.fetched_ms,
        })
    }

    pub(crate) fn value(kept: &CachedList) -> Value {
        let written = Self::Versioned {
            models: kept.models.clone(),
            list_tag: kept.tags.list.clone(),
            catalogue_tag: kept.tags.catalogue.clone(),
        };
        serde_json::to_value(written).unwrap_or_default()
    }
}

impl CachedModel {
    pub(crate) fn capabilities(&self) -> Capabilities {
        Capabilities::of(&self.modalities, &self.features, self.context, self.max_output)
    }
}
