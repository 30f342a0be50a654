//! Column `endpoints.settings`.

use serde::{Deserialize, Serialize};

use crate::view::{AuthHeader, ClientCertificate, EndpointSettings, Header, Limits, Parallel, Proxy};

/// How an endpoint's requests are made. No secret is in it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredEndpointSettings {
    preset: String,
    auth_header: StoredAuthHeader,
    query: Vec<(String, String)>,
    headers: Vec<StoredHeader>,
    proxy: StoredProxy,
    ca_pem: String,
    client_cert: Option<StoredClientCertificate>,
    limits: StoredLimits,
    parallel: u32,
    extra_body: String,
    send_reasoning_back: bool,
    check_model: String,
}

impl From<EndpointSettings> for StoredEndpointSettings {
    fn from(value: EndpointSettings) -> Self {
        Self {
            preset: value.preset,
            auth_header: value.auth_header.into(),
            query: value.query,
            headers: value.headers.into_iter().map(Into::into).collect(),
            proxy: value.proxy.into(),
            ca_pem: value.ca_pem,
            client_cert: value.client_cert.map(Into::into),
            limits: value.limits.into(),
            parallel: u32::from(value.parallel),
            extra_body: value.extra_body,
            send_reasoning_back: value.send_reasoning_back,
            check_model: value.check_model,
        }
    }
}

impl From<StoredEndpointSettings> for EndpointSettings {
    fn from(stored: StoredEndpointSettings) -> Self {
        Self {
            preset: stored.preset,
            auth_header: stored.auth_header.into(),
            query: stored.query,
            headers: stored.headers.into_iter().map(Into::into).collect(),
            proxy: stored.proxy.into(),
            ca_pem: stored.ca_pem,
            client_cert: stored.client_cert.map(Into::into),
            limits: stored.limits.into(),
            parallel: Parallel::stored(stored.parallel),
            extra_body: stored.extra_body,
            send_reasoning_back: stored.send_reasoning_back,
            check_model: stored.check_model,
        }
    }
}

impl Default for StoredEndpointSettings {
    fn default() -> Self {
        EndpointSettings::default().into()
    }
}

/// The header a key travels in.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredAuthHeader {
    name: String,
    scheme: String,
}

impl From<AuthHeader> for StoredAuthHeader {
    fn from(value: AuthHeader) -> Self {
        Self {
            name: value.name,
            scheme: value.scheme,
        }
    }
}

impl From<StoredAuthHeader> for AuthHeader {
    fn from(stored: StoredAuthHeader) -> Self {
        Self {
            name: stored.name,
            scheme: stored.scheme,
        }
    }
}

/// A header of every request; a secret one has no value here.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredHeader {
    name: String,
    value: Option<String>,
    secret: bool,
}

impl From<Header> for StoredHeader {
    fn from(value: Header) -> Self {
        Self {
            name: value.name,
            value: value.value,
            secret: value.secret,
        }
    }
}

impl From<StoredHeader> for Header {
    fn from(stored: StoredHeader) -> Self {
        Self {
            name: stored.name,
            value: stored.value,
            secret: stored.secret,
        }
    }
}

/// Time limits, seconds.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::struct_field_names, reason = "the stored names")]
pub(crate) struct StoredLimits {
    connect_s: u32,
    first_content_s: u32,
    silence_s: u32,
}

impl From<Limits> for StoredLimits {
    fn from(value: Limits) -> Self {
        Self {
            connect_s: value.connect_s,
            first_content_s: value.first_content_s,
            silence_s: value.silence_s,
        }
    }
}

impl From<StoredLimits> for Limits {
    fn from(stored: StoredLimits) -> Self {
        Self {
            connect_s: stored.connect_s,
            first_content_s: stored.first_content_s,
            silence_s: stored.silence_s,
        }
    }
}

/// A client certificate; its private key is in the keyring.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredClientCertificate {
    cert_pem: String,
    key: bool,
}

impl From<ClientCertificate> for StoredClientCertificate {
    fn from(value: ClientCertificate) -> Self {
        Self {
            cert_pem: value.cert_pem,
            key: value.key,
        }
    }
}

impl From<StoredClientCertificate> for ClientCertificate {
    fn from(stored: StoredClientCertificate) -> Self {
        Self {
            cert_pem: stored.cert_pem,
            key: stored.key,
        }
    }
}

/// The proxy of one endpoint, or of all of them.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub(crate) enum StoredProxy {
    #[default]
    Default,
    System,
    None,
    Url {
        url: String,
        user: String,
        password: bool,
    },
}

impl From<Proxy> for StoredProxy {
    fn from(value: Proxy) -> Self {
        match value {
            Proxy::Default => Self::Default,
            Proxy::System => Self::System,
            Proxy::None => Self::None,
            Proxy::Url { url, user, password } => Self::Url { url, user, password },
        }
    }
}

impl From<StoredProxy> for Proxy {
    fn from(stored: StoredProxy) -> Self {
        match stored {
            StoredProxy::Default => Self::Default,
            StoredProxy::System => Self::System,
            StoredProxy::None => Self::None,
            StoredProxy::Url { url, user, password } => Self::Url { url, user, password },
        }
    }
}
