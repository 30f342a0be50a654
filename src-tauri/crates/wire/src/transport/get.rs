//! Fetches small JSON documents outside the chat protocol: an account's balance, a catalogue.

use chat::{ErrorCode, Failure};
use http::Method;
use serde_json::Value;
use tokio::time::Instant;

use super::{Client, Credential, log::Purpose, outgoing::Outgoing, reply::read_up_to};
use crate::{
    base_url::BaseUrl,
    content::Files,
    error::{self, RequestEcho},
};

/// Largest document read, in bytes.
const MAX_BYTES: usize = 16 * 1024 * 1024;

impl Client {
    /// Fetches the JSON at `path` (`/dashboard/billing/remain`) on the origin of the base URL, within the limit for
    /// lists. Redirects are not followed, and the key is sent to its own origin only.
    ///
    /// # Errors
    /// As [`Client::models`]; `malformed` if the reply is not JSON.
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
        let mut reply = self.send(outgoing, base, &RequestEcho::default(), deadline).await?;
        let body = read_up_to(&mut reply, MAX_BYTES, deadline).await;
        if let Ok(value) = serde_json::from_slice(&body) {
            reply.exchange.complete();
            return Ok(value);
        }
        let mut failure = error::from_reply(&reply.head, &body, &RequestEcho::default());
        if failure.code != ErrorCode::NotAnApi {
            failure.code = ErrorCode::Malformed;
        }
        reply.exchange.fail(&failure);
        Err(error::redacted(failure, &reply.secrets))
    }
}
