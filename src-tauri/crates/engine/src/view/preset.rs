//! Presets: endpoints many people use, as data.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AuthHeader;

/// Who reads the prompts that are sent to an endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PromptRoute {
    /// The provider itself.
    #[default]
    Direct,
    /// The provider, which passes them on to others.
    PassedOn,
    /// Nobody else: the model runs on a computer of the person's.
    Local,
    /// Unknown: the person's own server or gateway decides.
    Unknown,
}

/// An endpoint many people use. Names are proper names, not words to translate; `custom` has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "independent facts about a preset, as they stand in presets.json"
)]
pub struct PresetView {
    /// Its id: `aihubmix`, `custom` and so on.
    pub id: String,
    /// Its proper name.
    pub name: String,
    /// Its base URL, empty for `custom`. In some a part stands in braces that the person has to fill in.
    pub base_url: String,
    /// The header its key travels in.
    #[serde(default)]
    pub auth_header: AuthHeader,
    /// Query parameters its requests need.
    #[serde(default)]
    pub query: Vec<(String, String)>,
    /// Whether it answers nobody without a key.
    #[serde(default)]
    pub needs_key: bool,
    /// Where a key is made.
    #[serde(default)]
    pub key_page: Option<String>,
    /// Where the service says how it is.
    #[serde(default)]
    pub status_page: Option<String>,
    /// A server a person runs: asking a model may load it, so none is asked just to check.
    #[serde(default)]
    pub local: bool,
    /// The cheap model a check would ask for one word, where that is known beforehand.
    #[serde(default)]
    pub asks: Option<String>,
    /// Who reads the prompts sent to it.
    #[serde(default)]
    pub prompt_route: PromptRoute,
    /// Whether it is offered before *More* is pressed.
    #[serde(default)]
    pub featured: bool,
    /// Whether it tells how much money is left in the account.
    #[serde(default, skip_serializing)]
    #[ts(skip)]
    pub has_balance: bool,
    /// Further origins that belong to it.
    #[serde(default, skip_serializing)]
    #[ts(skip)]
    pub origins: Vec<String>,
    /// Suffix of host names that belong to it, where each customer has a host name of their own.
    #[serde(default, skip_serializing)]
    #[ts(skip)]
    pub host_suffix: Option<String>,
    /// Path of its API on a customer's own host name. A key alone then doesn't tell where it belongs.
    #[serde(default, skip_serializing)]
    #[ts(skip)]
    pub resource_path: Option<String>,
    /// Names of environment variables that commonly hold its key.
    #[serde(default, skip_serializing)]
    #[ts(skip)]
    pub variables: Vec<String>,
    /// Loopback ports it listens on unless told otherwise.
    #[serde(default, skip_serializing)]
    #[ts(skip)]
    pub ports: Vec<u16>,
}

/// A server on this computer that answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LocalServer {
    /// The preset it looks like.
    pub preset: String,
    /// Its base URL.
    pub base_url: String,
    /// The ids of the models it lists.
    pub models: Vec<String>,
    /// Whether there is an endpoint with this base URL already.
    pub known: bool,
}

/// A key found in a `.env` on the clipboard or in the environment. The value stays in Rust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Found {
    /// Names it until it is added or dropped; means nothing elsewhere.
    pub id: String,
    /// The variable: `OPENAI_API_KEY`.
    pub variable: String,
    /// The preset it is for.
    pub preset: String,
    /// What the endpoint would be called.
    pub name: String,
    /// Where the key would go, normalised. Empty when nothing says where: it cannot be added then.
    pub base_url: String,
    /// Characters of the key.
    pub characters: u32,
    /// Whether there is an endpoint with this base URL already.
    pub known: bool,
    /// Plain http beyond this computer: such a one is not added from a list, but by the form, which asks.
    pub plain_http: bool,
}

/// How adding one of the found ended.
#[derive(Clone, Debug, Serialize, TS)]
pub struct FoundReport {
    /// Which of them.
    pub id: String,
    /// What its check found; its endpoint is set when it was stored.
    pub report: super::CheckReport,
}
