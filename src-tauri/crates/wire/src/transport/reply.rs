//! The head of a reply, and the failure of one that is not 2xx.

use std::time::Duration;

use chat::Failure;
use reqwest::Response;
use secret::Key;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::{fault, inflate::Inflate, log::Exchange};
use crate::{
    base_url::BaseUrl,
    error::{self, Head, RequestEcho},
};

/// Most bytes read of an error body.
const MAX_ERROR_BYTES: usize = 256 * 1024;
/// Time limit for an error body.
const ERROR_BODY_WAIT: Duration = Duration::from_secs(10);

/// A reply whose body has not been read yet.
pub(super) struct Reply {
    pub(super) head: Head,
    pub(super) inflate: Inflate,
    pub(super) response: Response,
    /// Its entry in the connection log.
    pub(super) exchange: Exchange,
    /// Secrets to redact: the key, secret headers, the proxy's password.
    pub(super) secrets: Vec<Key>,
}

/// Reads a reply that is not 2xx and returns its redacted failure.
pub(super) async fn read_refusal(mut reply: Reply, base: &BaseUrl, asked: &RequestEcho, deadline: Instant) -> Failure {
    // A body that is late or breaks off is classified by the part that arrived.
    let body = read_up_to(
        &mut reply,
        MAX_ERROR_BYTES,
        deadline.min(Instant::now() + ERROR_BODY_WAIT),
    )
    .await;
    let failure = fault::with_suggestion(error::from_reply(&reply.head, &body, asked), base);
    reply.exchange.fail(&failure);
    error::redacted(failure, &reply.secrets)
}

/// Reads the body until it ends, breaks off or reaches `deadline`, or about `limit` bytes have arrived.
pub(super) async fn read_up_to(reply: &mut Reply, limit: usize, deadline: Instant) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < limit {
        let Ok(Ok(Some(bytes))) = timeout_at(deadline, reply.response.chunk()).await else {
            break;
        };
        reply.exchange.on_bytes(bytes.len());
        let Ok(bytes) = reply.inflate.push(&bytes) else { break };
        reply.exchange.on_body(&bytes);
        body.extend(bytes);
    }
    body
}

/// Returns the absolute target of a redirect without credentials, query and fragment.
pub(super) fn redirect_target(url: &Url, location: &str) -> String {
    let Ok(mut target) = url.join(location) else {
        return location.to_owned();
    };
    target.set_query(None);
    target.set_fragment(None);
    // Both fail only for URLs without a host, which have neither.
    let _ = target.set_username("");
    let _ = target.set_password(None);
    target.to_string()
}
