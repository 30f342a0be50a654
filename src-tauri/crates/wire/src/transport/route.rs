//! The way to a server: straight, or through the proxy that the person or the system names.

use std::collections::HashMap;

use chat::{ErrorCode, Failure};
use parking_lot::Mutex;
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use secret::{Key, Origin};
use url::Url;

use super::{connecting::Timing, system::SystemProxy, tls};
use crate::network::{Limits, NetworkOptions, Proxy};

/// More proxies than this in one client's life are those of a laptop on its travels: the older ones' connections go.
const MAX_PROXIES: usize = 8;

/// What every request says of who asks, unless the person says otherwise.
pub(super) const AGENT: &str = concat!("Juxta/", env!("CARGO_PKG_VERSION"));

/// A way to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Straight,
    /// Through the proxy at this address, credentials included.
    Through(Url),
}

/// Pooled connections, one pool for each proxy and one for none.
pub(super) struct Routes {
    proxy: Proxy,
    system: SystemProxy,
    tls: ClientConfig,
    pub(super) limits: Limits,
    straight: reqwest::Client,
    proxied: Mutex<HashMap<String, reqwest::Client>>,
}

/// The connections for one request.
pub(super) struct Route {
    pub(super) client: reqwest::Client,
    /// The proxy, without credentials.
    pub(super) proxy: Option<String>,
    /// Its password, to take it out of what comes back.
    pub(super) password: Option<Key>,
}

impl Routes {
    /// Fails with `internal` when the HTTP stack cannot be set up.
    pub(super) fn new(options: NetworkOptions) -> Result<Self, Failure> {
        let tls = tls::config(&options).map_err(|_| internal())?;
        Ok(Self {
            straight: builder(&tls, &options.limits)
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

    /// The way to `url`, of `origin`. A proxy would get the key and the prompt of every loopback request, so those go
    /// straight, whatever anyone says.
    pub(super) async fn to(&self, url: &Url, origin: &Origin) -> Result<Route, Failure> {
        let way = match &self.proxy {
            _ if origin.is_loopback() => Way::Straight,
            Proxy::None => Way::Straight,
            Proxy::Url(proxy) => Way::Through(proxy.with_credentials()),
            Proxy::System => self.system.way(url, origin).await,
        };
        match way {
            Way::Straight => Ok(Route {
                client: self.straight.clone(),
                proxy: None,
                password: None,
            }),
            Way::Through(proxy) => self.through(&proxy),
        }
    }

    /// A connection to `origin` failed: what the system said of the way there is asked anew next time.
    pub(super) fn forget(&self, origin: &Origin) {
        self.system.forget(origin);
    }

    fn through(&self, proxy: &Url) -> Result<Route, Failure> {
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
        Ok(Route {
            client,
            proxy: Some(shown(proxy)),
            password: password(proxy),
        })
    }
}

fn builder(tls: &ClientConfig, limits: &Limits) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls.clone())
        .redirect(Policy::none())
        .connect_timeout(limits.connect)
        .connector_layer(Timing)
        .user_agent(AGENT)
        .referer(false)
}

fn internal() -> Failure {
    Failure::new(ErrorCode::Internal).with("reason", "http_client")
}

/// Without credentials.
fn shown(proxy: &Url) -> String {
    let mut proxy = proxy.clone();
    // Both fail only for URLs without a host.
    let _ = proxy.set_username("");
    let _ = proxy.set_password(None);
    proxy.as_str().trim_end_matches('/').to_owned()
}

fn password(proxy: &Url) -> Option<Key> {
    let escaped = proxy.password()?;
    let text = percent_encoding::percent_decode_str(escaped)
        .decode_utf8_lossy()
        .into_owned();
    Key::text(text).ok()
}
