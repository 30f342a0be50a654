//! The way out, as a person sets it.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use secret::Key;
use url::Url;

use crate::options::OptionProblem;

/// Which proxy requests go through. This computer is always reached straight.
#[derive(Default)]
pub enum Proxy {
    /// The one the system names for the address: on Linux the desktop portal's resolver, then the desktop's settings,
    /// then the environment; elsewhere the platform's settings.
    #[default]
    System,
    /// None.
    None,
    /// This one, for every address.
    Url(ProxyUrl),
}

/// A proxy's address, and who asks it.
pub struct ProxyUrl {
    /// Without credentials or path. `socks5h` where the person wrote `socks5`: names are looked up by the proxy, as
    /// browsers do, so that none leaks to the local resolver.
    url: Url,
    user: Option<String>,
    password: Option<Key>,
}

impl ProxyUrl {
    /// Reads an address as typed: `http`, `https`, `socks5`, `socks5h` or `socks`; without a scheme it is `http`.
    /// The user name may be empty, which is none; the password ([`Key::text`]) counts only with a user name.
    ///
    /// # Errors
    /// [`OptionProblem::ProxyAddress`], [`OptionProblem::ProxyScheme`] or [`OptionProblem::ProxyCredentials`].
    pub fn new(typed: &str, user: &str, password: Option<Key>) -> Result<Self, OptionProblem> {
        let url = address(typed.trim())?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(OptionProblem::ProxyCredentials);
        }
        let user = Some(user.trim().to_owned()).filter(|user| !user.is_empty());
        Ok(Self { url, user, password })
    }

    /// The address for the transport, credentials included: never to be shown.
    pub(crate) fn with_credentials(&self) -> Url {
        let password = self.password.as_ref().map(Key::expose);
        match &self.user {
            Some(user) => with_user(self.url.clone(), user, password.unwrap_or_default()),
            None => self.url.clone(),
        }
    }
}

/// `url` with these credentials, whatever letters they have.
pub(crate) fn with_user(mut url: Url, user: &str, password: &str) -> Url {
    let escaped = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    // Both fail only for URLs without a host, which no proxy's is.
    let _ = url.set_username(&escaped(user));
    let _ = url.set_password(
        Some(&escaped(password))
            .filter(|password| !password.is_empty())
            .map(String::as_str),
    );
    url
}

/// The address, to be shown: without credentials.
impl fmt::Display for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str().trim_end_matches('/'))
    }
}

fn address(typed: &str) -> Result<Url, OptionProblem> {
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
    normal(url).ok_or(OptionProblem::ProxyScheme)
}

/// `url` in the spelling the transport knows; `None` for a kind of proxy it does not speak to.
pub(crate) fn normal(url: Url) -> Option<Url> {
    match url.scheme() {
        "http" | "https" | "socks5h" => Some(url),
        // `Url::set_scheme` refuses to turn one kind of scheme into another.
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
            proxy.with_credentials().as_str(),
            "http://me%40corp:p%40ss%20w%3Ard%2F%C3%B6%2540@proxy:1/"
        );
    }
}
