//! Endpoints and keys as the page sees them.

use chat::EndpointId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EndpointSettings, EndpointSettingsForm};

/// Where an endpoint's key is, as far as the marker in the database says. Asking costs no keyring call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// It needs none.
    #[default]
    None,
    /// In the system keyring.
    Keyring,
    /// In memory until Juxta is closed.
    Session,
    /// Handed in by `JUXTA_API_KEY`, this process only.
    Environment,
    /// It had one and it is gone (removed elsewhere, or a session ended).
    Missing,
}

/// One endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EndpointView {
    /// Its id.
    pub id: EndpointId,
    /// Its name, unique.
    pub name: String,
    /// Normalised base URL without trailing slash.
    pub base_url: String,
    /// What is called: `POST https://aihubmix.com/v1/chat/completions`.
    pub request_line: String,
    /// Where its key is.
    pub key: KeyState,
    /// Whether it is the offline demo.
    pub demo: bool,
    /// Whether its traffic is plain http beyond this computer.
    pub plain_http: bool,
    /// When a check last succeeded, milliseconds since the epoch.
    pub verified_ms: Option<i64>,
    /// Models in the list last fetched.
    pub models: Option<u32>,
    /// How its requests are made.
    pub settings: EndpointSettings,
    /// Where its service says how it is.
    pub status_page: Option<String>,
    /// Whether it can be asked what is left of the account.
    pub has_balance: bool,
}

/// A base URL as typed, judged. The page shows it while the person types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UrlPreview {
    /// The URL that would be saved.
    pub base_url: Option<String>,
    /// What would be called: `POST …/chat/completions`.
    pub request_line: Option<String>,
    /// Plain http beyond this computer: a key needs the person's confirmation.
    pub plain_http: bool,
    /// What is wrong with it.
    pub problem: Option<UrlProblem>,
}

/// What is wrong with a typed URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UrlProblem {
    /// Nothing typed.
    Empty,
    /// Not a URL.
    Invalid,
    /// Neither http nor https.
    Scheme,
    /// A user name or password inside the URL.
    Credentials,
    /// A query or fragment.
    Query,
}

/// A key on its way in. Never serialised, so it cannot cross IPC outwards.
#[derive(Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum KeyInput {
    /// The endpoint needs none.
    None,
    /// Leave what is stored.
    Keep,
    /// Typed by the person; the field is emptied at once.
    Typed(#[ts(type = "string")] secret::Key),
    /// Read from the clipboard by Rust just before (see [`PasteReceipt`]).
    Pasted,
}

/// An endpoint as filled in by the person.
#[derive(Deserialize, TS)]
pub struct EndpointForm {
    /// The endpoint to change; `null` for a new one.
    pub id: Option<EndpointId>,
    /// Its name; empty means the host's.
    pub name: String,
    /// As typed.
    pub base_url: String,
    /// The key.
    pub key: KeyInput,
    /// Keep the key only until Juxta is closed.
    pub session_only: bool,
    /// The person confirmed to send the key over plain http to this origin.
    pub accept_plain_http: bool,
    /// How its requests are made; left out, they stay as they are, and a new endpoint gets its preset's.
    #[serde(default)]
    #[ts(optional)]
    pub settings: Option<EndpointSettingsForm>,
}

/// What *Paste from clipboard* did: Rust holds the key, the page learns its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PasteReceipt {
    /// Characters of the key; 0 when the clipboard holds no text that could be a key.
    pub characters: u32,
}

/// What the system keyring says, read without a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyringState {
    /// Usable at once.
    Unlocked,
    /// A call would ask the person to unlock it.
    Locked,
    /// No keyring service on this computer.
    Absent,
    /// It does not answer in time, or fails.
    Failing,
}
