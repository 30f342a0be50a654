//! Models as the picker shows them.

use chat::{EndpointId, Failure, Price};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Capabilities;

/// A model and the endpoint it is asked at. The id need not be in any list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct ModelRef {
    /// Where.
    pub endpoint: EndpointId,
    /// The model id.
    pub model: String,
}

/// One row of the picker.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ModelRow {
    /// Where it is asked.
    pub endpoint: EndpointId,
    /// The endpoint's name.
    pub endpoint_name: String,
    /// The model id.
    pub model: String,
    /// Who made it (`owned_by`), if said.
    pub provider: Option<String>,
    /// What it does, such as `llm` or `embedding`; empty where the list does not say.
    pub types: Vec<String>,
    /// How many tokens it can read.
    pub context: Option<u64>,
    /// How many tokens it can write.
    pub max_output: Option<u64>,
    /// What it takes in, such as `image`; empty where the list does not say.
    pub modalities: Vec<String>,
    /// What it can do, such as `thinking` or `tools`; empty where the list does not say.
    pub features: Vec<String>,
    /// What its tokens cost: as the person filled it in, else as listed.
    pub price: Option<Price>,
    /// What it can do, read from these words.
    pub capabilities: Capabilities,
}

/// A price as filled in by the person: USD per million tokens, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, TS)]
pub struct PriceForm {
    /// A token read.
    pub input: String,
    /// A token written.
    pub output: String,
    /// A token read from the server's cache; blank: the same as `input`.
    pub cached: Option<String>,
    /// A token of reasoning; blank: the same as `output`.
    pub reasoning: Option<String>,
}

/// The lists of all endpoints. An endpoint whose list failed still takes a pasted id.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ModelsView {
    /// Sorted by model id.
    pub rows: Vec<ModelRow>,
    /// Endpoints whose list could not be read, and why.
    pub failed: Vec<(EndpointId, Failure)>,
}
