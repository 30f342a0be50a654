//! Models as the picker shows them.

use chat::{EndpointId, Failure};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
}

/// The lists of all endpoints. An endpoint whose list failed still takes a pasted id.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ModelsView {
    /// Sorted by model id.
    pub rows: Vec<ModelRow>,
    /// Endpoints whose list could not be read, and why.
    pub failed: Vec<(EndpointId, Failure)>,
}
