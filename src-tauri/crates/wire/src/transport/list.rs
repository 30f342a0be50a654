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
    content::Files,
    error::{self, Asked},
};

/// The largest list read, in bytes. The largest seen has 600 KB.
const MAX_LIST_BYTES: usize = 16 * 1024 * 1024;
/// The longest version name kept, in bytes.
const MAX_TAG: usize = 512;
/// A list of more pages than this is no list.
const MAX_PAGES: usize = 50;

/// What a server calls the versions (`ETag`) of its list and its catalogue: sent back with the next look at them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// The list's.
    pub list: Option<String>,
    /// The richer catalogue's.
    pub catalogue: Option<String>,
}

/// A list as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// In the server's order, each id once.
    pub models: Vec<ListedModel>,
    /// Its versions.
    pub tags: Tags,
}

/// One look at a page.
#[derive(Default)]
struct Look {
    page: Page,
    tag: Option<String>,
    /// It is the version known; `page` is empty.
    is_unchanged: bool,
}

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
            let page = self.page(base, url, credential, None, deadline).await?.page;
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
        let read = self.page(base, url, None, None, deadline).await;
        read.ok().map(|look| look.page.models)
    }

    /// The list with what the server's richer catalogue says beside it, and the versions of both; `None` when neither has
    /// changed since `tags`. A catalogue that cannot be read now is no change.
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
        let rich = self.rich(base, tags.catalogue.as_deref()).await;
        if list.is_none() && rich.as_ref().is_none_or(|rich| rich.is_unchanged) {
            return Ok(None);
        }
        let list = match list {
            Some(list) => list,
            None => self.first_page(base, credential, None).await?.unwrap_or_default(),
        };
        let rich = match rich {
            Some(rich) if rich.is_unchanged => self.rich(base, None).await,
            rich => rich,
        };
        let (catalogue, catalogue_tag) = rich.map(|rich| (rich.page.models, rich.tag)).unwrap_or_default();
        Ok(Some(Listing {
            models: catalogue::enriched(list.0, catalogue),
            tags: Tags {
                list: list.1,
                catalogue: catalogue_tag,
            },
        }))
    }

    /// The whole list and its version, which only a list of one page has; `None` when it is the one known.
    async fn first_page(
        &self,
        base: &BaseUrl,
        credential: Option<Credential<'_>>,
        known: Option<&str>,
    ) -> Result<Option<(Vec<ListedModel>, Option<String>)>, Failure> {
        let deadline = Instant::now() + self.limits().list;
        let look = self.page(base, base.models(), credential, known, deadline).await?;
        if look.is_unchanged {
            return Ok(None);
        }
        if look.page.next.is_some() {
            return Ok(Some((self.models(base, credential).await?, None)));
        }
        Ok(Some((look.page.models, look.tag)))
    }

    async fn rich(&self, base: &BaseUrl, known: Option<&str>) -> Option<Look> {
        let url = base.catalogue()?;
        let deadline = Instant::now() + self.limits().list;
        self.page(base, url, None, known, deadline).await.ok()
    }

    async fn page(
        &self,
        base: &BaseUrl,
        url: Url,
        credential: Option<Credential<'_>>,
        known: Option<&str>,
        deadline: Instant,
    ) -> Result<Look, Failure> {
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
        let sent = self.send(outgoing, base, &Asked::default(), deadline).await;
        let mut reply = sent.map_err(|failure| no_model_was_asked(failure, base))?;
        if reply.head.status == 304 {
            reply.exchange.done();
            return Ok(Look {
                is_unchanged: true,
                ..Look::default()
            });
        }
        let tag = reply.response.headers().get(http::header::ETAG);
        let tag = tag
            .and_then(|tag| tag.to_str().ok())
            .filter(|tag| tag.len() <= MAX_TAG)
            .map(str::to_owned);
        let body = read_up_to(&mut reply, MAX_LIST_BYTES, deadline).await;
        let page = parse(&reply, &body).map_err(|failure| with_suggestion(failure, base));
        match page {
            Ok(page) => {
                reply.exchange.done();
                Ok(Look {
                    page,
                    tag,
                    is_unchanged: false,
                })
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
