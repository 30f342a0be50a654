//! Proxy settings as a person enters them.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secret::Key;
use url::Url;

use crate::options::OptionProblem;

/// The proxy for requests. Loopback requests are always direct.
#[derive(Default)]
pub enum Proxy {
    /// The system's proxy for the URL: on Linux from the desktop portal, the desktop's settings or the environment, in
    /// this order; elsewhere from the platform's settings.
    #[default]
    System,
    /// No proxy.
    None,
    /// This proxy for every URL.
    Url(ProxyUrl),
}

/// A proxy URL with optional credentials.
pub struct ProxyUrl {
    /// Without credentials and path. `socks5` is stored as `socks5h`: as in browsers the proxy resolves host names, so
    /// that none leaks to the local resolver.
    url: Url,
    user: Option<String>,
    password: Option<Key>,
}

impl ProxyUrl {
    /// Parses a proxy URL: `http`, `https`, `socks5`, `socks5h` or `socks`; `http` without a scheme. An empty user name
    /// means no credentials; the password ([`Key::text`]) is used only with a user name.
    ///
    /// # Errors
    /// [`OptionProblem::ProxyAddress`], [`OptionProblem::ProxyScheme`] or [`OptionProblem::ProxyCredentials`].
    pub fn new(typed: &str, user: &str, password: Option<Key>) -> Result<Self, OptionProblem> {
        let url = parse_url(typed.trim())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OptionProblem::ProxyCredentials);
        }
        let user = Some(user.trim().to_owned()).filter(|user| !user.is_empty());
        Ok(Self { url, user, password })
    }

    /// Returns the URL with credentials, for the transport only. Never display it.
    pub(crate) fn credentialed_url(&self) -> Url {
        let password = self.password.as_ref().map(Key::expose);
        match &self.user {
            Some(user) => with_credentials(self.url.clone(), user, password.unwrap_or_default()),
            None => self.url.clone(),
        }
    }
}

/// Returns `url` with percent-encoded credentials.
pub(crate) fn with_credentials(mut url: Url, user: &str, password: &str) -> Url {
    let escaped = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    // Both fail only for URLs without a host, which a proxy URL always has.
    let _ = url.set_username(&escaped(user));
    let _ = url.set_password(
        Some(&escaped(password))
            .filter(|password| !password.is_empty())
            .map(String::as_str),
    );
    url
}

/// Displays the URL without credentials.
impl fmt::Display for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str().trim_end_matches('/'))
    }
}

fn parse_url(typed: &str) -> Result<Url, OptionProblem> {
    let typed = if typed.contains("://") {
        typed.to_owned()
    } else {
        format!("http://{typed}")
    };
    let url = Url::parse(&typed).map_err(|_| OptionProblem::ProxyAddress)?;
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    if !url.has_host() || url.host_str() == Some("") || !bare {
        return Err(OptionProblem::ProxyAddress);
    }
    normalise(url).ok_or(OptionProblem::ProxyScheme)
}

/// Normalises a proxy URL for the transport; `None` for unsupported schemes.
pub(crate) fn normalise(url: Url) -> Option<Url> {
    match url.scheme() {
        "http" | "https" | "socks5h" => Some(url),
        // `Url::set_scheme` can't change between special and other schemes.
        "socks" | "socks5" => {
            let rest = url
                .as_str()
                .split_once(':')
                .map(|(_, rest)| format!("socks5h:{rest}"))?;
            Url::parse(&rest).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(typed: &str) -> Result<String, OptionProblem> {
        ProxyUrl::new(typed, "", None).map(|proxy| proxy.to_string())
    }

    #[test]
    fn every_spelling_of_a_proxy() {
        for (typed, expected) in [
            ("proxy.example:3128", "http://proxy.example:3128"),
            (" http://proxy.example/ ", "http://proxy.example"),
            ("https://proxy.example:8443", "https://proxy.example:8443"),
            ("socks5://127.0.0.1:1080", "socks5h://127.0.0.1:1080"),
            ("socks5h://[::1]:9050", "socks5h://[::1]:9050"),
            ("socks://tor.example:9050", "socks5h://tor.example:9050"),
        ] {
            assert_eq!(shown(typed).as_deref(), Ok(expected), "{typed}");
        }
        for (typed, problem) in [
            ("", OptionProblem::ProxyAddress),
            ("http://", OptionProblem::ProxyAddress),
            ("two words", OptionProblem::ProxyAddress),
            ("http://proxy/path", OptionProblem::ProxyAddress),
            ("http://proxy/?x", OptionProblem::ProxyAddress),
            ("ftp://proxy", OptionProblem::ProxyScheme),
            ("socks4://proxy", OptionProblem::ProxyScheme),
            ("http://me:pw@proxy", OptionProblem::ProxyCredentials),
        ] {
            assert_eq!(shown(typed), Err(problem), "{typed}");
        }
    }

    #[test]
    fn credentials_are_escaped_and_never_shown() {
        let password = Key::text("p@ss w:rd/ö%40".to_owned()).expect("a password");
        let proxy = ProxyUrl::new("proxy:1", "me@corp", Some(password)).expect("a proxy");
        assert_eq!(proxy.to_string(), "http://proxy:1");
        assert_eq!(
            proxy.credentialed_url().as_str(),
            "http://me%40corp:p%40ss%20w%3Ard%2F%C3%B6%2540@proxy:1/"
        );
    }
}
