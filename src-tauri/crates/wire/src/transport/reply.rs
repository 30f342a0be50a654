//! A reply as it begins, and what it means when it is a refusal.

use std::time::Duration;

use chat::Failure;
use reqwest::Response;
use secret::Key;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::{fault, inflate::Inflate, log::Exchange};
use crate::{
    base_url::BaseUrl,
    error::{self, Asked, Head},
};

/// How much of an error's body is read.
const MAX_ERROR_BYTES: usize = 256 * 1024;
/// How long the body of an error is waited for.
const ERROR_BODY_WAIT: Duration = Duration::from_secs(10);

/// A reply whose body has not been read yet.
pub(super) struct Reply {
    pub(super) head: Head,
    pub(super) inflate: Inflate,
    pub(super) response: Response,
    /// Its line in the connection log.
    pub(super) exchange: Exchange,
    /// What must not be told to anyone: the key, secret headers, the proxy's password.
    pub(super) secrets: Vec<Key>,
}

/// What a reply that is not 2xx means, without the secrets it may repeat.
pub(super) async fn refusal(mut reply: Reply, base: &BaseUrl, asked: &Asked, deadline: Instant) -> Failure {
    // A body that does not come in time, or breaks off, is judged by as much of it as came.
    let body = read_up_to(
        &mut reply,
        MAX_ERROR_BYTES,
        deadline.min(Instant::now() + ERROR_BODY_WAIT),
    )
    .await;
    let failure = fault::with_suggestion(error::of_reply(&reply.head, &body, asked), base);
    reply.exchange.failed(&failure);
    error::redacted(failure, &reply.secrets)
}

/// As much of the body as comes before it ends, breaks or `deadline`, but no more than about `limit` bytes.
pub(super) async fn read_up_to(reply: &mut Reply, limit: usize, deadline: Instant) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < limit {
        let Ok(Ok(Some(bytes))) = timeout_at(deadline, reply.response.chunk()).await else {
            break;
        };
        reply.exchange.received(bytes.len());
        let Ok(bytes) = reply.inflate.push(&bytes) else { break };
        reply.exchange.heard(&bytes);
        body.extend(bytes);
    }
    body
}

/// Where a redirect points: whole, without credentials, query or fragment.
pub(super) fn target(url: &Url, location: &str) -> String {
    let Ok(mut target) = url.join(location) else {
        return location.to_owned();
    };
    target.set_query(None);
    target.set_fragment(None);
    // Both fail only for URLs without a host, which hold neither.
    let _ = target.set_username("");
    let _ = target.set_password(None);
    target.to_string()
}
