//! The desktop portal's proxy resolver, over D-Bus. It also evaluates automatic configuration (PAC, WPAD).

use std::time::Duration;

use url::Url;
use zbus::connection::Builder;

/// Time limit for the resolver, which may have to download and run a script.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(3);

/// Returns the proxies for `url` in order of preference, `direct://` among them; `None` if no portal replies.
pub(super) async fn lookup(url: &Url) -> Option<Vec<String>> {
    let bus = Builder::session().ok()?.build().await.ok()?;
    // Removes the path and query, which the resolver doesn't need.
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
