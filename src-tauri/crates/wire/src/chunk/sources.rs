//! Parses sources named by a model, in all known shapes (quirk 47).

use chat::Citation;
use serde_json::Value;

use super::lenient::{first, word};

/// Returns all sources in `owner` (a chunk, delta or message). The caller removes duplicates.
pub(super) fn parse_sources(owner: &Value) -> Vec<Citation> {
    // Search results have titles for URLs that `citations` lists without one, so they come first.
    ["annotations", "search_results", "citations"]
        .iter()
        .filter_map(|name| owner.get(name)?.as_array())
        .flatten()
        .filter_map(source)
        .collect()
}

fn source(value: &Value) -> Option<Citation> {
    if let Some(url) = word(value) {
        return Some(Citation {
            url: url.to_owned(),
            title: None,
        });
    }
    let inner = first(value, &["url_citation"]).unwrap_or(value);
    let url = first(inner, &["url", "link"]).and_then(word)?;
    let title = first(inner, &["title", "name"]).and_then(word);
    Some(Citation {
        url: url.to_owned(),
        title: title.map(str::to_owned),
    })
}
