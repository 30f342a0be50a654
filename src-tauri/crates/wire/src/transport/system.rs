//! The proxy that the system names for an address.
//!
//! On Linux the desktop portal's resolver (which also knows automatic configuration), then the desktop's settings, then
//! the environment; elsewhere the platform's settings. Whoever names a proxy first is believed.

#[cfg(all(unix, not(target_os = "macos")))]
mod desktop;
#[cfg(all(unix, not(target_os = "macos")))]
mod portal;

use std::{collections::HashMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use parking_lot::{Mutex, MutexGuard};
use secret::Origin;
use tokio::time::Instant;
use url::Url;

use super::route::Way;
use crate::network::{normal_proxy, with_user};

/// How long an answer of the system's is believed: people change networks.
const BELIEVED: Duration = Duration::from_secs(30);
/// A service of the desktop that did not answer in time is left alone for this long.
#[cfg(all(unix, not(target_os = "macos")))]
const RESTS: Duration = Duration::from_secs(5 * 60);

/// Asks the system, and remembers for a while what it said.
pub(super) struct SystemProxy {
    /// The environment's variables; on macOS and Windows the platform's settings too.
    environment: Matcher,
    said: Mutex<HashMap<Origin, (Instant, Way)>>,
    #[cfg(all(unix, not(target_os = "macos")))]
    portal_rests: Mutex<Option<Instant>>,
}

impl Default for SystemProxy {
    fn default() -> Self {
        Self {
            environment: Matcher::from_system(),
            said: Mutex::default(),
            #[cfg(all(unix, not(target_os = "macos")))]
            portal_rests: Mutex::default(),
        }
    }
}

impl SystemProxy {
    /// The way to `url`, which is of `origin`.
    pub(super) async fn way(&self, url: &Url, origin: &Origin) -> Way {
        let now = Instant::now();
        if let Some((_, way)) = self
            .said
            .lock()
            .get(origin)
            .filter(|(said, _)| now.duration_since(*said) < BELIEVED)
        {
            return way.clone();
        }
        let way = self.ask(url).await;
        self.said.lock().insert(origin.clone(), (now, way.clone()));
        way
    }

    /// Asks anew next time.
    pub(super) fn forget(&self, origin: &Origin) {
        self.said.lock().remove(origin);
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    async fn ask(&self, url: &Url) -> Way {
        let resolved = self.ask_portal(url).await;
        if let Some(proxy) = resolved.as_deref().and_then(first_proxy) {
            return Way::Through(proxy);
        }
        match desktop::settings().await {
            // A manual proxy that leaves this host out leaves it out for good.
            Some(desktop::Settings::Manual(matcher)) => way_by(&matcher, url),
            // Only the resolver can tell what a script says, and it has spoken.
            Some(desktop::Settings::Automatic) if resolved.is_some() => Way::Straight,
            _ => way_by(&self.environment, url),
        }
    }

    #[cfg(not(all(unix, not(target_os = "macos"))))]
    #[allow(clippy::unused_async, reason = "asynchronous where the system is asked over D-Bus")]
    async fn ask(&self, url: &Url) -> Way {
        way_by(&self.environment, url)
    }

    /// What the portal's resolver lists; `None` without a portal.
    #[cfg(all(unix, not(target_os = "macos")))]
    async fn ask_portal(&self, url: &Url) -> Option<Vec<String>> {
        if self.portal_rests.lock().is_some_and(|until| Instant::now() < until) {
            return None;
        }
        let asked = tokio::time::timeout(portal::PATIENCE, portal::lookup(url)).await;
        if asked.is_err() {
            *self.portal_rests.lock() = Some(Instant::now() + RESTS);
        }
        asked.ok().flatten()
    }
}

/// The first of a resolver's proxies, unless going straight comes before it. Kinds of proxies nobody here speaks to are
/// passed over.
#[cfg(all(unix, not(target_os = "macos")))]
fn first_proxy(list: &[String]) -> Option<Url> {
    let known = list.iter().find_map(|entry| match entry.as_str() {
        "direct://" => Some(None),
        other => Url::parse(other).ok().and_then(known_proxy).map(Some),
    });
    known.flatten()
}

/// What a list of proxies and exceptions says.
fn way_by(matcher: &Matcher, url: &Url) -> Way {
    let proxy = url.as_str().parse().ok().and_then(|uri| matcher.intercept(&uri));
    proxy.as_ref().and_then(address).map_or(Way::Straight, Way::Through)
}

/// The proxy's address with its credentials.
fn address(intercept: &Intercept) -> Option<Url> {
    let url = known_proxy(Url::parse(&intercept.uri().to_string()).ok()?)?;
    let basic = intercept.basic_auth().and_then(|value| {
        let encoded = value.as_bytes().strip_prefix(b"Basic ")?;
        String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
    });
    let (user, password) = match (intercept.raw_auth(), &basic) {
        (Some(pair), _) => pair,
        (None, Some(pair)) => pair.split_once(':').unwrap_or((pair, "")),
        (None, None) => return Some(url),
    };
    Some(with_user(url, user, password))
}

/// The older SOCKS too, which the transport speaks but nobody should choose.
fn known_proxy(url: Url) -> Option<Url> {
    if matches!(url.scheme(), "socks4" | "socks4a") {
        Some(url)
    } else {
        normal_proxy(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(matcher: &Matcher, url: &str) -> Way {
        way_by(matcher, &Url::parse(url).expect("a URL"))
    }

    #[test]
    fn an_environment_with_credentials_and_exceptions() {
        let matcher = Matcher::builder()
            .all("http://me%40corp:p%40ss@proxy:3128")
            .no("internal.example,10.0.0.0/8")
            .build();
        let Way::Through(proxy) = way(&matcher, "https://api.example/v1") else {
            panic!("no proxy")
        };
        assert_eq!(proxy.as_str(), "http://me%40corp:p%40ss@proxy:3128/");
        for straight in ["https://api.internal.example", "http://10.1.2.3"] {
            assert_eq!(way(&matcher, straight), Way::Straight);
        }
        let socks = Matcher::builder().all("socks5://me:pw@tor:9050").build();
        let Way::Through(proxy) = way(&socks, "https://api.example") else {
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
