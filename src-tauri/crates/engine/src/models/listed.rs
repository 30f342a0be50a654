//! A model list as cached in the database, with the tags that say which version it is.

use chat::Price;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::CachedModels;
use wire::Tags;

use crate::{stored, view::Capabilities};

/// Listed model, as cached.
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
    #[serde(default, with = "stored::price::optional")]
    pub(crate) price: Option<Price>,
}

/// Model list, as cached.
#[derive(Clone, Debug)]
pub(crate) struct CachedList {
    pub(crate) models: Vec<CachedModel>,
    pub(crate) tags: Tags,
    /// When it was last read or found unchanged, milliseconds since the epoch.
    pub(crate) fetched_ms: i64,
}

/// Stored form of a list: with its tags, or from before tags were stored.
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
        Capabilities::from_listed(&self.modalities, &self.features, self.context, self.max_output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_and_written_as_its_sample() {
        let list: Value = serde_json::from_str(include_str!("../stored/samples/model_list.json")).expect("JSON");
        let fetched_ms = 7;
        let read = StoredList::read(CachedModels {
            list: list.clone(),
            fetched_ms,
        })
        .expect("the sample is read");
        let [a, b] = &read.models[..] else { panic!("two models") };
        let rate = |rate| Some(chat::Rate(rate));
        let price = Price {
            input: rate(150_000_000),
            output: rate(600_000_000),
            ..Price::default()
        };
        assert_eq!((a.id.as_str(), a.price, a.max_output), ("a", Some(price), Some(4_096)));
        assert_eq!((b.id.as_str(), b.price, b.max_output), ("b", None, None));
        assert_eq!(read.tags.list.as_deref(), Some("\"1\""));
        assert_eq!(StoredList::value(&read), list);
        let bare = serde_json::json!([{"id": "a"}]);
        let older = StoredList::read(CachedModels { list: bare, fetched_ms }).expect("as it was before versions");
        assert_eq!(older.models[0].id, "a");
    }
}
