//! Reads the proxy settings of GNOME and related desktops (`org.gnome.system.proxy`) with `gsettings`.

use std::{collections::HashMap, process::Stdio, time::Duration};

use hyper_util::client::proxy::matcher::Matcher;
use tokio::{process::Command, time::timeout};

/// Time limit for reading the settings.
const TIME_LIMIT: Duration = Duration::from_secs(1);

const SCHEMA: &str = "org.gnome.system.proxy";

/// The desktop's proxy settings.
pub(super) enum Settings {
    /// Proxies and exceptions.
    Manual(Box<Matcher>),
    /// Automatic configuration by a script.
    Automatic,
}

/// Reads the settings; `None` if there are none or they name no proxy.
pub(super) async fn settings() -> Option<Settings> {
    let listed = Command::new("gsettings")
        .args(["list-recursively", SCHEMA])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .output();
    let output = timeout(TIME_LIMIT, listed).await.ok()?.ok()?;
    parse(&String::from_utf8_lossy(&output.stdout))
}

/// Parses the output of `gsettings list-recursively`: schema, key and value on each line.
fn parse(listed: &str) -> Option<Settings> {
    let entries = listed.lines().filter_map(|line| {
        let (schema, rest) = line.split_once(' ')?;
        let (key, value) = rest.split_once(' ')?;
        Some((
            (schema.strip_prefix(SCHEMA)?.trim_start_matches('.'), key),
            value.trim(),
        ))
    });
    let entries: HashMap<(&str, &str), &str> = entries.collect();
    match unquoted(entries.get(&("", "mode"))?) {
        "manual" => Some(Settings::Manual(Box::new(manual(&entries)))),
        "auto" => Some(Settings::Automatic),
        _ => None,
    }
}

fn manual(entries: &HashMap<(&str, &str), &str>) -> Matcher {
    let text = |schema, key| {
        entries
            .get(&(schema, key))
            .map(|value| unquoted(value))
            .unwrap_or_default()
    };
    let server = |schema| {
        let (host, port) = (text(schema, "host"), text(schema, "port"));
        (!host.is_empty()).then(|| {
            if matches!(port, "" | "0") {
                host.to_owned()
            } else {
                format!("{host}:{port}")
            }
        })
    };
    let http = server("http").map(|server| format!("http://{}{server}", credentials(&text)));
    let https = server("https").map(|server| format!("http://{server}"));
    let socks = server("socks").map(|server| format!("socks5h://{server}"));
    // One proxy for all schemes, unless a scheme has its own.
    let same = text("", "use-same-proxy") != "false";
    let secure = https.or_else(|| http.clone().filter(|_| same));
    Matcher::builder()
        .http(http.or_else(|| socks.clone()).unwrap_or_default())
        .https(secure.or(socks).unwrap_or_default())
        .no(exceptions(text("", "ignore-hosts")))
        .build()
}

/// Returns `user:password@` percent-encoded if the HTTP proxy needs authentication.
fn credentials<'a>(text: &impl Fn(&'static str, &'static str) -> &'a str) -> String {
    if text("http", "use-authentication") != "true" {
        return String::new();
    }
    let escaped = |key| url::form_urlencoded::byte_serialize(text("http", key).as_bytes()).collect::<String>();
    let (user, password) = (escaped("authentication-user"), escaped("authentication-password"));
    format!("{}:{}@", user.replace('+', "%20"), password.replace('+', "%20"))
}

/// Converts `['localhost', '*.example']` to the comma-separated list used in the environment.
fn exceptions(list: &str) -> String {
    let inside = list.trim_start_matches("@as").trim().trim_matches(['[', ']']);
    let hosts = inside.split(',').map(|entry| unquoted(entry.trim()));
    // `*.example` is written `.example` there.
    let hosts: Vec<&str> = hosts
        .map(|host| if host.starts_with("*.") { &host[1..] } else { host })
        .collect();
    hosts.join(",")
}

/// Returns a string value without its quotes.
fn unquoted(value: &str) -> &str {
    let quoted = |mark| value.strip_prefix(mark).and_then(|rest: &str| rest.strip_suffix(mark));
    quoted('\'').or_else(|| quoted('"')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTED: &str = "org.gnome.system.proxy autoconfig-url ''\n\
        org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '*.corp.example']\n\
        org.gnome.system.proxy mode 'manual'\n\
        org.gnome.system.proxy use-same-proxy true\n\
        org.gnome.system.proxy.http authentication-password 'p w'\n\
        org.gnome.system.proxy.http authentication-user 'me'\n\
        org.gnome.system.proxy.http host 'proxy.example'\n\
        org.gnome.system.proxy.http port 3128\n\
        org.gnome.system.proxy.http use-authentication true\n\
        org.gnome.system.proxy.https host ''\n\
        org.gnome.system.proxy.https port 0\n\
        org.gnome.system.proxy.socks host 'tor.example'\n\
        org.gnome.system.proxy.socks port 9050\n";

    fn through(listed: &str, url: &str) -> Option<String> {
        let Some(Settings::Manual(matcher)) = parse(listed) else {
            panic!("not manual")
        };
        let url = url::Url::parse(url).expect("a URL");
        match super::super::matched_route(&matcher, &url) {
            crate::transport::proxy_route::ProxyRoute::Proxy(proxy) => Some(proxy.into()),
            crate::transport::proxy_route::ProxyRoute::Direct => None,
        }
    }

    #[test]
    fn a_manual_proxy_its_credentials_and_exceptions() {
        let proxy = Some("http://me:p%20w@proxy.example:3128/".to_owned());
        assert_eq!(through(LISTED, "https://api.example"), proxy);
        assert_eq!(through(LISTED, "http://api.example"), proxy);
        for left_out in ["https://gate.corp.example", "http://127.1.2.3"] {
            assert_eq!(through(LISTED, left_out), None, "{left_out}");
        }
        let own = LISTED
            .replace("https host ''", "https host 'secure.example'")
            .replace("https port 0", "https port 8443");
        assert_eq!(
            through(&own, "https://api.example").as_deref(),
            Some("http://secure.example:8443/")
        );
        let socks = LISTED.replace("http host 'proxy.example'", "http host ''");
        assert_eq!(
            through(&socks, "https://api.example").as_deref(),
            Some("socks5h://tor.example:9050/")
        );
    }

    #[test]
    fn other_modes() {
        assert!(parse(&LISTED.replace("'manual'", "'none'")).is_none());
        assert!(matches!(
            parse(&LISTED.replace("'manual'", "'auto'")),
            Some(Settings::Automatic)
        ));
        assert!(parse("No such schema").is_none());
        assert!(parse("").is_none());
    }
}
