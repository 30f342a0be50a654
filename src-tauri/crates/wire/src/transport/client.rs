//! The pooled client: one for the network, one for this computer.

use std::{sync::Arc, time::SystemTime};

use chat::{ErrorCode, Failure};
use http::{HeaderValue, Method, header};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{Response, redirect::Policy};
use rustls::{ClientConfig, RootCertStore, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;
use secret::Key;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::{Answering, Credential, Limits, fault, inflate::Inflate};
use crate::{
    base_url::BaseUrl,
    body::ChatRequest,
    error::{self, Asked, Head},
};

/// How much of an error's body is read.
const MAX_ERROR_BYTES: usize = 256 * 1024;

/// Sends requests. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    /// Through the system's proxy, where it names one.
    network: reqwest::Client,
    /// Straight to this computer: a proxy would get the key and the prompt of every loopback request.
    loopback: reqwest::Client,
    proxies: Arc<Matcher>,
    pub(super) limits: Limits,
}

/// What one request sends.
pub(super) struct Outgoing<'a> {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) credential: Option<Credential<'a>>,
    pub(super) accept: &'static str,
    pub(super) body: Option<Vec<u8>>,
}

/// A reply whose body has not been read yet.
pub(super) struct Reply {
    pub(super) head: Head,
    pub(super) inflate: Inflate,
    pub(super) response: Response,
}

impl Client {
    /// A client with these limits. Reads the system's proxy settings once.
    ///
    /// # Errors
    /// `internal`, when the HTTP stack cannot be set up.
    pub fn new(limits: Limits) -> Result<Self, Failure> {
        let internal = || Failure::new(ErrorCode::Internal).with("reason", "http_client");
        let tls = tls_config().map_err(|_| internal())?;
        let builder = || {
            reqwest::Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .redirect(Policy::none())
                .connect_timeout(limits.connect)
                .user_agent(concat!("Juxta/", env!("CARGO_PKG_VERSION")))
                .referer(false)
        };
        Ok(Self {
            network: builder().build().map_err(|_| internal())?,
            loopback: builder().no_proxy().build().map_err(|_| internal())?,
            proxies: Arc::new(Matcher::from_system()),
            limits,
        })
    }

    /// Asks for a completion and waits until the server has accepted the request.
    ///
    /// # Errors
    /// Everything that goes wrong before an answer begins: no connection, a refusal, a redirect. Dropping the future ends
    /// the request.
    pub async fn chat(
        &self,
        base: &BaseUrl,
        request: &ChatRequest<'_>,
        credential: Option<Credential<'_>>,
    ) -> Result<Answering, Failure> {
        let key = credential.map(|credential| credential.key);
        let outgoing = Outgoing {
            method: Method::POST,
            url: base.chat_completions(),
            credential,
            accept: if request.stream { "text/event-stream, application/json;q=0.9" } else { "application/json" },
            body: Some(request.body().to_string().into_bytes()),
        };
        let asked = request.asked();
        let deadline = Instant::now() + self.limits.first_content;
        let result = self.send(outgoing, base, &asked, deadline).await;
        let reply = result.map_err(|failure| error::redacted(failure, key))?;
        Ok(Answering::new(reply, asked, base, self.limits, deadline, key.map(Key::duplicate)))
    }

    /// Sends one request and looks at the head of its reply. The failure still has to be redacted.
    pub(super) async fn send(
        &self,
        outgoing: Outgoing<'_>,
        base: &BaseUrl,
        asked: &Asked,
        deadline: Instant,
    ) -> Result<Reply, Failure> {
        let url = outgoing.url.clone();
        let (client, proxy) = self.route(base, &url);
        let request = request(client, outgoing, base)?;
        let sent = timeout_at(deadline, request.send()).await.map_err(|_| first_content_timeout(&self.limits))?;
        let response = sent.map_err(|error| fault::before_reply(&error, &url, proxy.as_deref()))?;
        let mut head = Head::read(response.status().as_u16(), response.headers(), SystemTime::now());
        head.location = head.location.map(|location| target(&url, &location));
        let inflate = Inflate::declared(response.headers()).map_err(|unknown| {
            error::of_head(&head, ErrorCode::Malformed).with("encoding", unknown.0).retryable(false)
        })?;
        let reply = Reply { head, inflate, response };
        if (200..300).contains(&reply.head.status) { Ok(reply) } else { Err(refusal(reply, base, asked, deadline).await) }
    }

    /// The client for `base`, and the proxy its requests to `url` go through.
    fn route(&self, base: &BaseUrl, url: &Url) -> (&reqwest::Client, Option<String>) {
        if base.origin().is_loopback() {
            return (&self.loopback, None);
        }
        let uri = url.as_str().parse().ok();
        let proxy = uri.and_then(|uri| self.proxies.intercept(&uri));
        (&self.network, proxy.map(|proxy| proxy.uri().authority().map(|host| host.host().to_owned()).unwrap_or_default()))
    }
}

/// The request, its key marked so that no log of any layer below shows it.
fn request(client: &reqwest::Client, outgoing: Outgoing<'_>, base: &BaseUrl) -> Result<reqwest::RequestBuilder, Failure> {
    let mut request = client
        .request(outgoing.method, outgoing.url)
        .header(header::ACCEPT, outgoing.accept)
        .header(header::ACCEPT_ENCODING, "identity");
    if let Some(credential) = outgoing.credential {
        if *credential.origin != base.origin() {
            return Err(Failure::new(ErrorCode::Internal).with("reason", "key_of_another_origin"));
        }
        let value = HeaderValue::from_str(&format!("Bearer {}", credential.key.expose()));
        // Neither the value nor the error, which might quote it, goes any further.
        let mut value = value.map_err(|_| Failure::new(ErrorCode::Internal).with("reason", "key_unfit_for_a_header"))?;
        value.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, value);
    }
    Ok(match outgoing.body {
        Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(body),
        None => request,
    })
}

/// What a reply that is not 2xx means.
async fn refusal(mut reply: Reply, base: &BaseUrl, asked: &Asked, deadline: Instant) -> Failure {
    // A body that does not come in time, or breaks off, is judged by as much of it as came.
    let body = read_up_to(&mut reply, MAX_ERROR_BYTES, deadline.min(Instant::now() + ERROR_BODY_WAIT)).await;
    let failure = error::of_reply(&reply.head, &body, asked);
    with_suggestion(failure, base)
}

/// How long the body of an error is waited for.
const ERROR_BODY_WAIT: std::time::Duration = std::time::Duration::from_secs(10);

/// As much of the body as comes before it ends, breaks or `deadline`, but no more than about `limit` bytes.
pub(super) async fn read_up_to(reply: &mut Reply, limit: usize, deadline: Instant) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < limit {
        let Ok(Ok(Some(bytes))) = timeout_at(deadline, reply.response.chunk()).await else { break };
        let Ok(bytes) = reply.inflate.push(&bytes) else { break };
        body.extend(bytes);
    }
    body
}

/// Nothing came in time.
pub(super) fn first_content_timeout(limits: &Limits) -> Failure {
    Failure::new(ErrorCode::Timeout)
        .with("limit", "first_content")
        .with("seconds", limits.first_content.as_secs().to_string())
        .retryable(true)
}

/// A web site in place of an API: says which address was called, and which one to try (quirk 19).
pub(super) fn with_suggestion(failure: Failure, base: &BaseUrl) -> Failure {
    if failure.code != ErrorCode::NotAnApi {
        return failure;
    }
    let failure = failure.with("url", base.to_string());
    match base.suggestion() {
        Some(suggestion) => failure.with("suggestion", suggestion),
        None => failure,
    }
}

/// Where a redirect points: whole, without credentials, query or fragment.
fn target(url: &Url, location: &str) -> String {
    let Ok(mut target) = url.join(location) else { return location.to_owned() };
    target.set_query(None);
    target.set_fragment(None);
    // Both fail only for URLs without a host, which hold neither.
    let _ = target.set_username("");
    let _ = target.set_password(None);
    target.to_string()
}

/// TLS as the platform trusts it. Without any roots the client still serves plain http on this computer.
fn tls_config() -> Result<ClientConfig, rustls::Error> {
    let builder = || ClientConfig::builder_with_provider(Arc::new(ring::default_provider())).with_safe_default_protocol_versions();
    let mut config = match builder()?.with_platform_verifier() {
        Ok(verified) => verified.with_no_client_auth(),
        Err(_) => builder()?.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
