//! The client: what it is made with, and how one request goes out.

use std::{sync::Arc, time::SystemTime};

use chat::{ErrorCode, Failure, RefusalReason};
use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use secret::{Key, Origin};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::{
    Credential, connecting, fault,
    inflate::Inflate,
    learned::Learned,
    log::{ConnectionLog, Exchange, Purpose},
    outgoing::written,
    reply::{Reply, refusal, target},
    route::{AGENT, Route, Routes},
    tape::{SentLog, Tape},
};
use crate::{
    adaptation::Adaptation,
    base_url::BaseUrl,
    content::Files,
    error::{self, Asked, Head},
    network::{Limits, NetworkOptions},
    options::RequestOptions,
};

/// Sends requests. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    routes: Arc<Routes>,
    pub(super) options: Arc<RequestOptions>,
    pub(super) learned: Arc<Learned>,
    purpose: Option<Purpose>,
    log: Option<Arc<dyn ConnectionLog>>,
    sent: Option<Arc<dyn SentLog>>,
}

/// What one request sends.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) credential: Option<Credential<'a>>,
    pub(super) accept: &'static str,
    pub(super) body: Option<Vec<u8>>,
    /// The files that are in the body.
    pub(super) files: &'a Files,
    /// The version (`ETag`) the caller has: the reply may be 304, without a body.
    pub(super) known: Option<&'a str>,
    /// Why it is made, unless the client says otherwise.
    pub(super) purpose: Purpose,
    /// What was changed in it, as this server refuses it otherwise.
    pub(super) changes: &'a [Adaptation],
}

impl Client {
    /// A client with these limits, the system's proxy and the platform's trust.
    ///
    /// # Errors
    /// As [`Client::with`].
    pub fn new(limits: Limits) -> Result<Self, Failure> {
        Self::with(NetworkOptions {
            limits,
            ..NetworkOptions::default()
        })
    }

    /// A client that reaches the network this way. Keep it as long as its endpoint's network options stand: it holds the
    /// open connections, and the proxy's password.
    ///
    /// # Errors
    /// `internal`, when the HTTP stack cannot be set up.
    pub fn with(network: NetworkOptions) -> Result<Self, Failure> {
        Ok(Self {
            routes: Arc::new(Routes::new(network)?),
            options: Arc::default(),
            learned: Arc::default(),
            purpose: None,
            log: None,
            sent: None,
        })
    }

    /// The same client and connections, for requests with these options: one for each request, so that the secrets in
    /// them live no longer than it.
    #[must_use]
    pub fn asking(&self, options: Arc<RequestOptions>) -> Self {
        Self {
            options,
            ..self.clone()
        }
    }

    /// The same client, its requests noted down as made for `purpose`.
    #[must_use]
    pub fn purpose(&self, purpose: Purpose) -> Self {
        Self {
            purpose: Some(purpose),
            ..self.clone()
        }
    }

    /// The same client, its requests noted down in `log`.
    #[must_use]
    pub fn logged(&self, log: Arc<dyn ConnectionLog>) -> Self {
        Self {
            log: Some(log),
            ..self.clone()
        }
    }

    /// The same client, what its requests say and what comes back written down in `sent`, without any secret.
    #[must_use]
    pub fn recorded(&self, sent: Arc<dyn SentLog>) -> Self {
        Self {
            sent: Some(sent),
            ..self.clone()
        }
    }

    /// The limits it was made with.
    pub fn limits(&self) -> &Limits {
        &self.routes.limits
    }

    /// Sends one request and looks at the head of its reply. The failure holds no secret any more.
    pub(super) async fn send(
        &self,
        outgoing: Outgoing<'_>,
        base: &BaseUrl,
        asked: &Asked,
        deadline: Instant,
    ) -> Result<Reply, Failure> {
        let origin = base.origin();
        let headers = self.headers(&outgoing, &origin)?;
        let sent = outgoing.body.as_ref().map_or(0, Vec::len);
        let purpose = self.purpose.unwrap_or(outgoing.purpose);
        let may_be_unchanged = outgoing.known.is_some();
        let mut exchange = Exchange::new(self.log.clone(), origin.clone(), purpose, sent);
        let way = timeout_at(deadline, self.routes.to(&outgoing.url, &origin)).await;
        let route = way.unwrap_or_else(|_| Err(fault::first_content(self.limits())));
        let route = route.inspect_err(|failure| exchange.failed(failure))?;
        exchange.through(route.proxy.clone());
        let secrets = self.secrets(outgoing.credential, &origin, &route);
        exchange.tape = self.tape(&outgoing, &headers, &route, &secrets);
        let result = self
            .exchange(outgoing, headers, &route, deadline, exchange.tape.as_mut())
            .await;
        if result.as_ref().is_err_and(|failure| failure.status.is_none()) {
            self.routes.forget(&origin);
        }
        let result = match result {
            Ok((head, response, inflate)) => {
                exchange.replied(head.status);
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
                return Err(refusal(reply, base, asked, deadline).await);
            }
            Err(failure) => error::redacted(failure, &secrets),
        };
        exchange.failed(&result);
        Err(result)
    }

    /// Waits for the head of the reply.
    async fn exchange(
        &self,
        outgoing: Outgoing<'_>,
        headers: HeaderMap,
        route: &Route,
        deadline: Instant,
        tape: Option<&mut Tape>,
    ) -> Result<(Head, reqwest::Response, Inflate), Failure> {
        let url = self.options.query.on(outgoing.url);
        let mut request = route.client.request(outgoing.method, url.clone()).headers(headers);
        if let Some(body) = outgoing.body {
            request = request.body(body);
        }
        let (sent, connect) = connecting::timed(timeout_at(deadline, request.send())).await;
        let sent = sent.map_err(|_| fault::first_content(self.limits()))?;
        let response =
            sent.map_err(|error| fault::before_reply(&error, &url, route.proxy.as_deref(), self.limits()))?;
        let mut head = Head::read(response.status().as_u16(), response.headers(), SystemTime::now());
        if let Some(tape) = tape {
            tape.replied(&head, response.headers(), connect);
        }
        head.location = head.location.map(|location| target(&url, &location));
        let inflate = Inflate::declared(response.headers()).map_err(|unknown| {
            error::of_head(&head, ErrorCode::Malformed)
                .with("encoding", unknown.0)
                .retryable(false)
        })?;
        Ok((head, response, inflate))
    }

    /// Where this request is written down, if anywhere.
    fn tape(&self, outgoing: &Outgoing<'_>, headers: &HeaderMap, route: &Route, secrets: &[Key]) -> Option<Tape> {
        let log = self.sent.clone()?;
        let request = written(outgoing, headers, &self.options, route.proxy.clone(), AGENT);
        Some(Tape::new(request, secrets, log))
    }

    /// The head of a request to `origin`. A secret bound to another origin keeps it from being sent at all.
    fn headers(&self, outgoing: &Outgoing<'_>, origin: &Origin) -> Result<HeaderMap, Failure> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(outgoing.accept));
        for header in &self.options.headers {
            let (name, value) = header
                .pair(origin)
                .ok_or_else(|| elsewhere(RefusalReason::HeaderOfAnotherOrigin))?;
            headers.insert(name, value);
        }
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        // One that fits no header is left out: then the whole list comes.
        if let Some(known) = outgoing.known.and_then(|known| HeaderValue::from_str(known).ok()) {
            headers.insert(header::IF_NONE_MATCH, known);
        }
        if outgoing.body.is_some() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        if let Some(credential) = outgoing.credential {
            let (name, value) = self.key(credential, origin)?;
            headers.insert(name, value);
        }
        Ok(headers)
    }

    fn key(&self, credential: Credential<'_>, origin: &Origin) -> Result<(HeaderName, HeaderValue), Failure> {
        if credential.origin != origin {
            return Err(elsewhere(RefusalReason::KeyOfAnotherOrigin));
        }
        // Neither the value nor the error, which might quote it, goes any further.
        self.options
            .auth
            .of(credential.key.expose())
            .ok_or_else(|| elsewhere(RefusalReason::KeyUnfitForAHeader))
    }

    /// Whatever must not stand in a failure or an answer's details.
    fn secrets(&self, credential: Option<Credential<'_>>, origin: &Origin, route: &Route) -> Vec<Key> {
        let key = credential.map(|credential| credential.key);
        key.into_iter()
            .chain(self.options.secrets(origin))
            .chain(route.password.as_ref())
            .map(Key::duplicate)
            .collect()
    }
}

fn elsewhere(reason: RefusalReason) -> Failure {
    Failure::new(ErrorCode::Internal).with_reason(reason)
}
