//! The parameters of a tab. Absent means not sent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::AnswerLimits;

/// The parameters of a tab.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(rename = "ModelParameters")]
pub struct Parameters {
    /// The system prompt; sent as the first message.
    pub system: Option<String>,
    /// Members of the request body by their protocol name, such as `temperature`. Never one of [`Parameters::OURS`].
    #[ts(type = "Record<string, unknown>")]
    pub body: BTreeMap<String, Value>,
    /// How long its answers may get; kept by the app, never sent.
    pub limits: AnswerLimits,
}

impl Parameters {
    /// Members of the body that the app sets itself.
    pub const OURS: [&str; 3] = ["model", "messages", "stream"];

    /// Returns the first member that the app sets itself. `None` if there is none.
    pub fn first_of_ours(&self) -> Option<&str> {
        let mut names = self.body.keys().map(String::as_str);
        names.find(|name| Self::OURS.contains(name))
    }

    /// Drops a blank system prompt and members that are null.
    #[must_use]
    pub fn tidied(self) -> Self {
        Self {
            system: self.system.filter(|text| !text.trim().is_empty()),
            body: self.body.into_iter().filter(|(_, value)| !value.is_null()).collect(),
            limits: self.limits.tidied(),
        }
    }
}
