//! One message of a request, as the model will read it.

use serde::{Deserialize, Serialize};

use crate::Attachment;

/// Who speaks. `Tool` comes with the tools issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Instructions before the first turn.
    System,
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// One message: who speaks and what is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// Plain text; blank only where something goes with it.
    pub content: String,
    /// The model's own reasoning, present only where the endpoint's switch asks to send it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning: Option<String>,
    /// What goes with it, by hash: whoever sends the message has the bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

impl Message {
    /// A message without reasoning.
    pub fn new(role: Role, content: impl Into<String>) -> Self {
        Self {
            role,
            content: content.into(),
            reasoning: None,
            attachments: Vec::new(),
        }
    }
}
