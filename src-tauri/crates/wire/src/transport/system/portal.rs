//! The desktop portal's proxy resolver, over D-Bus. It also evaluates automatic configuration (PAC, WPAD).

use std::time::Duration;

use url::Url;
use zbus::connection::Builder;

/// How long it is waited for: it may have to fetch and run a script.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);

/// The proxies for `url` in order of use, `direct://` among them; `None` without a portal that answers.
pub(super) async fn lookup(url: &Url) -> Option<Vec<String>> {
    let bus = Builder::session().ok()?.build().await.ok()?;
    // Who resolves needs scheme, host and port; the path is nobody's business.
    let mut site = url.clone();
    site.set_path("/");
    site.set_query(None);
    let reply = bus
        .call_method(
            Some("org.freedesktop.portal.Desktop"),
            "/org/freedesktop/portal/desktop",
            Some("org.freedesktop.portal.ProxyResolver"),
            "Lookup",
            &(site.as_str(),),
        )
        .await
        .ok()?;
    reply.body().deserialize().ok()
}
