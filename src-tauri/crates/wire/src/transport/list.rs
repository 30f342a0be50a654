//! Fetches the list of models.

use std::collections::HashSet;

use chat::{ErrorCode, Failure};
use http::Method;
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::{
    Client, Credential,
    client::Outgoing,
    fault::with_suggestion,
    log::Purpose,
    reply::{Reply, read_up_to},
};
use crate::{
    base_url::BaseUrl,
    catalogue::{self, ListedModel, Page},
    error::{self, Asked},
};

/// The largest list read, in bytes. The largest seen has 600 KB.
const MAX_LIST_BYTES: usize = 16 * 1024 * 1024;
/// A list of more pages than this is no list.
const MAX_PAGES: usize = 50;

impl Client {
    /// Lists the models of `base`, all pages, each id once, in the server's order.
    ///
    /// # Errors
    /// As [`Client::chat`]; `not_an_api` (with status 404) where there is no list, `malformed` where there is none in the
    /// reply. A list that cannot be read keeps nobody from asking a model by its id.
    pub async fn models(
        &self,
        base: &BaseUrl,
        credential: Option<Credential<'_>>,
    ) -> Result<Vec<ListedModel>, Failure> {
        let deadline = Instant::now() + self.limits().list;
        let (mut models, mut seen) = (Vec::new(), HashSet::new());
        let mut url = base.models();
        for _ in 0..MAX_PAGES {
            let page = self.page(base, url, credential, deadline).await?;
            let before = models.len();
            models.extend(page.models.into_iter().filter(|model| seen.insert(model.id.clone())));
            // A server that ignores the cursor sends the same page for ever.
            let Some(next) = page.next.filter(|_| models.len() > before) else {
                break;
            };
            url = base.models();
            url.query_pairs_mut()
                .append_pair("after", &next)
                .append_pair("after_id", &next);
        }
        Ok(models)
    }

    /// The richer catalogue of `base`, where its server is known to have one. It is public: no key goes there. `None` also
    /// when it cannot be read, which is no reason to do without the list.
    pub async fn catalogue(&self, base: &BaseUrl) -> Option<Vec<ListedModel>> {
        let url = base.catalogue()?;
        let deadline = Instant::now() + self.limits().list;
        let read = self.page(base, url, None, deadline).await;
        read.ok().map(|page| page.models)
    }

    async fn page(
        &self,
        base: &BaseUrl,
        url: Url,
        credential: Option<Credential<'_>>,
        deadline: Instant,
    ) -> Result<Page, Failure> {
        let outgoing = Outgoing {
            method: Method::GET,
            url,
            credential,
            accept: "application/json",
            body: None,
            purpose: Purpose::Models,
        };
        let sent = self.send(outgoing, base, &Asked::default(), deadline).await;
        let mut reply = sent.map_err(|failure| no_model_was_asked(failure, base))?;
        let body = read_up_to(&mut reply, MAX_LIST_BYTES, deadline).await;
        let page = parse(&reply, &body).map_err(|failure| with_suggestion(failure, base));
        match page {
            Ok(page) => {
                reply.exchange.done();
                Ok(page)
            }
            Err(failure) => {
                reply.exchange.failed(&failure);
                Err(error::redacted(failure, &reply.secrets))
            }
        }
    }
}

fn parse(reply: &Reply, body: &[u8]) -> Result<Page, Failure> {
    let value: Option<Value> = serde_json::from_slice(body).ok();
    if let Some(page) = value.as_ref().and_then(catalogue::read) {
        return Ok(page);
    }
    Err(error::of_reply(&reply.head, body, &Asked::default()))
}

/// A list has no model to be unknown: 404 here means that there is no list.
fn no_model_was_asked(mut failure: Failure, base: &BaseUrl) -> Failure {
    if failure.code == ErrorCode::UnknownModel {
        failure.code = ErrorCode::NotAnApi;
        failure.details.remove("model");
        failure = with_suggestion(failure, base);
    }
    // The limit that struck was the list's.
    if failure.code == ErrorCode::Timeout && failure.details.contains_key("seconds") {
        failure.details.insert("limit".to_owned(), "list".to_owned());
    }
    failure
}
