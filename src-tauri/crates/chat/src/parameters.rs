//! What a tab asks of its model besides the conversation. Absent means not sent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The parameters of a tab.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parameters {
    /// The system prompt; sent as the first message.
    pub system: Option<String>,
    /// Members of the request body by their protocol name, such as `temperature`. Never `model`, `messages` or `stream`.
    pub body: BTreeMap<String, Value>,
}
