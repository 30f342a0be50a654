//! The HTTP client: its options, and how a request is sent.

use std::{sync::Arc, time::SystemTime};

use chat::{ErrorCode, Failure, RefusalReason};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use secret::{Key, Origin};
use tokio::time::{Instant, timeout_at};

use super::{
    Credential, connect_time, fault,
    inflate::Inflate,
    log::{ConnectionLog, Exchange, Purpose},
    outgoing::Outgoing,
    pools::{ConnectionPool, ConnectionPools, USER_AGENT},
    recording::{Recording, SentLog},
    reply::{Reply, read_refusal, redirect_target},
    sent_request::sent_request,
};
use crate::{
    base_url::BaseUrl,
    error::{self, Head, RequestEcho},
    network::{Limits, NetworkOptions},
    options::RequestOptions,
};

/// Sends requests. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    pools: Arc<ConnectionPools>,
    pub(super) options: Arc<RequestOptions>,
    purpose: Option<Purpose>,
    log: Option<Arc<dyn ConnectionLog>>,
    sent: Option<Arc<dyn SentLog>>,
}

impl Client {
    /// Creates a client with these limits, the system's proxy and the platform's root certificates.
    ///
    /// # Errors
    /// As [`Client::with_network`].
    pub fn new(limits: Limits) -> Result<Self, Failure> {
        Self::with_network(NetworkOptions {
            limits,
            ..NetworkOptions::default()
        })
    }

    /// Creates a client with these network options. Keep it as long as the options don't change, because it holds the
    /// open connections and the proxy's password.
    ///
    /// # Errors
    /// `internal` if the HTTP stack can't be set up.
    pub fn with_network(network: NetworkOptions) -> Result<Self, Failure> {
        Ok(Self {
            pools: Arc::new(ConnectionPools::new(network)?),
            options: Arc::default(),
            purpose: None,
            log: None,
            sent: None,
        })
    }

    /// Returns the same client and connections for requests with these options. Use one for each request, so that the
    /// secrets in them live no longer than it.
    #[must_use]
    pub fn with_options(&self, options: Arc<RequestOptions>) -> Self {
        Self {
            options,
            ..self.clone()
        }
    }

    /// Returns the same client, whose requests are logged with `purpose`.
    #[must_use]
    pub fn with_purpose(&self, purpose: Purpose) -> Self {
        Self {
            purpose: Some(purpose),
            ..self.clone()
        }
    }

    /// Returns the same client, whose connections are logged to `log`.
    #[must_use]
    pub fn with_connection_log(&self, log: Arc<dyn ConnectionLog>) -> Self {
        Self {
            log: Some(log),
            ..self.clone()
        }
    }

    /// Returns the same client, whose requests and replies are recorded in `sent` without any secrets.
    #[must_use]
    pub fn with_sent_log(&self, sent: Arc<dyn SentLog>) -> Self {
        Self {
            sent: Some(sent),
            ..self.clone()
        }
    }

    /// Returns the client's time limits.
    pub fn limits(&self) -> &Limits {
        &self.pools.limits
    }

    /// Sends a request and returns the reply once its head has arrived. Failures are redacted.
    pub(super) async fn send(
        &self,
        outgoing: Outgoing<'_>,
        base: &BaseUrl,
        asked: &RequestEcho,
        deadline: Instant,
    ) -> Result<Reply, Failure> {
        let origin = base.origin();
        let headers = self.headers(&outgoing, &origin)?;
        let sent = outgoing.body.as_ref().map_or(0, Vec::len);
        let purpose = self.purpose.unwrap_or(outgoing.purpose);
        let may_be_unchanged = outgoing.known.is_some();
        let mut exchange = Exchange::new(self.log.clone(), origin.clone(), purpose, sent);
        let pool = timeout_at(deadline, self.pools.pool_for(&outgoing.url, &origin)).await;
        let pool = pool.unwrap_or_else(|_| Err(fault::first_content_timeout(self.limits())));
        let pool = pool.inspect_err(|failure| exchange.fail(failure))?;
        exchange.set_proxy(pool.proxy.clone());
        let secrets = self.secrets(outgoing.credential, &origin, &pool);
        exchange.recording = self.start_recording(&outgoing, &headers, &pool, &secrets);
        let result = self
            .await_head(outgoing, headers, &pool, deadline, exchange.recording.as_mut())
            .await;
        if result.as_ref().is_err_and(|failure| failure.status.is_none()) {
            self.pools.forget(&origin);
        }
        let result = match result {
            Ok((head, response, inflate)) => {
                exchange.on_status(head.status);
                let reply = Reply {
                    head,
                    inflate,
                    response,
                    exchange,
                    secrets,
                };
                if (200..300).contains(&reply.head.status) || (may_be_unchanged && reply.head.status == 304) {
                    return Ok(reply);
                }
                return Err(read_refusal(reply, base, asked, deadline).await);
            }
            Err(failure) => error::redacted(failure, &secrets),
        };
        exchange.fail(&result);
        Err(result)
    }

    /// Waits for the head of the reply.
    async fn await_head(
        &self,
        outgoing: Outgoing<'_>,
        headers: HeaderMap,
        pool: &ConnectionPool,
        deadline: Instant,
        recording: Option<&mut Recording>,
    ) -> Result<(Head, reqwest::Response, Inflate), Failure> {
        let url = self.options.query.append_to(outgoing.url);
        let mut request = pool.client.request(outgoing.method, url.clone()).headers(headers);
        if let Some(body) = outgoing.body {
            request = request.body(body);
        }
        let (sent, connect) = connect_time::measure(timeout_at(deadline, request.send())).await;
        let sent = sent.map_err(|_| fault::first_content_timeout(self.limits()))?;
        let response = sent.map_err(|error| fault::before_reply(&error, &url, pool.proxy.as_deref(), self.limits()))?;
        let mut head = Head::read(response.status().as_u16(), response.headers(), SystemTime::now());
        if let Some(recording) = recording {
            recording.on_head(&head, response.headers(), connect);
        }
        head.location = head.location.map(|location| redirect_target(&url, &location));
        let inflate = Inflate::declared(response.headers()).map_err(|unknown| {
            error::from_head(&head, ErrorCode::Malformed)
                .with("encoding", unknown.0)
                .retryable(false)
        })?;
        Ok((head, response, inflate))
    }

    /// Starts a recording of this request if a log is set.
    fn start_recording(
        &self,
        outgoing: &Outgoing<'_>,
        headers: &HeaderMap,
        pool: &ConnectionPool,
        secrets: &[Key],
    ) -> Option<Recording> {
        let log = self.sent.clone()?;
        let request = sent_request(outgoing, headers, &self.options, pool.proxy.clone(), USER_AGENT);
        Some(Recording::new(request, secrets, log))
    }

    /// Builds the headers of a request to `origin`. Fails if a secret is bound to another origin.
    fn headers(&self, outgoing: &Outgoing<'_>, origin: &Origin) -> Result<HeaderMap, Failure> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(outgoing.accept));
        for header in &self.options.headers {
            let (name, value) = header
                .name_and_value(origin)
                .ok_or_else(|| internal_failure(RefusalReason::HeaderOfAnotherOrigin))?;
            headers.insert(name, value);
        }
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        // An `ETag` that is not a valid header value is left out, so that the full list is returned.
        if let Some(known) = outgoing.known.and_then(|known| HeaderValue::from_str(known).ok()) {
            headers.insert(header::IF_NONE_MATCH, known);
        }
        if outgoing.body.is_some() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(credential) = outgoing.credential {
            let (name, value) = self.key_header(credential, origin)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }

    fn key_header(&self, credential: Credential<'_>, origin: &Origin) -> Result<(HeaderName, HeaderValue), Failure> {
        if credential.origin != origin {
            return Err(internal_failure(RefusalReason::KeyOfAnotherOrigin));
        }
        // Drops the value and the error, which might quote it.
        self.options
            .auth
            .header_for(credential.key.expose())
            .ok_or_else(|| internal_failure(RefusalReason::KeyUnfitForAHeader))
    }

    /// Returns all secrets to be redacted from failures and answers.
    fn secrets(&self, credential: Option<Credential<'_>>, origin: &Origin, pool: &ConnectionPool) -> Vec<Key> {
        let key = credential.map(|credential| credential.key);
        key.into_iter()
            .chain(self.options.secrets(origin))
            .chain(pool.password.as_ref())
            .map(Key::duplicate)
            .collect()
    }
}

fn internal_failure(reason: RefusalReason) -> Failure {
    Failure::new(ErrorCode::Internal).with_reason(reason)
}
