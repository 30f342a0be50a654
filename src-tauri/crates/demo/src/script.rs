//! The script of a server: its key, model list, answers and other routes.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Reply, Request, canned};

/// Computes a reply from the request, where a table is not enough. `None` falls back to the table.
pub(crate) type Answerer = Arc<dyn Fn(&Request) -> Option<Reply> + Send + Sync>;

/// What a server does. Built in Rust, or read from JSON with the same field names.
#[derive(Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Script {
    /// The only key accepted; without one any request is. A wrong key is echoed in the 401, as `AiHubMix` does.
    pub key: Option<String>,
    /// Whether the model list needs the key too. It doesn't at `AiHubMix`.
    pub private_models: bool,
    /// The path in front of `/models` and `/chat/completions`.
    pub base: String,
    /// `GET {base}/models`: ids, or objects that are sent unchanged.
    pub models: Vec<Value>,
    /// `POST {base}/chat/completions` by model; `*` matches any. The replies are used in order, and the last one is
    /// repeated.
    pub answers: BTreeMap<String, Vec<Reply>>,
    /// Replies that take precedence over everything above, including the key check.
    pub routes: Vec<Route>,
    /// Whether requests are recorded for [`Server::requests`](crate::Server::requests).
    pub record: bool,
    /// Computes replies from requests; called after `routes` and the key check.
    #[serde(skip)]
    pub(crate) answerer: Option<Answerer>,
}

/// Replies to one method and path, used in order; the last one is repeated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Method; `*` matches any.
    pub method: String,
    /// Path without query; `*` matches any.
    pub path: String,
    /// The replies.
    pub replies: Vec<Reply>,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            key: None,
            private_models: false,
            base: "/v1".to_owned(),
            models: Vec::new(),
            answers: BTreeMap::new(),
            routes: Vec::new(),
            record: true,
            answerer: None,
        }
    }
}

impl Script {
    /// Creates a script without models that accepts any key.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates the offline demo: three models with canned answers at a human pace. Requests are not recorded.
    pub fn demo() -> Self {
        let script = Self {
            record: false,
            answerer: Some(Arc::new(canned::answer)),
            ..Self::default()
        };
        script.models(canned::MODELS)
    }

    /// Accepts only this key.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.key = Some(key.to_owned());
        self
    }

    /// Adds ids to the model list.
    #[must_use]
    pub fn models<T: Into<Value>>(mut self, ids: impl IntoIterator<Item = T>) -> Self {
        self.models.extend(ids.into_iter().map(Into::into));
        self
    }

    /// Adds a reply for a model (`*` for any) after its other replies.
    #[must_use]
    pub fn answer(mut self, model: &str, reply: Reply) -> Self {
        self.answers.entry(model.to_owned()).or_default().push(reply);
        self
    }

    /// Adds a reply for a method and path after its other replies.
    #[must_use]
    pub fn route(mut self, method: &str, path: &str, reply: Reply) -> Self {
        match self
            .routes
            .iter_mut()
            .find(|route| route.method == method && route.path == path)
        {
            Some(route) => route.replies.push(reply),
            None => self.routes.push(Route {
                method: method.into(),
                path: path.into(),
                replies: vec![reply],
            }),
        }
        self
    }

    /// Computes replies from requests, where a table is not enough.
    #[must_use]
    pub fn answer_with(mut self, answerer: impl Fn(&Request) -> Option<Reply> + Send + Sync + 'static) -> Self {
        self.answerer = Some(Arc::new(answerer));
        self
    }
}

impl fmt::Debug for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Script")
            .field("models", &self.models)
            .field("answers", &self.answers)
            .finish_non_exhaustive()
    }
}
