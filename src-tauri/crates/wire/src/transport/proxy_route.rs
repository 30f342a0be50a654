//! The route to a server: direct or through a proxy.

use url::Url;

/// How a server is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ProxyRoute {
    /// Directly.
    Direct,
    /// Through the proxy with this URL, credentials included.
    Proxy(Url),
}
