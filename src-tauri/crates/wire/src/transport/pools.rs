//! Connection pools, one for direct connections and one for each proxy.

use std::collections::HashMap;

use chat::{ErrorCode, Failure, RefusalReason};
use parking_lot::Mutex;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use secret::{Key, Origin};
use url::Url;

use super::{connect_time::ConnectTimer, proxy_route::ProxyRoute, system::SystemProxy, tls};
use crate::network::{Limits, NetworkOptions, Proxy};

/// Most proxies with a pool. When a laptop has met more, the older pools are closed.
const MAX_PROXIES: usize = 8;

/// Default `User-Agent`, unless the person sets another.
pub(super) const USER_AGENT: &str = concat!("Juxta/", env!("CARGO_PKG_VERSION"));

/// The connection pools of a client.
pub(super) struct ConnectionPools {
    proxy: Proxy,
    system: SystemProxy,
    tls: ClientConfig,
    pub(super) limits: Limits,
    direct: reqwest::Client,
    proxied: Mutex<HashMap<String, reqwest::Client>>,
}

/// The pool for one request.
pub(super) struct ConnectionPool {
    pub(super) client: reqwest::Client,
    /// The proxy without credentials.
    pub(super) proxy: Option<String>,
    /// The proxy's password, to be redacted from replies.
    pub(super) password: Option<Key>,
}

impl ConnectionPools {
    /// Creates the pools. Fails with `internal` if the HTTP stack can't be set up.
    pub(super) fn new(options: NetworkOptions) -> Result<Self, Failure> {
        let tls = tls::config(&options).map_err(|_| internal())?;
        Ok(Self {
            direct: builder(&tls, &options.limits)
                .no_proxy()
                .build()
                .map_err(|_| internal())?,
            proxied: Mutex::default(),
            system: SystemProxy::default(),
            proxy: options.proxy,
            limits: options.limits,
            tls,
        })
    }

    /// Returns the pool for `url` of `origin`. Loopback requests are always direct, because a proxy would see their key
    /// and prompt.
    pub(super) async fn pool_for(&self, url: &Url, origin: &Origin) -> Result<ConnectionPool, Failure> {
        let route = match &self.proxy {
            _ if origin.is_loopback() => ProxyRoute::Direct,
            Proxy::None => ProxyRoute::Direct,
            Proxy::Url(proxy) => ProxyRoute::Proxy(proxy.credentialed_url()),
            Proxy::System => self.system.route_for(url, origin).await,
        };
        match route {
            ProxyRoute::Direct => Ok(ConnectionPool {
                client: self.direct.clone(),
                proxy: None,
                password: None,
            }),
            ProxyRoute::Proxy(proxy) => self.proxied_pool(&proxy),
        }
    }

    /// Forgets the system's proxy for `origin` after a failed connection, so that it is resolved again.
    pub(super) fn forget(&self, origin: &Origin) {
        self.system.forget(origin);
    }

    fn proxied_pool(&self, proxy: &Url) -> Result<ConnectionPool, Failure> {
        let mut proxied = self.proxied.lock();
        let client = if let Some(client) = proxied.get(proxy.as_str()) {
            client.clone()
        } else {
            let through = reqwest::Proxy::all(proxy.clone()).map_err(|_| internal())?;
            let client = builder(&self.tls, &self.limits).proxy(through).build();
            let client = client.map_err(|_| internal())?;
            if proxied.len() >= MAX_PROXIES {
                proxied.clear();
            }
            proxied.insert(proxy.as_str().to_owned(), client.clone());
            client
        };
        Ok(ConnectionPool {
            client,
            proxy: Some(without_credentials(proxy)),
            password: proxy_password(proxy),
        })
    }
}

fn builder(tls: &ClientConfig, limits: &Limits) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls.clone())
        .redirect(Policy::none())
        .connect_timeout(limits.connect)
        .connector_layer(ConnectTimer)
        .user_agent(USER_AGENT)
        .referer(false)
}

fn internal() -> Failure {
    Failure::new(ErrorCode::Internal).with_reason(RefusalReason::HttpClient)
}

/// Returns the proxy URL without credentials.
fn without_credentials(proxy: &Url) -> String {
    let mut proxy = proxy.clone();
    // Both fail only for URLs without a host.
    let _ = proxy.set_username("");
    let _ = proxy.set_password(None);
    proxy.as_str().trim_end_matches('/').to_owned()
}

fn proxy_password(proxy: &Url) -> Option<Key> {
    let escaped = proxy.password()?;
    let text = percent_encoding::percent_decode_str(escaped)
        .decode_utf8_lossy()
        .into_owned();
    Key::text(text).ok()
}
