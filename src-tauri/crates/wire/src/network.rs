//! How the network is reached: proxy, certificates, time limits.

mod certificates;
mod limits;
mod proxy;

pub use certificates::{ClientCertificate, ExtraCa};
pub use limits::Limits;
pub use proxy::{Proxy, ProxyUrl};
pub(crate) use proxy::{normal as normal_proxy, with_user};

/// What a [`Client`](crate::Client) is made with. Two endpoints with the same options may share one client.
///
/// Holds secrets, so it has neither `Debug` nor `Clone`.
#[derive(Default)]
pub struct NetworkOptions {
    /// The way out. This computer is reached straight, whatever stands here.
    pub proxy: Proxy,
    /// Authorities trusted besides the platform's.
    pub extra_ca: Option<ExtraCa>,
    /// What this side shows to servers that ask who it is.
    pub client_certificate: Option<ClientCertificate>,
    /// How long to wait for what.
    pub limits: Limits,
}
