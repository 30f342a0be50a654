//! The list of models that an endpoint offers (quirk 45). A model that is not listed may still work.

mod prices;

use std::collections::{HashMap, HashSet};

use chat::Price;
use serde_json::Value;

use crate::chunk::lenient::{count, first, word};

/// A model in the list. Everything but the id may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedModel {
    /// The model id; untrusted text.
    pub id: String,
    /// Who made it.
    pub owned_by: Option<String>,
    /// Kinds of model, such as `llm` or `embedding`; empty if unknown.
    pub types: Vec<String>,
    /// Context length in tokens.
    pub context_length: Option<u64>,
    /// Most output tokens.
    pub max_output: Option<u64>,
    /// Input modalities, such as `text` or `image`; empty if unknown.
    pub modalities: Vec<String>,
    /// Features, such as `thinking` or `tools`; empty if unknown.
    pub features: Vec<String>,
    /// Price; `None` if unknown.
    pub price: Option<Price>,
}

/// A page of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// In the order listed, each id once.
    pub models: Vec<ListedModel>,
    /// The cursor of the next page, if there is one.
    pub next: Option<String>,
}

/// Parses a reply to `GET /models`: `{data:[…]}`, `{models:[…]}` or a bare array, of objects or ids. Entries without an
/// id are ignored. `None` if it is not a list.
pub fn parse_page(value: &Value) -> Option<Page> {
    let list = match value {
        Value::Array(items) => items,
        other => first(other, &["data", "models", "result", "items"])?.as_array()?,
    };
    let mut seen = HashSet::new();
    let models: Vec<ListedModel> = list
        .iter()
        .filter_map(parse_model)
        .filter(|model| seen.insert(model.id.clone()))
        .collect();
    let more = value.get("has_more").and_then(Value::as_bool).unwrap_or(false);
    let cursor = value.get("last_id").and_then(word).map(str::to_owned);
    let next = more
        .then(|| cursor.or_else(|| models.last().map(|model| model.id.clone())))
        .flatten();
    Some(Page { models, next })
}

fn parse_model(value: &Value) -> Option<ListedModel> {
    if let Some(id) = word(value) {
        return Some(ListedModel {
            id: id.to_owned(),
            ..ListedModel::default()
        });
    }
    let text = |names: &[&str]| first(value, names).and_then(word).map(str::to_owned);
    Some(ListedModel {
        id: text(&["id", "model_id", "model", "name"])?,
        owned_by: text(&["owned_by", "provider", "developer", "publisher"]),
        types: first(value, &["types"]).map(parse_words).unwrap_or_default(),
        context_length: first(value, &["context_length", "max_model_len", "context_window"]).and_then(parse_limit),
        max_output: first(value, &["max_output", "max_output_tokens", "max_completion_tokens"])
            .or_else(|| value.pointer("/top_provider/max_completion_tokens"))
            .and_then(parse_limit),
        modalities: first(value, &["input_modalities"])
            .or_else(|| value.pointer("/architecture/input_modalities"))
            .map(parse_words)
            .unwrap_or_default(),
        features: first(value, &["features", "supported_features", "supported_parameters"])
            .map(parse_words)
            .unwrap_or_default(),
        price: prices::parse_price(value),
    })
}

/// Parses a number of tokens. Lists use 0 for *unknown*.
fn parse_limit(value: &Value) -> Option<u64> {
    count(value).filter(|tokens| *tokens > 0)
}

/// Merges a list with the server's catalogue. Only listed models are returned, unless the list is empty.
pub fn merge(listed: Vec<ListedModel>, catalogue: Vec<ListedModel>) -> Vec<ListedModel> {
    if listed.is_empty() {
        return catalogue;
    }
    let mut known: HashMap<String, ListedModel> =
        catalogue.into_iter().map(|model| (model.id.clone(), model)).collect();
    let with = |model: ListedModel| match known.remove(&model.id) {
        Some(more) => model.merged_with(more),
        None => model,
    };
    listed.into_iter().map(with).collect()
}

impl ListedModel {
    /// Returns this model's fields, with missing ones from `more`. The catalogue's price wins, because it is newer.
    fn merged_with(self, more: Self) -> Self {
        let either = |own: Vec<String>, more: Vec<String>| if own.is_empty() { more } else { own };
        Self {
            id: self.id,
            owned_by: self.owned_by.or(more.owned_by),
            types: either(self.types, more.types),
            context_length: self.context_length.or(more.context_length),
            max_output: self.max_output.or(more.max_output),
            modalities: either(self.modalities, more.modalities),
            features: either(self.features, more.features),
            price: more.price.or(self.price),
        }
    }
}

/// Parses an array of words, or a comma-separated string.
fn parse_words(value: &Value) -> Vec<String> {
    let list: Vec<&str> = match value {
        Value::Array(items) => items.iter().filter_map(word).collect(),
        other => word(other).into_iter().flat_map(|text| text.split(',')).collect(),
    };
    list.into_iter()
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ids(value: &Value) -> Vec<String> {
        parse_page(value)
            .expect("a list")
            .models
            .into_iter()
            .map(|model| model.id)
            .collect()
    }

    #[test]
    fn quirk_45_every_shape_of_a_list() {
        for value in [
            json!({"object": "list", "data": [{"id": "a"}, {"id": "b", "created": "x"}]}),
            json!({"models": [{"name": "a"}, {"model": "b"}]}),
            json!([{"id": "a"}, {"id": "b"}]),
            json!(["a", "b"]),
            json!({"data": ["a", null, 7, {}, {"id": null}, {"id": ""}, "a", "b"]}),
            json!({"data": [{"model_id": "a"}, {"model_id": "b"}], "message": "", "success": true}),
        ] {
            assert_eq!(ids(&value), ["a", "b"], "{value}");
        }
        for value in [
            json!({}),
            json!({"data": null}),
            json!({"data": {}}),
            json!("a"),
            json!(null),
        ] {
            assert_eq!(parse_page(&value), None, "{value}");
        }
        assert_eq!(ids(&json!({"data": []})), Vec::<String>::new());
    }

    #[test]
    fn what_a_list_says_beside_the_id() {
        let page = parse_page(
            &json!([{"id": "a", "owned_by": "x", "types": "llm, tts", "context_length": "8192"}, {"id": "b", "types": ["llm"]}]),
        );
        let models = page.expect("a list").models;
        assert_eq!(models[0].types, ["llm", "tts"]);
        assert_eq!(models[0].context_length, Some(8192));
        assert_eq!(models[0].owned_by.as_deref(), Some("x"));
        assert_eq!(models[1].types, ["llm"]);
    }

    #[test]
    fn a_rich_catalogue_says_more_of_what_is_listed() {
        let listed = parse_page(&json!({"data": [{"id": "gpt-4o-mini"}, {"id": "only-listed", "owned_by": "x"}]}))
            .expect("a list");
        let rich = parse_page(&json!({"success": true, "message": "", "data": [
            null,
            {"model_id": "gpt-4o-mini", "types": "llm", "features": "tools,function_calling", "input_modalities": "text,image",
             "max_output": 16384, "context_length": 128_000, "pricing": {"input": 0.15, "output": 0.6, "cache_read": 0.075}},
            {"model_id": "only-rich", "types": ["llm"], "features": null, "max_output": 0, "pricing": null},
        ]}))
        .expect("a list");
        let both = merge(listed.models.clone(), rich.models.clone());
        assert_eq!(
            both.iter().map(|model| model.id.as_str()).collect::<Vec<_>>(),
            ["gpt-4o-mini", "only-listed"]
        );
        let mini = &both[0];
        assert_eq!((mini.context_length, mini.max_output), (Some(128_000), Some(16_384)));
        assert_eq!(
            (&*mini.modalities, &*mini.features),
            (
                &["text".to_owned(), "image".to_owned()][..],
                &["tools".to_owned(), "function_calling".to_owned()][..]
            )
        );
        assert_eq!(
            mini.price.and_then(|price| price.input),
            chat::Rate::per_million("0.15")
        );
        assert_eq!((both[1].owned_by.as_deref(), both[1].price), (Some("x"), None));
        assert_eq!((rich.models[1].max_output, rich.models[1].price), (None, None));
        assert_eq!(merge(Vec::new(), rich.models.clone()), rich.models);
    }

    #[test]
    fn quirk_45_pages() {
        let page = |value: &Value| parse_page(value).expect("a list").next;
        assert_eq!(
            page(&json!({"data": ["a"], "has_more": true, "last_id": "z"})).as_deref(),
            Some("z")
        );
        assert_eq!(page(&json!({"data": ["a"], "has_more": true})).as_deref(), Some("a"));
        assert_eq!(page(&json!({"data": ["a"], "has_more": false, "last_id": "a"})), None);
    }
}
