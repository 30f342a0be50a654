//! What a request says, written down without its secrets.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chat::{SentBody, SentHeader, SentRequest, SentValue};
use http::{HeaderMap, HeaderName};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::client::Outgoing;
use crate::options::{Header, HeaderText, Query, RequestOptions};

/// How much of a body is kept, in bytes.
const MAX_BODY: usize = 256 * 1024;
/// A string of data longer than this is a file or a picture: said, not kept.
const MAX_DATA: usize = 512;

/// The record of a request whose head is `headers`.
pub(super) fn written(
    outgoing: &Outgoing<'_>,
    headers: &HeaderMap,
    options: &RequestOptions,
    proxy: Option<String>,
    agent: &str,
) -> SentRequest {
    let (url, secret_query) = options.query.shown(&outgoing.url);
    SentRequest {
        method: outgoing.method.to_string(),
        url: url.into(),
        secret_query,
        proxy,
        headers: head(headers, outgoing.credential.is_some(), options, agent),
        body: body(outgoing.body.as_deref().unwrap_or_default()),
        changes: outgoing.changes.iter().map(ToString::to_string).collect(),
    }
}

/// Every header that goes out. Those with secrets are known by what they were made from, not by how they look.
fn head(headers: &HeaderMap, keyed: bool, options: &RequestOptions, agent: &str) -> Vec<SentHeader> {
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

fn body(bytes: &[u8]) -> SentBody {
    let text = String::from_utf8_lossy(bytes);
    let (text, abbreviated) = match abbreviated(&text) {
        Some((text, count)) => (text, count),
        None => (text.into_owned(), 0),
    };
    let mut kept = text;
    let cut = kept.len() > MAX_BODY;
    if cut {
        let mut end = MAX_BODY;
        while !kept.is_char_boundary(end) {
            end -= 1;
        }
        kept.truncate(end);
    }
    SentBody {
        text: kept,
        bytes: bytes.len() as u64,
        cut,
        abbreviated,
    }
}

/// The body with notes in place of files and pictures; `None` when it has none.
fn abbreviated(text: &str) -> Option<(String, u32)> {
    if !text.contains(";base64,") && !text.contains("\"data\":") {
        return None;
    }
    let mut value: Value = serde_json::from_str(text).ok()?;
    let mut count = 0;
    abbreviate(&mut value, &mut count);
    (count > 0).then(|| (value.to_string(), count))
}

fn abbreviate(value: &mut Value, count: &mut u32) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| abbreviate(item, count)),
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    // Audio goes as bare base64 under this name.
                    Value::String(text) if name == "data" && text.len() > MAX_DATA => {
                        if let Some(note) = note(text) {
                            *text = format!("[{note}]");
                            *count += 1;
                        }
                    }
                    other => abbreviate(other, count),
                }
            }
        }
        Value::String(text) if text.starts_with("data:") && text.len() > MAX_DATA => {
            if let Some((kind, data)) = text.split_once(";base64,")
                && let Some(note) = note(data)
            {
                *text = format!("{kind};base64,[{note}]");
                *count += 1;
            }
        }
        _ => {}
    }
}

/// What stands for data: its hash and its size. `None` for what is no base64, which is text.
fn note(data: &str) -> Option<String> {
    let bytes = STANDARD.decode(data).ok()?;
    Some(format!("SHA-256 {:x}, {} bytes", Sha256::digest(&bytes), bytes.len()))
}

impl Header {
    /// Whether what it says is a secret.
    fn is_secret(&self) -> bool {
        matches!(self.text(), HeaderText::Secret { .. })
    }
}

impl Query {
    /// `url` with those parameters that do not look secret, and the names of those that do.
    fn shown(&self, url: &url::Url) -> (url::Url, Vec<String>) {
        let (secret, plain): (Vec<_>, Vec<_>) = self.pairs().iter().partition(|(name, _)| looks_secret(name));
        let mut url = url.clone();
        if !plain.is_empty() {
            url.query_pairs_mut().extend_pairs(plain);
        }
        (url, secret.into_iter().map(|(name, _)| name.clone()).collect())
    }
}

/// Names under which gateways take a key, although an address is no place for one.
fn looks_secret(name: &str) -> bool {
    const WORDS: [&str; 7] = ["key", "token", "secret", "sig", "auth", "password", "credential"];
    let name = name.to_ascii_lowercase();
    WORDS.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_files_become_a_hash_and_a_size() {
        let data = STANDARD.encode([7u8; 900]);
        let text = serde_json::json!({"messages": [{"content": [
            {"type": "image_url", "image_url": {"url": format!("data:image/png;base64,{data}")}},
            {"type": "input_audio", "input_audio": {"data": data, "format": "wav"}},
            {"type": "text", "text": "data: no, ;base64, neither"},
        ]}]})
        .to_string();
        let kept = body(text.as_bytes());
        assert_eq!((kept.abbreviated, kept.cut, kept.bytes), (2, false, text.len() as u64));
        assert!(kept.text.contains("data:image/png;base64,[SHA-256 ") && kept.text.contains(", 900 bytes]"));
        assert!(!kept.text.contains(&data[..64]) && kept.text.contains("neither"));
    }

    #[test]
    fn a_plain_body_is_kept_byte_for_byte_and_a_long_one_up_to_a_whole_character() {
        let text = r#"{"b":1,"a":"data: ;base64, x"}"#;
        assert_eq!(body(text.as_bytes()).text, text);
        let long = format!("x{}", "é".repeat(MAX_BODY));
        let kept = body(long.as_bytes());
        assert!(kept.cut && kept.text.len() == MAX_BODY - 1 && kept.bytes == long.len() as u64);
    }

    #[test]
    fn query_parameters_that_look_secret_are_named_and_not_kept() {
        let pairs = [("api-version", "2024-10-21"), ("subscription-key", "hunter2")];
        let query = Query::new(pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))).expect("a query");
        let base = url::Url::parse("https://example.org/v1/chat/completions").expect("an address");
        let (url, secret) = query.shown(&base);
        assert_eq!(
            url.as_str(),
            "https://example.org/v1/chat/completions?api-version=2024-10-21"
        );
        assert_eq!(secret, ["subscription-key"]);
    }
}
