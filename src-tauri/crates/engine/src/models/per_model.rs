//! A value for each of some models, by endpoint and model id.

use std::collections::BTreeMap;

use chat::EndpointId;
use serde::{Deserialize, Serialize};

/// Map from endpoint and model id to a value, stored as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct PerModel<T>(BTreeMap<EndpointId, BTreeMap<String, T>>);

impl<T> Default for PerModel<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> PerModel<T> {
    pub(crate) fn get(&self, endpoint: EndpointId, model: &str) -> Option<&T> {
        self.0.get(&endpoint)?.get(model)
    }

    /// Converts each value.
    pub(crate) fn map<U>(self, convert: impl Fn(T) -> U) -> PerModel<U> {
        let models = |models: BTreeMap<String, T>| models.into_iter().map(|(model, value)| (model, convert(value)));
        let all = self.0.into_iter();
        PerModel(all.map(|(endpoint, each)| (endpoint, models(each).collect())).collect())
    }

    /// Those of one endpoint.
    pub(crate) fn for_endpoint(&self, endpoint: EndpointId) -> Option<&BTreeMap<String, T>> {
        self.0.get(&endpoint)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (EndpointId, &String, &T)> {
        let all = self.0.iter();
        all.flat_map(|(endpoint, models)| models.iter().map(|(model, value)| (*endpoint, model, value)))
    }

    /// Puts these in place of an endpoint's.
    pub(crate) fn set_all(&mut self, endpoint: EndpointId, models: BTreeMap<String, T>) {
        self.0.insert(endpoint, models);
        self.0.retain(|_, models| !models.is_empty());
    }

    pub(crate) fn set(&mut self, endpoint: EndpointId, model: String, value: Option<T>) {
        let models = self.0.entry(endpoint).or_default();
        match value {
            Some(value) => models.insert(model, value),
            None => models.remove(&model),
        };
        self.0.retain(|_, models| !models.is_empty());
    }
}
