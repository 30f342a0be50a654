//! How an endpoint's requests are made: what the person sets, and the same given back without secrets.

use chat::EndpointId;
use secret::SecretText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The header a key travels in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AuthHeader {
    /// The header's name: `Authorization`, `api-key`.
    pub name: String,
    /// What stands before the key: `Bearer`, or nothing.
    pub scheme: String,
}

impl Default for AuthHeader {
    fn default() -> Self {
        Self {
            name: "Authorization".to_owned(),
            scheme: "Bearer".to_owned(),
        }
    }
}

/// Time limits, seconds. There is none on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Limits {
    /// To reach the server.
    pub connect_s: u32,
    /// From sending the request to the first content.
    pub first_content_s: u32,
    /// Between two pieces of content.
    pub silence_s: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_s: 10,
            first_content_s: 300,
            silence_s: 120,
        }
    }
}

/// How many answers of an endpoint are under way at once, 1 to 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Parallel(u32);

impl Parallel {
    /// As many as a conversation has tabs.
    pub const MOST: u32 = 24;

    /// `None` when it is out of bounds.
    pub fn new(answers: u32) -> Option<Self> {
        (1..=Self::MOST).contains(&answers).then_some(Self(answers))
    }

    /// Takes a stored number as it is; [`Parallel::get`] keeps it within bounds.
    pub(crate) fn stored(answers: u32) -> Self {
        Self(answers)
    }

    /// As a count; within bounds whatever was stored.
    pub fn get(self) -> usize {
        usize::try_from(self.0.clamp(1, Self::MOST)).unwrap_or(1)
    }
}

impl Default for Parallel {
    fn default() -> Self {
        Self(6)
    }
}

impl From<Parallel> for u32 {
    fn from(parallel: Parallel) -> Self {
        parallel.0
    }
}

/// A header sent with every request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// Its value; `null` where it is secret: the keyring has it.
    pub value: Option<String>,
    /// Whether the value is kept in the keyring and never shown again.
    pub secret: bool,
}

/// The proxy of an endpoint, or of all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Proxy {
    /// As in the network settings for all endpoints. There it means [`Proxy::System`].
    #[default]
    Default,
    /// As the desktop says.
    System,
    /// None.
    None,
    /// This one.
    Url {
        /// `http://`, `https://` or `socks5://`, host and port.
        url: String,
        /// The user name; empty for none.
        user: String,
        /// Whether the keyring has a password for it.
        password: bool,
    },
}

/// The certificate by which this computer shows who it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClientCertificate {
    /// The certificate and its chain, PEM.
    pub cert_pem: String,
    /// Whether the keyring has its private key.
    pub key: bool,
}

/// How an endpoint's requests are made. No secret is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct EndpointSettings {
    /// The preset it was made from; empty when unknown.
    pub preset: String,
    /// The header its key travels in.
    pub auth_header: AuthHeader,
    /// Query parameters of every request.
    pub query: Vec<(String, String)>,
    /// Headers of every request.
    pub headers: Vec<Header>,
    /// Its proxy. Never used for this computer.
    pub proxy: Proxy,
    /// Certificates to trust beside the system's, PEM; empty for none.
    pub ca_pem: String,
    /// The certificate to show to the server.
    pub client_cert: Option<ClientCertificate>,
    /// Time limits.
    pub limits: Limits,
    /// How many answers are under way at once; the rest wait for a slot.
    pub parallel: Parallel,
    /// A JSON object whose members every completion request gets; empty for none.
    pub extra_body: String,
    /// Whether reasoning is sent back with the history.
    pub send_reasoning_back: bool,
    /// The model a check asks where there is no list, or no model of it will do; empty for none.
    pub check_model: String,
}

/// A secret on its way in.
#[derive(Default, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", content = "value")]
pub enum SecretInput {
    /// There is none, and one that was there is forgotten.
    #[default]
    None,
    /// Leave what is stored.
    Keep,
    /// Typed by the person; the field is emptied at once.
    Typed(#[ts(type = "string")] SecretText),
}

/// A header as filled in.
#[derive(Deserialize, TS)]
pub struct HeaderForm {
    /// Its name.
    pub name: String,
    /// Its value; `null` for a secret one leaves what is stored.
    #[ts(type = "string | null")]
    pub value: Option<SecretText>,
    /// Whether it goes to the keyring.
    pub secret: bool,
}

/// A proxy as filled in.
#[derive(Default, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ProxyForm {
    /// As in the network settings for all endpoints.
    #[default]
    Default,
    /// As the desktop says.
    System,
    /// None.
    None,
    /// This one.
    Url {
        /// `http://`, `https://` or `socks5://`, host and port; `http://` where no scheme is typed.
        url: String,
        /// The user name; empty for none.
        user: String,
        /// The password.
        password: SecretInput,
    },
}

/// A client certificate as filled in.
#[derive(Deserialize, TS)]
pub struct ClientCertificateForm {
    /// The certificate and its chain: PEM, or the path of a file with it.
    pub cert_pem: String,
    /// Its private key: PEM, or the path of a file with it.
    pub key: SecretInput,
}

/// [`EndpointSettings`] as filled in.
#[derive(Deserialize, TS)]
pub struct EndpointSettingsForm {
    /// The preset.
    pub preset: String,
    /// The header the key travels in.
    pub auth_header: AuthHeader,
    /// Query parameters.
    pub query: Vec<(String, String)>,
    /// Headers.
    pub headers: Vec<HeaderForm>,
    /// The proxy.
    pub proxy: ProxyForm,
    /// Certificates to trust: PEM, or the path of a file with them; empty for none.
    pub ca_pem: String,
    /// The certificate to show.
    pub client_cert: Option<ClientCertificateForm>,
    /// Time limits.
    pub limits: Limits,
    /// How many answers are under way at once, 1 to 24.
    pub parallel: u32,
    /// A JSON object; empty for none.
    pub extra_body: String,
    /// Whether reasoning is sent back.
    pub send_reasoning_back: bool,
    /// The model a check asks; empty for none.
    pub check_model: String,
}

/// What holds for all endpoints.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct NetworkSettings {
    /// The proxy of endpoints that have none of their own.
    pub proxy: Proxy,
}

/// [`NetworkSettings`] as filled in.
#[derive(Deserialize, TS)]
pub struct NetworkForm {
    /// The proxy.
    pub proxy: ProxyForm,
}

/// What is left of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Balance {
    /// Millionths of a US dollar; `null` where the key has no limit.
    pub micro_usd: Option<i64>,
}

/// What a connection was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// An answer.
    Answer,
    /// A model list.
    Models,
    /// A check.
    Check,
    /// The balance.
    Balance,
    /// Looking for servers on this computer.
    LocalServers,
}

/// One request that was made, without anything of what was said in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConnectionRow {
    /// When it began, milliseconds since the epoch.
    pub at_ms: i64,
    /// For which endpoint.
    pub endpoint: Option<EndpointId>,
    /// Host and port.
    pub host: String,
    /// The proxy it went through, without credentials.
    pub proxy: Option<String>,
    /// What for.
    pub purpose: Purpose,
    /// Bytes of the request's body.
    pub bytes_out: u64,
    /// Bytes of the reply's body.
    pub bytes_in: u64,
    /// The HTTP status, where a reply came.
    pub status: Option<u16>,
    /// `ok`, or the code of what went wrong.
    pub outcome: String,
    /// How long it took.
    pub ms: Option<u64>,
}
