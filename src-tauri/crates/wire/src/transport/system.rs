//! Resolves the system's proxy for a URL.
//!
//! On Linux the desktop portal's resolver comes first (it also supports automatic configuration), then the desktop's
//! settings, then the environment. Other systems use the platform's settings. The first source that names a proxy wins.

#[cfg(all(unix, not(target_os = "macos")))]
mod desktop;
#[cfg(all(unix, not(target_os = "macos")))]
mod portal;

use std::{collections::HashMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use parking_lot::Mutex;
use secret::Origin;
use tokio::time::Instant;
use url::Url;

use super::proxy_route::ProxyRoute;
use crate::network::{normalise_proxy, with_credentials};

/// How long a resolved proxy is cached. People change networks.
const CACHE_TIME: Duration = Duration::from_secs(30);
/// How long an unresponsive desktop service is skipped.
#[cfg(all(unix, not(target_os = "macos")))]
const SKIP_TIME: Duration = Duration::from_secs(5 * 60);

/// Resolves proxies and caches them for a while.
pub(super) struct SystemProxy {
    /// Proxy settings from the environment; on macOS and Windows from the platform too.
    environment: Matcher,
    cached: Mutex<HashMap<Origin, (Instant, ProxyRoute)>>,
    #[cfg(all(unix, not(target_os = "macos")))]
    portal_skipped_until: Mutex<Option<Instant>>,
}

impl Default for SystemProxy {
    fn default() -> Self {
        Self {
            environment: Matcher::from_system(),
            cached: Mutex::default(),
            #[cfg(all(unix, not(target_os = "macos")))]
            portal_skipped_until: Mutex::default(),
        }
    }
}

impl SystemProxy {
    /// Returns the route to `url`, which is of `origin`.
    pub(super) async fn route_for(&self, url: &Url, origin: &Origin) -> ProxyRoute {
        let now = Instant::now();
        if let Some((_, route)) = self
            .cached
            .lock()
            .get(origin)
            .filter(|(cached, _)| now.duration_since(*cached) < CACHE_TIME)
        {
            return route.clone();
        }
        let route = self.resolve(url).await;
        self.cached.lock().insert(origin.clone(), (now, route.clone()));
        route
    }

    /// Removes the cached route for `origin`.
    pub(super) fn forget(&self, origin: &Origin) {
        self.cached.lock().remove(origin);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    async fn resolve(&self, url: &Url) -> ProxyRoute {
        let resolved = self.ask_portal(url).await;
        if let Some(proxy) = resolved.as_deref().and_then(first_proxy) {
            return ProxyRoute::Proxy(proxy);
        }
        match desktop::settings().await {
            // A manual proxy that excludes this host excludes it for good.
            Some(desktop::Settings::Manual(matcher)) => matched_route(&matcher, url),
            // Only the resolver can evaluate a script, and it found no proxy.
            Some(desktop::Settings::Automatic) if resolved.is_some() => ProxyRoute::Direct,
            _ => matched_route(&self.environment, url),
        }
    }

    #[cfg(not(all(unix, not(target_os = "macos"))))]
    #[allow(clippy::unused_async, reason = "asynchronous where the system is asked over D-Bus")]
    async fn resolve(&self, url: &Url) -> ProxyRoute {
        matched_route(&self.environment, url)
    }

    /// Returns the proxies from the portal's resolver; `None` without a portal.
    #[cfg(all(unix, not(target_os = "macos")))]
    async fn ask_portal(&self, url: &Url) -> Option<Vec<String>> {
        if self
            .portal_skipped_until
            .lock()
            .is_some_and(|until| Instant::now() < until)
        {
            return None;
        }
        let asked = tokio::time::timeout(portal::TIME_LIMIT, portal::lookup(url)).await;
        if asked.is_err() {
            *self.portal_skipped_until.lock() = Some(Instant::now() + SKIP_TIME);
        }
        asked.ok().flatten()
    }
}

/// Returns the first supported proxy of the list, unless a direct connection comes before it.
#[cfg(all(unix, not(target_os = "macos")))]
fn first_proxy(list: &[String]) -> Option<Url> {
    let known = list.iter().find_map(|entry| match entry.as_str() {
        "direct://" => Some(None),
        other => Url::parse(other).ok().and_then(supported_proxy).map(Some),
    });
    known.flatten()
}

/// Applies a list of proxies and exceptions.
fn matched_route(matcher: &Matcher, url: &Url) -> ProxyRoute {
    let proxy = url.as_str().parse().ok().and_then(|uri| matcher.intercept(&uri));
    proxy
        .as_ref()
        .and_then(proxy_url)
        .map_or(ProxyRoute::Direct, ProxyRoute::Proxy)
}

/// Returns the proxy's URL with its credentials.
fn proxy_url(intercept: &Intercept) -> Option<Url> {
    let url = supported_proxy(Url::parse(&intercept.uri().to_string()).ok()?)?;
    let basic = intercept.basic_auth().and_then(|value| {
        let encoded = value.as_bytes().strip_prefix(b"Basic ")?;
        String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
    });
    let (user, password) = match (intercept.raw_auth(), &basic) {
        (Some(pair), _) => pair,
        (None, Some(pair)) => pair.split_once(':').unwrap_or((pair, "")),
        (None, None) => return Some(url),
    };
    Some(with_credentials(url, user, password))
}

/// Accepts SOCKS4 as well, which the transport supports but which can't be configured by hand.
fn supported_proxy(url: Url) -> Option<Url> {
    if matches!(url.scheme(), "socks4" | "socks4a") {
        Some(url)
    } else {
        normalise_proxy(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(matcher: &Matcher, url: &str) -> ProxyRoute {
        matched_route(matcher, &Url::parse(url).expect("a URL"))
    }

    #[test]
    fn an_environment_with_credentials_and_exceptions() {
        let matcher = Matcher::builder()
            .all("http://me%40corp:p%40ss@proxy:3128")
            .no("internal.example,10.0.0.0/8")
            .build();
        let ProxyRoute::Proxy(proxy) = way(&matcher, "https://api.example/v1") else {
            panic!("no proxy")
        };
        assert_eq!(proxy.as_str(), "http://me%40corp:p%40ss@proxy:3128/");
        for straight in ["https://api.internal.example", "http://10.1.2.3"] {
            assert_eq!(way(&matcher, straight), ProxyRoute::Direct);
        }
        let socks = Matcher::builder().all("socks5://me:pw@tor:9050").build();
        let ProxyRoute::Proxy(proxy) = way(&socks, "https://api.example") else {
            panic!("no proxy")
        };
        assert_eq!(proxy.as_str(), "socks5h://me:pw@tor:9050/");
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_first_proxy_of_a_list_unless_straight_comes_first() {
        let first = |list: &[&str]| {
            let list: Vec<String> = list.iter().map(|entry| (*entry).to_owned()).collect();
            first_proxy(&list).map(String::from)
        };
        assert_eq!(first(&["http://a:1", "direct://"]).as_deref(), Some("http://a:1/"));
        assert_eq!(first(&["direct://", "http://a:1"]), None);
        assert_eq!(
            first(&["ftp://a:1", "nonsense", "socks://b:2"]).as_deref(),
            Some("socks5h://b:2")
        );
        assert_eq!(first(&[]), None);
    }
}
