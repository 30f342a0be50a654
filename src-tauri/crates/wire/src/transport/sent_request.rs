//! Records a request without its secrets.

use chat::{SentHeader, SentRequest, SentValue};
use http::{HeaderMap, HeaderName};

use super::outgoing::Outgoing;
use crate::{
    options::{Header, HeaderText, Query, RequestOptions},
    redacted_body::redact_body,
};

/// Builds the record of a request with these headers.
pub(super) fn sent_request(
    outgoing: &Outgoing<'_>,
    headers: &HeaderMap,
    options: &RequestOptions,
    proxy: Option<String>,
    agent: &str,
) -> SentRequest {
    let (url, secret_query) = options.query.without_secrets(&outgoing.url);
    SentRequest {
        method: outgoing.method.to_string(),
        url: url.into(),
        secret_query,
        proxy,
        headers: sent_headers(headers, outgoing.credential.is_some(), options, agent),
        body: redact_body(outgoing.body.as_deref().unwrap_or_default(), outgoing.files),
        changes: outgoing.changes.iter().map(ToString::to_string).collect(),
    }
}

/// Records every header. Secrets are recognised by their source, not by what they look like.
fn sent_headers(headers: &HeaderMap, keyed: bool, options: &RequestOptions, agent: &str) -> Vec<SentHeader> {
    let secret = |name: &HeaderName| {
        let last = options
            .headers
            .iter()
            .rev()
            .find(|header| header.name() == name.as_str());
        last.is_some_and(Header::is_secret)
    };
    let value = |name: &HeaderName, text: &[u8]| {
        if keyed && name.as_str() == options.auth.header() {
            let scheme = options.auth.scheme().map(str::to_owned);
            SentValue::Key { scheme }
        } else if secret(name) {
            SentValue::Secret
        } else {
            let text = String::from_utf8_lossy(text).into_owned();
            SentValue::Plain { text }
        }
    };
    let mut all: Vec<SentHeader> = headers
        .iter()
        .map(|(name, text)| SentHeader {
            name: name.to_string(),
            value: value(name, text.as_bytes()),
        })
        .collect();
    if !all.iter().any(|header| header.name == "user-agent") {
        let text = agent.to_owned();
        all.push(SentHeader {
            name: "user-agent".to_owned(),
            value: SentValue::Plain { text },
        });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

impl Header {
    /// Returns whether the value is secret.
    fn is_secret(&self) -> bool {
        matches!(self.text(), HeaderText::Secret { .. })
    }
}

impl Query {
    /// Returns `url` with the parameters whose names don't look secret, and the names of the others.
    fn without_secrets(&self, url: &url::Url) -> (url::Url, Vec<String>) {
        let (secret, plain): (Vec<_>, Vec<_>) = self.pairs().iter().partition(|(name, _)| looks_secret(name));
        let mut url = url.clone();
        if !plain.is_empty() {
            url.query_pairs_mut().extend_pairs(plain);
        }
        (url, secret.into_iter().map(|(name, _)| name.clone()).collect())
    }
}

/// Returns whether gateways use this name for a key, although a URL is no place for one.
fn looks_secret(name: &str) -> bool {
    const WORDS: [&str; 7] = ["key", "token", "secret", "sig", "auth", "password", "credential"];
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_parameters_that_look_secret_are_named_and_not_kept() {
        let pairs = [("api-version", "2024-10-21"), ("subscription-key", "hunter2")];
        let query = Query::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))).expect("a query");
        let base = url::Url::parse("https://example.org/v1/chat/completions").expect("an address");
        let (url, secret) = query.without_secrets(&base);
        assert_eq!(
            url.as_str(),
            "https://example.org/v1/chat/completions?api-version=2024-10-21"
        );
        assert_eq!(secret, ["subscription-key"]);
    }
}
