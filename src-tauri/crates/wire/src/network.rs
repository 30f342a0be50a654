//! Network options: proxy, certificates, time limits.

mod certificates;
mod limits;
mod proxy;

pub use certificates::{ClientCertificate, ExtraCa};
pub use limits::Limits;
pub use proxy::{Proxy, ProxyUrl};
pub(crate) use proxy::{normalise as normalise_proxy, with_credentials};

/// The options of a [`Client`](crate::Client). Endpoints with the same options may share a client.
///
/// Contains secrets, so it implements neither `Debug` nor `Clone`.
#[derive(Default)]
pub struct NetworkOptions {
    /// The proxy. Loopback requests are always direct.
    pub proxy: Proxy,
    /// Root certificates trusted in addition to the platform's.
    pub extra_ca: Option<ExtraCa>,
    /// Certificate presented to servers that request one.
    pub client_certificate: Option<ClientCertificate>,
    /// Time limits.
    pub limits: Limits,
}
