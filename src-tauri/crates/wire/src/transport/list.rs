//! Fetches the model list.

use std::collections::HashSet;

use chat::{ErrorCode, Failure};
use http::Method;
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::{
    Client, Credential,
    fault::with_suggestion,
    log::Purpose,
    outgoing::Outgoing,
    reply::{Reply, read_up_to},
};
use crate::{
    base_url::BaseUrl,
    catalogue::{self, ListedModel, Page},
    content::Files,
    error::{self, RequestEcho},
};

/// Largest list read, in bytes. The largest seen has 600 KB.
const MAX_LIST_BYTES: usize = 16 * 1024 * 1024;
/// Longest `ETag` kept, in bytes.
const MAX_TAG: usize = 512;
/// Most pages read for one list.
const MAX_PAGES: usize = 50;

/// The `ETag`s of a server's list and catalogue, sent back with the next request for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// `ETag` of the list.
    pub list: Option<String>,
    /// `ETag` of the catalogue.
    pub catalogue: Option<String>,
}

/// The current list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// In the server's order, each id once.
    pub models: Vec<ListedModel>,
    /// Its `ETag`s.
    pub tags: Tags,
}

/// The result of fetching one page.
#[derive(Default)]
struct FetchedPage {
    page: Page,
    tag: Option<String>,
    /// The page has not changed since the known `ETag`; `page` is empty.
    is_unchanged: bool,
}

impl Client {
    /// Lists the models of `base`: all pages, each id once, in the server's order.
    ///
    /// # Errors
    /// As [`Client::chat`]; `not_an_api` (with status 404) if there is no list, `malformed` if the reply contains none.
    /// A model can be used by its id even if the list can't be read.
    pub async fn models(
        &self,
        base: &BaseUrl,
        credential: Option<Credential<'_>>,
    ) -> Result<Vec<ListedModel>, Failure> {
        let deadline = Instant::now() + self.limits().list;
        let (mut models, mut seen) = (Vec::new(), HashSet::new());
        let mut url = base.models();
        for _ in 0..MAX_PAGES {
            let page = self.fetch_page(base, url, credential, None, deadline).await?.page;
            let before = models.len();
            models.extend(page.models.into_iter().filter(|model| seen.insert(model.id.clone())));
            // A server that ignores the cursor returns the same page for ever.
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

    /// Fetches the catalogue of `base` if its server is known to have one. It is public, so no key is sent. `None` also
    /// if it can't be read, because the list works without it.
    pub async fn catalogue(&self, base: &BaseUrl) -> Option<Vec<ListedModel>> {
        let url = base.catalogue()?;
        let deadline = Instant::now() + self.limits().list;
        let read = self.fetch_page(base, url, None, None, deadline).await;
        read.ok().map(|fetched| fetched.page.models)
    }

    /// Fetches the list merged with the catalogue, and the `ETag`s of both. `None` if neither has changed since `tags`;
    /// a catalogue that can't be read counts as unchanged.
    ///
    /// # Errors
    /// As [`Client::models`].
    pub async fn listing(
        &self,
        base: &BaseUrl,
        credential: Option<Credential<'_>>,
        tags: &Tags,
    ) -> Result<Option<Listing>, Failure> {
        let list = self.first_page(base, credential, tags.list.as_deref()).await?;
        let rich = self.fetch_catalogue(base, tags.catalogue.as_deref()).await;
        if list.is_none() && rich.as_ref().is_none_or(|rich| rich.is_unchanged) {
            return Ok(None);
        }
        let list = match list {
            Some(list) => list,
            None => self.first_page(base, credential, None).await?.unwrap_or_default(),
        };
        let rich = match rich {
            Some(rich) if rich.is_unchanged => self.fetch_catalogue(base, None).await,
            rich => rich,
        };
        let (catalogue, catalogue_tag) = rich.map(|rich| (rich.page.models, rich.tag)).unwrap_or_default();
        Ok(Some(Listing {
            models: catalogue::merge(list.0, catalogue),
            tags: Tags {
                list: list.1,
                catalogue: catalogue_tag,
            },
        }))
    }

    /// Returns the complete list and, if it has a single page, its `ETag`. `None` if it matches the known one.
    async fn first_page(
        &self,
        base: &BaseUrl,
        credential: Option<Credential<'_>>,
        known: Option<&str>,
    ) -> Result<Option<(Vec<ListedModel>, Option<String>)>, Failure> {
        let deadline = Instant::now() + self.limits().list;
        let fetched = self
            .fetch_page(base, base.models(), credential, known, deadline)
            .await?;
        if fetched.is_unchanged {
            return Ok(None);
        }
        if fetched.page.next.is_some() {
            return Ok(Some((self.models(base, credential).await?, None)));
        }
        Ok(Some((fetched.page.models, fetched.tag)))
    }

    async fn fetch_catalogue(&self, base: &BaseUrl, known: Option<&str>) -> Option<FetchedPage> {
        let url = base.catalogue()?;
        let deadline = Instant::now() + self.limits().list;
        self.fetch_page(base, url, None, known, deadline).await.ok()
    }

    async fn fetch_page(
        &self,
        base: &BaseUrl,
        url: Url,
        credential: Option<Credential<'_>>,
        known: Option<&str>,
        deadline: Instant,
    ) -> Result<FetchedPage, Failure> {
        let outgoing = Outgoing {
            method: Method::GET,
            url,
            credential,
            accept: "application/json",
            body: None,
            files: Files::none(),
            known,
            purpose: Purpose::Models,
            changes: &[],
        };
        let sent = self.send(outgoing, base, &RequestEcho::default(), deadline).await;
        let mut reply = sent.map_err(|failure| without_model(failure, base))?;
        if reply.head.status == 304 {
            reply.exchange.complete();
            return Ok(FetchedPage {
                is_unchanged: true,
                ..FetchedPage::default()
            });
        }
        let tag = reply.response.headers().get(http::header::ETAG);
        let tag = tag
            .and_then(|tag| tag.to_str().ok())
            .filter(|tag| tag.len() <= MAX_TAG)
            .map(str::to_owned);
        let body = read_up_to(&mut reply, MAX_LIST_BYTES, deadline).await;
        let page = parse_reply(&reply, &body).map_err(|failure| with_suggestion(failure, base));
        match page {
            Ok(page) => {
                reply.exchange.complete();
                Ok(FetchedPage {
                    page,
                    tag,
                    is_unchanged: false,
                })
            }
            Err(failure) => {
                reply.exchange.fail(&failure);
                Err(error::redacted(failure, &reply.secrets))
            }
        }
    }
}

fn parse_reply(reply: &Reply, body: &[u8]) -> Result<Page, Failure> {
    let value: Option<Value> = serde_json::from_slice(body).ok();
    if let Some(page) = value.as_ref().and_then(catalogue::parse_page) {
        return Ok(page);
    }
    Err(error::from_reply(&reply.head, body, &RequestEcho::default()))
}

/// Corrects a failure for a request without a model: 404 means that there is no list.
fn without_model(mut failure: Failure, base: &BaseUrl) -> Failure {
    if failure.code == ErrorCode::UnknownModel {
        failure.code = ErrorCode::NotAnApi;
        failure.details.remove("model");
        failure = with_suggestion(failure, base);
    }
    // The limit that was reached is the one for lists.
    if failure.code == ErrorCode::Timeout && failure.details.contains_key("seconds") {
        failure.details.insert("limit".to_owned(), "list".to_owned());
    }
    failure
}
