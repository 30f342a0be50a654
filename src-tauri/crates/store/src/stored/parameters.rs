//! Column `tabs.parameters`, and the settings that keep parameters for new tabs.

use std::collections::BTreeMap;

use chat::{AnswerLimits, Parameters};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a tab asks of its model.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StoredParameters {
    system: Option<String>,
    body: BTreeMap<String, Value>,
    limits: StoredLimits,
}

/// How long an answer may get.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct StoredLimits {
    seconds: Option<u32>,
    tokens: Option<u32>,
}

impl From<&Parameters> for StoredParameters {
    fn from(parameters: &Parameters) -> Self {
        let Parameters { system, body, limits } = parameters.clone();
        Self {
            system,
            body,
            limits: StoredLimits {
                seconds: limits.seconds,
                tokens: limits.tokens,
            },
        }
    }
}

impl From<StoredParameters> for Parameters {
    fn from(stored: StoredParameters) -> Self {
        Self {
            system: stored.system,
            body: stored.body,
            limits: AnswerLimits {
                seconds: stored.limits.seconds,
                tokens: stored.limits.tokens,
            },
        }
    }
}
