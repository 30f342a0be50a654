//! The setting `prices`, and prices in stored model lists.

use chat::{Price, PriceSource, Rate};
use serde::{Deserialize, Serialize};

/// The price of a model, femtodollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredPrice {
    input: Option<u64>,
    output: Option<u64>,
    cached: Option<u64>,
    cache_write: Option<u64>,
    reasoning: Option<u64>,
    request: Option<u64>,
    source: StoredPriceSource,
}

impl From<Price> for StoredPrice {
    fn from(value: Price) -> Self {
        Self {
            input: value.input.map(|rate| rate.0),
            output: value.output.map(|rate| rate.0),
            cached: value.cached.map(|rate| rate.0),
            cache_write: value.cache_write.map(|rate| rate.0),
            reasoning: value.reasoning.map(|rate| rate.0),
            request: value.request.map(|rate| rate.0),
            source: value.source.into(),
        }
    }
}

impl From<StoredPrice> for Price {
    fn from(stored: StoredPrice) -> Self {
        Self {
            input: stored.input.map(Rate),
            output: stored.output.map(Rate),
            cached: stored.cached.map(Rate),
            cache_write: stored.cache_write.map(Rate),
            reasoning: stored.reasoning.map(Rate),
            request: stored.request.map(Rate),
            source: stored.source.into(),
        }
    }
}

/// Where a price comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredPriceSource {
    #[default]
    List,
    Person,
    Free,
}

impl From<PriceSource> for StoredPriceSource {
    fn from(value: PriceSource) -> Self {
        match value {
            PriceSource::List => Self::List,
            PriceSource::Person => Self::Person,
            PriceSource::Free => Self::Free,
        }
    }
}

impl From<StoredPriceSource> for PriceSource {
    fn from(stored: StoredPriceSource) -> Self {
        match stored {
            StoredPriceSource::List => Self::List,
            StoredPriceSource::Person => Self::Person,
            StoredPriceSource::Free => Self::Free,
        }
    }
}

/// An optional price inside another stored value, for `#[serde(with)]`.
pub(crate) mod optional {
    use chat::Price;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::StoredPrice;

    #[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
    pub(crate) fn serialize<S: Serializer>(price: &Option<Price>, to: S) -> Result<S::Ok, S::Error> {
        price.map(StoredPrice::from).serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Price>, D::Error> {
        Ok(Option::<StoredPrice>::deserialize(from)?.map(Into::into))
    }
}
