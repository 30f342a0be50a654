//! All models of all endpoints as the picker takes them: tens of thousands of rows, so columns of small numbers.

use chat::{EndpointId, ErrorCode, Failure, Price};
use serde::Serialize;
use ts_rs::TS;

use super::ModelRef;

/// The lists of all endpoints in columns. Row `i` is `models[model[i]]` at `endpoints[endpoint[i]]`; rows stand by model
/// id, then by endpoint name. An endpoint whose list failed still takes a pasted id.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct CatalogueView {
    /// The endpoints, in the person's order.
    pub endpoints: Vec<CatalogueEndpoint>,
    /// Model ids, each once.
    pub models: Vec<String>,
    /// Makers, each once.
    pub vendors: Vec<String>,
    /// Prices, each once.
    pub prices: Vec<Price>,
    /// What servers said of single models.
    pub marks: Vec<UnavailableModel>,
    /// Per row, which of `models`.
    pub model: Vec<u32>,
    /// Per row, which of `endpoints`.
    pub endpoint: Vec<u32>,
    /// Per row, one more than which of `vendors`; 0 where nobody says.
    pub vendor: Vec<u32>,
    /// Per row, one more than which of `prices`; 0 where there is none.
    pub price: Vec<u32>,
    /// Per row, what it is said to do: 1 vision, 2 tools, 4 reasoning, 8 files.
    pub can: Vec<u8>,
    /// Per row, tokens it can read; 0 where nobody says.
    pub context: Vec<u32>,
    /// Per row, tokens it can write; 0 where nobody says.
    pub output: Vec<u32>,
}

/// An endpoint and how its list stands.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CatalogueEndpoint {
    /// Which.
    pub id: EndpointId,
    /// Its name.
    pub name: String,
    /// When its list was last read or found unchanged, milliseconds since the epoch; `None` when there is none.
    pub fetched_ms: Option<i64>,
    /// Why it could not be read just now.
    pub failure: Option<Failure>,
}

/// A model its server will not answer with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnavailableModel {
    /// Where.
    pub endpoint: EndpointId,
    /// The model id.
    pub model: String,
    /// `unknown_model` or `forbidden`.
    pub code: ErrorCode,
    /// When the server said so, milliseconds since the epoch.
    pub at_ms: i64,
}

/// Models kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ModelSet {
    /// What the person calls it.
    pub name: String,
    /// In the order of their tabs.
    pub models: Vec<ModelRef>,
}

/// What the person keeps at hand in the picker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PickerPreferences {
    /// As they were added.
    pub favourites: Vec<ModelRef>,
    /// The last used first.
    pub recents: Vec<ModelRef>,
    /// As they were made.
    pub sets: Vec<ModelSet>,
}
