//! The base URL of an endpoint, parsed and normalised from what people type (quirk 43).

use std::{fmt, str::FromStr};

use secret::Origin;
use url::Url;

/// A normalised base URL: http or https, without credentials, query and trailing slash, up to the path in front of
/// `/chat/completions`. Normalising is idempotent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BaseUrl(Url);

/// Error for a base URL that can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UrlProblem {
    /// Empty.
    #[error("no address was given")]
    Empty,
    /// Not a URL.
    #[error("this is not a web address")]
    Invalid,
    /// Neither http nor https.
    #[error("the address must begin with https:// or http://")]
    Scheme,
    /// Contains a user name or password.
    #[error("the address must not hold a user name or password")]
    Credentials,
    /// Contains a query or fragment.
    #[error("the address must not hold a question mark or number sign")]
    Query,
}

/// Routes that people paste along with the base URL; they are removed.
const ROUTES: [&[&str]; 4] = [&["chat", "completions"], &["completions"], &["responses"], &["models"]];

impl BaseUrl {
    /// Parses and normalises a base URL.
    ///
    /// A missing scheme becomes `https://`, or `http://` on loopback. A bare host gets `/v1`. Any other path is kept,
    /// because some servers have no `/v1` (`…/v1beta/openai`), except for pasted routes, repeated slashes and a
    /// repeated `/v1`.
    ///
    /// # Errors
    /// [`UrlProblem`] tells what is wrong.
    pub fn parse(typed: &str) -> Result<Self, UrlProblem> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(UrlProblem::Empty);
        }
        if typed.chars().any(|char| char.is_whitespace() || char.is_control()) {
            return Err(UrlProblem::Invalid);
        }
        let mut url = with_scheme(typed)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(UrlProblem::Credentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(UrlProblem::Query);
        }
        let path = base_path(&url);
        url.set_path(&path);
        Ok(Self(url))
    }

    /// Returns the URL for chat completions: `{base}/chat/completions`.
    pub fn chat_completions(&self) -> Url {
        self.route("/chat/completions")
    }

    /// Returns the URL of the model list: `{base}/models`.
    pub fn models(&self) -> Url {
        self.route("/models")
    }

    /// Returns the URL of a public catalogue that says more than the list. Only `AiHubMix` has one, recognised by its
    /// exact host names; `None` for every other server.
    pub fn catalogue(&self) -> Option<Url> {
        const HOSTS: [&str; 3] = ["aihubmix.com", "www.aihubmix.com", "api.aihubmix.com"];
        let host = self.0.host_str()?;
        (self.0.scheme() == "https" && HOSTS.contains(&host)).then(|| {
            let mut url = self.0.clone();
            url.set_path("/api/v1/models");
            url
        })
    }

    /// Returns the request line shown before saving: `POST https://aihubmix.com/v1/chat/completions`.
    pub fn request_line(&self) -> String {
        format!("POST {}", self.chat_completions())
    }

    /// Returns the only origin the key may be sent to.
    pub fn origin(&self) -> Origin {
        // `parse` accepts only http and https, which always have an origin.
        Origin::from_url(&self.0).unwrap_or_else(|| unreachable!("an http or https URL has an origin"))
    }

    /// Returns the URL itself.
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// Suggests the API's URL for the address of a web site: the same host with `/v1` (quirk 19).
    pub(crate) fn suggestion(&self) -> Option<String> {
        let mut url = self.0.clone();
        url.set_path("/v1");
        (url != self.0).then(|| url.to_string())
    }

    fn route(&self, route: &str) -> Url {
        let mut url = self.0.clone();
        url.set_path(&format!("{}{route}", self.0.path().trim_end_matches('/')));
        url
    }
}

/// Parses a URL and adds a missing scheme.
fn with_scheme(typed: &str) -> Result<Url, UrlProblem> {
    if let Some((scheme, rest)) = typed.split_once(':')
        && is_scheme(scheme)
        // `localhost:8080` is a host and port, not a scheme.
        && !rest.starts_with(|char: char| char.is_ascii_digit())
    {
        let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        return if web {
            Url::parse(typed).map_err(|_| UrlProblem::Invalid)
        } else {
            Err(UrlProblem::Scheme)
        };
    }
    let parse = |scheme: &str| Url::parse(&format!("{scheme}://{typed}")).map_err(|_| UrlProblem::Invalid);
    let secure = parse("https")?;
    let loopback = Origin::from_url(&secure).is_some_and(|origin| origin.is_loopback());
    if loopback { parse("http") } else { Ok(secure) }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|char: char| char.is_ascii_alphabetic())
        && text
            .chars()
            .all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-'))
}

/// Returns the path in front of the route, without empty segments.
fn base_path(url: &Url) -> String {
    let mut segments: Vec<&str> = url
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    while let Some(route) = ROUTES.iter().find(|route| segments.ends_with(route)) {
        segments.truncate(segments.len() - route.len());
    }
    while segments.ends_with(&["v1", "v1"]) {
        segments.pop();
    }
    if segments.is_empty() {
        "/v1".to_owned()
    } else {
        format!("/{}", segments.join("/"))
    }
}

impl FromStr for BaseUrl {
    type Err = UrlProblem;

    fn from_str(text: &str) -> Result<Self, UrlProblem> {
        Self::parse(text)
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, test_runner::RngSeed};

    use super::*;

    #[test]
    fn quirk_43_every_spelling_of_a_base_url() {
        let table = [
            ("aihubmix.com", "https://aihubmix.com/v1"),
            ("https://aihubmix.com", "https://aihubmix.com/v1"),
            ("  https://aihubmix.com/v1/ ", "https://aihubmix.com/v1"),
            ("https://aihubmix.com/v1/v1", "https://aihubmix.com/v1"),
            (
                "https://aihubmix.com/v1/v1/chat/completions/",
                "https://aihubmix.com/v1",
            ),
            ("https://aihubmix.com/v1/chat/completions", "https://aihubmix.com/v1"),
            ("https://aihubmix.com/v1/models", "https://aihubmix.com/v1"),
            ("https://aihubmix.com//v1//", "https://aihubmix.com/v1"),
            ("HTTPS://AiHubMix.com:443/v1", "https://aihubmix.com/v1"),
            ("https:aihubmix.com", "https://aihubmix.com/v1"),
            (
                "https://generativelanguage.googleapis.com/v1beta/openai/",
                "https://generativelanguage.googleapis.com/v1beta/openai",
            ),
            ("https://openrouter.ai/api/v1/", "https://openrouter.ai/api/v1"),
            ("openrouter.ai/api/v1", "https://openrouter.ai/api/v1"),
            ("localhost:8080", "http://localhost:8080/v1"),
            ("127.0.0.1:11434/v1", "http://127.0.0.1:11434/v1"),
            ("[::1]:1234", "http://[::1]:1234/v1"),
            ("https://localhost:8080", "https://localhost:8080/v1"),
            ("192.168.1.5:8080", "https://192.168.1.5:8080/v1"),
            ("http://192.168.1.5:8080/v1", "http://192.168.1.5:8080/v1"),
            ("aihubmix.com.evil.example", "https://aihubmix.com.evil.example/v1"),
            ("bücher.example", "https://xn--bcher-kva.example/v1"),
        ];
        for (typed, expected) in table {
            let base = BaseUrl::parse(typed).unwrap_or_else(|problem| panic!("{typed}: {problem}"));
            assert_eq!(base.to_string(), expected, "{typed}");
            assert_eq!(base.request_line(), format!("POST {expected}/chat/completions"));
            assert_eq!(base.models().as_str(), format!("{expected}/models"));
        }
    }

    #[test]
    fn what_cannot_be_a_base_url() {
        let table = [
            ("  ", UrlProblem::Empty),
            ("https://", UrlProblem::Invalid),
            ("two words", UrlProblem::Invalid),
            ("https://a b/v1", UrlProblem::Invalid),
            ("https://host:99999", UrlProblem::Invalid),
            ("ftp://aihubmix.com", UrlProblem::Scheme),
            ("file:///etc/passwd", UrlProblem::Scheme),
            ("javascript:alert(1)", UrlProblem::Scheme),
            ("https://user@aihubmix.com", UrlProblem::Credentials),
            ("https://:pw@aihubmix.com/v1", UrlProblem::Credentials),
            ("https://aihubmix.com/v1?key=1", UrlProblem::Query),
            ("https://aihubmix.com/v1#x", UrlProblem::Query),
        ];
        for (typed, problem) in table {
            assert_eq!(BaseUrl::parse(typed), Err(problem), "{typed}");
        }
    }

    #[test]
    fn only_aihubmix_itself_has_a_catalogue_beside_its_list() {
        let catalogue = |typed: &str| {
            BaseUrl::parse(typed)
                .expect("a URL")
                .catalogue()
                .map(|url| url.to_string())
        };
        assert_eq!(
            catalogue("https://aihubmix.com/v1").as_deref(),
            Some("https://aihubmix.com/api/v1/models")
        );
        assert_eq!(
            catalogue("api.aihubmix.com").as_deref(),
            Some("https://api.aihubmix.com/api/v1/models")
        );
        for other in [
            "https://aihubmix.com.evil.example/v1",
            "https://evil.example/aihubmix.com/v1",
            "http://aihubmix.com/v1",
            "https://xaihubmix.com/v1",
        ] {
            assert_eq!(catalogue(other), None, "{other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

        #[test]
        fn normalising_twice_changes_nothing(
            host in "[a-z]{1,8}(\\.[a-z]{2,3}|:[1-9][0-9]{0,3})?",
            path in "(/(v1|v1beta|openai|chat|completions|models|a%20b|))*"
        ) {
            let once = BaseUrl::parse(&format!("{host}{path}")).expect("a host and a path");
            prop_assert_eq!(BaseUrl::parse(&once.to_string()), Ok(once));
        }
    }
}
