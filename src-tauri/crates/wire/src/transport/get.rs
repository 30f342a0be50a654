//! Fetches small JSON documents beside the protocol: an account's balance, a richer catalogue.

use chat::{ErrorCode, Failure};
use http::Method;
use serde_json::Value;
use tokio::time::Instant;

use super::{Client, Credential, client::Outgoing, log::Purpose, reply::read_up_to};
use crate::{
    base_url::BaseUrl,
    content::Files,
    error::{self, Asked},
};

/// The largest document read, in bytes.
const MAX_BYTES: usize = 16 * 1024 * 1024;

impl Client {
    /// Reads the JSON at `path` (`/dashboard/billing/remain`) of the base URL's own origin, within the time for a list.
    /// Nothing is followed, and the key goes where it may go.
    ///
    /// # Errors
    /// As [`Client::models`]; `malformed` where the reply is no JSON.
    pub async fn get_json(
        &self,
        base: &BaseUrl,
        path: &str,
        purpose: Purpose,
        credential: Option<Credential<'_>>,
    ) -> Result<Value, Failure> {
        let deadline = Instant::now() + self.limits().list;
        let mut url = base.url().clone();
        url.set_path(path);
        let outgoing = Outgoing {
            method: Method::GET,
            url,
            credential,
            accept: "application/json",
            body: None,
            files: Files::none(),
            known: None,
            purpose,
            changes: &[],
        };
        let mut reply = self.send(outgoing, base, &Asked::default(), deadline).await?;
        let body = read_up_to(&mut reply, MAX_BYTES, deadline).await;
        if let Ok(value) = serde_json::from_slice(&body) {
            reply.exchange.done();
            return Ok(value);
        }
        let mut failure = error::of_reply(&reply.head, &body, &Asked::default());
        if failure.code != ErrorCode::NotAnApi {
            failure.code = ErrorCode::Malformed;
        }
        reply.exchange.failed(&failure);
        Err(error::redacted(failure, &reply.secrets))
    }
}
