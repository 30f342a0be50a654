//! The pooled client: one for the network, one for this computer.

use std::{sync::Arc, time::SystemTime};

use chat::{ErrorCode, Failure};
use http::{HeaderValue, Method, header};
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::redirect::Policy;
use secret::Key;
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::{
    Answering, Credential, Limits, fault,
    inflate::Inflate,
    reply::{Reply, refusal, target},
    tls,
};
use crate::{
    base_url::BaseUrl,
    body::ChatRequest,
    error::{self, Asked, Head},
};

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

impl Client {
    /// A client with these limits. Reads the system's proxy settings once.
    ///
    /// # Errors
    /// `internal`, when the HTTP stack cannot be set up.
    pub fn new(limits: Limits) -> Result<Self, Failure> {
        let internal = || Failure::new(ErrorCode::Internal).with("reason", "http_client");
        let tls = tls::config().map_err(|_| internal())?;
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
            accept: if request.stream {
                "text/event-stream, application/json;q=0.9"
            } else {
                "application/json"
            },
            body: Some(request.body().to_string().into_bytes()),
        };
        let asked = request.asked();
        let deadline = Instant::now() + self.limits.first_content;
        let result = self.send(outgoing, base, &asked, deadline).await;
        let reply = result.map_err(|failure| error::redacted(failure, key))?;
        Ok(Answering::new(
            reply,
            asked,
            base,
            self.limits,
            deadline,
            key.map(Key::duplicate),
        ))
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
        let sent = timeout_at(deadline, request.send())
            .await
            .map_err(|_| fault::first_content(&self.limits))?;
        let response = sent.map_err(|error| fault::before_reply(&error, &url, proxy.as_deref()))?;
        let mut head = Head::read(response.status().as_u16(), response.headers(), SystemTime::now());
        head.location = head.location.map(|location| target(&url, &location));
        let inflate = Inflate::declared(response.headers()).map_err(|unknown| {
            error::of_head(&head, ErrorCode::Malformed)
                .with("encoding", unknown.0)
                .retryable(false)
        })?;
        let reply = Reply {
            head,
            inflate,
            response,
        };
        if (200..300).contains(&reply.head.status) {
            Ok(reply)
        } else {
            Err(refusal(reply, base, asked, deadline).await)
        }
    }

    /// The client for `base`, and the proxy its requests to `url` go through.
    fn route(&self, base: &BaseUrl, url: &Url) -> (&reqwest::Client, Option<String>) {
        if base.origin().is_loopback() {
            return (&self.loopback, None);
        }
        let uri = url.as_str().parse().ok();
        let proxy = uri.and_then(|uri| self.proxies.intercept(&uri));
        (
            &self.network,
            proxy.map(|proxy| {
                proxy
                    .uri()
                    .authority()
                    .map(|host| host.host().to_owned())
                    .unwrap_or_default()
            }),
        )
    }
}

/// The request, its key marked so that no log of any layer below shows it.
fn request(
    client: &reqwest::Client,
    outgoing: Outgoing<'_>,
    base: &BaseUrl,
) -> Result<reqwest::RequestBuilder, Failure> {
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
        let mut value =
            value.map_err(|_| Failure::new(ErrorCode::Internal).with("reason", "key_unfit_for_a_header"))?;
        value.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, value);
    }
    Ok(match outgoing.body {
        Some(body) => request.header(header::CONTENT_TYPE, "application/json").body(body),
        None => request,
    })
}
