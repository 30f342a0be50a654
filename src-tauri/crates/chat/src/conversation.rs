//! A conversation: tabs, turns, and a tree of answers whose paths are the tabs' histories.
//!
//! An answer names its parent, the answer before it; a tab names its head, the newest answer of its path. One model's
//! answer gets into another's request only if a person puts it there, by making it a parent.

mod from_parts;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::{Answer, AnswerId, Attached, Context, ConversationId, EndpointId, Parameters, TabId, TurnId};

pub use from_parts::{BrokenTree, ConversationParts};

/// One conversation with everything in it.
///
/// Not deserializable: [`Conversation::from_parts`] checks one that comes from outside.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Its title; empty until the first prompt.
    pub title: String,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// Milliseconds since the epoch; moves with each send.
    pub updated_ms: i64,
    /// Which earlier turns its requests carry.
    pub context: Context,
    /// Open and closed tabs in the order they stand (closed ones keep their history for *undo close*).
    pub tabs: Vec<Tab>,
    /// Every prompt ever sent, in order of sending.
    pub turns: IndexMap<TurnId, Turn>,
    /// Every answer, in order of asking.
    pub answers: IndexMap<AnswerId, Answer>,
}

/// One model tab: bound to an endpoint, a model and parameters, with a history of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tab {
    /// Its id. The same model may have two tabs.
    pub id: TabId,
    /// Where its requests go.
    pub endpoint: EndpointId,
    /// The model id, as typed or listed.
    pub model: String,
    /// What it asks of the model.
    pub parameters: Parameters,
    /// The newest answer of its path; `None` before the first turn.
    pub head: Option<AnswerId>,
    /// What the person calls it.
    #[serde(default)]
    pub name: Option<String>,
    /// Closed by the person; not shown and not asked.
    pub closed: bool,
    /// How many closings of the conversation there had been with its own, so that the last closed opens first; 0 while
    /// it is open.
    #[serde(default)]
    pub closing: u32,
}

/// One prompt, sent to one or more tabs at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Its id.
    pub id: TurnId,
    /// What the person asked.
    pub prompt: String,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// The turn this one is an edit of.
    pub edits: Option<TurnId>,
    /// What goes with it besides the prompt.
    #[serde(default)]
    pub attached: Attached,
}
