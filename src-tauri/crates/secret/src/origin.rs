//! Origin of a URL (scheme, host and port): where a key may be sent.

use std::{fmt, net::Ipv6Addr, str::FromStr};

use url::{Host, Url};

/// Origin of an http or https URL. A key may be sent only to URLs with the origin it was stored for.
///
/// Displayed without the default port: `https://aihubmix.com`, `http://127.0.0.1:8080`, `http://[::1]`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    tls: bool,
    host: Host<String>,
    port: u16,
}

/// Error for text that is not an http or https origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an http or https origin")]
pub struct OriginError;

impl Origin {
    /// Returns the origin of `url`; `None` if it is neither http nor https.
    pub fn from_url(url: &Url) -> Option<Self> {
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Self {
            tls,
            host: url.host()?.to_owned(),
            port: url.port_or_known_default()?,
        })
    }

    /// Returns `http` or `https`.
    pub fn scheme(&self) -> &'static str {
        if self.tls { "https" } else { "http" }
    }

    /// Returns the host as a URL writes it: punycode for names, brackets around IPv6.
    pub fn host(&self) -> String {
        self.host.to_string()
    }

    /// Returns the port, or the scheme's default.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns whether the host is this computer: `localhost`, `*.localhost`, `127.0.0.0/8` (also as mapped IPv6) or
    /// `::1`.
    pub fn is_loopback(&self) -> bool {
        match &self.host {
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => is_loopback_v6(*address),
            Host::Domain(name) => {
                let name = name.strip_suffix('.').unwrap_or(name);
                name == "localhost" || name.ends_with(".localhost")
            }
        }
    }

    /// Returns whether the connection is unencrypted. That is fine on loopback; anywhere else, others on the network
    /// can read it.
    pub fn is_plain_http(&self) -> bool {
        !self.tls
    }

    fn default_port(&self) -> u16 {
        if self.tls { 443 } else { 80 }
    }
}

/// Returns whether the address is `::1` or a mapped IPv4 loopback address, which connects to the same place.
fn is_loopback_v6(address: Ipv6Addr) -> bool {
    address.is_loopback() || address.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback())
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme(), self.host)?;
        if self.port == self.default_port() {
            Ok(())
        } else {
            write!(f, ":{}", self.port)
        }
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    /// Parses the format of [`Display`](fmt::Display). Rejects a path, query, fragment or user name, because an origin
    /// would lose them.
    fn from_str(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text).map_err(|_| OriginError)?;
        let bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if bare {
            Self::from_url(&url).ok_or(OriginError)
        } else {
            Err(OriginError)
        }
    }
}

#[cfg(test)]
mod tests;
