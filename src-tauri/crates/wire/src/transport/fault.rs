//! Classifies transport errors by the types in their chain of causes, not by their messages.

use std::{error::Error, io};

use chat::{ErrorCode, Failure};
use rustls::{AlertDescription, CertificateError};
use url::Url;

use crate::{base_url::BaseUrl, error::is_retryable, network::Limits};

/// Classifies the error of a request to `url` that got no reply. `proxy` is the proxy it went through.
///
/// Details: `host`; `proxy` if there is one; `reason` if known; `limit` and `seconds` for a timeout.
pub(super) fn before_reply(error: &reqwest::Error, url: &Url, proxy: Option<&str>, limits: &Limits) -> Failure {
    let (code, reason) = classify(error, proxy.is_some());
    let mut failure = Failure::new(code).retryable(is_retryable(code, None));
    failure = failure.with("host", url.host_str().unwrap_or_default());
    if let Some(proxy) = proxy {
        failure = failure.with("proxy", proxy);
    }
    if error.is_connect() && error.is_timeout() {
        failure = failure.with("limit", "connect");
        failure = failure.with("seconds", limits.connect.as_secs().to_string());
    }
    match reason {
        Some(reason) => failure.with("reason", reason),
        None => failure,
    }
}

/// Returns why a reply broke off after it had begun.
pub(super) fn during_reply(error: &reqwest::Error) -> Failure {
    let cause = match find_cause::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe) => "reset",
        _ => "connection_lost",
    };
    Failure::new(ErrorCode::CutOff).with("cause", cause)
}

/// Returns the failure of a request that got no content in time.
pub(super) fn first_content_timeout(limits: &Limits) -> Failure {
    Failure::new(ErrorCode::Timeout)
        .with("limit", "first_content")
        .with("seconds", limits.first_content.as_secs().to_string())
        .retryable(true)
}

/// Adds the URL that was called and the one to try to a `not_an_api` failure (quirk 19).
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

fn classify(error: &reqwest::Error, proxied: bool) -> (ErrorCode, Option<&'static str>) {
    if let Some(tls) = find_cause::<rustls::Error>(error) {
        return (ErrorCode::Tls, Some(tls_reason(tls)));
    }
    let kind = find_cause::<io::Error>(error).map(io::Error::kind);
    if error.is_connect() && proxied {
        return (
            ErrorCode::Proxy,
            proxy_reason(error).or_else(|| kind.and_then(io_reason)),
        );
    }
    if error.is_dns() {
        return (ErrorCode::Dns, None);
    }
    if error.is_timeout() {
        return (
            ErrorCode::Timeout,
            Some(if error.is_connect() { "connect" } else { "reply" }),
        );
    }
    if error.is_connect() {
        return (ErrorCode::Connect, kind.and_then(io_reason));
    }
    match find_cause::<hyper::Error>(error) {
        // The server replied, but not in HTTP.
        Some(error) if error.is_parse() => (ErrorCode::Malformed, Some("not_http")),
        Some(_) => (ErrorCode::CutOff, Some("no_reply")),
        None if error.is_builder() => (ErrorCode::Internal, None),
        None => (ErrorCode::CutOff, kind.and_then(io_reason)),
    }
}

fn tls_reason(error: &rustls::Error) -> &'static str {
    match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => "expired",
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => "not_valid_yet",
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => "wrong_name",
            CertificateError::UnknownIssuer => "unknown_issuer",
            CertificateError::Revoked => "revoked",
            _ => "bad_certificate",
        },
        rustls::Error::InvalidMessage(_) => "not_tls",
        rustls::Error::AlertReceived(alert) => alert_reason(*alert),
        _ => "handshake",
    }
}

/// Maps the alert with which the server ended the handshake. All but the last two concern our certificate.
fn alert_reason(alert: AlertDescription) -> &'static str {
    match alert {
        AlertDescription::CertificateRequired => "client_certificate_required",
        AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied => "client_certificate_refused",
        AlertDescription::ProtocolVersion => "old_version",
        _ => "handshake",
    }
}

/// Returns why a proxy refused a request. reqwest hides the error types of this layer, so the message decides here and
/// only here; a test for each would fail if the messages changed.
fn proxy_reason(error: &reqwest::Error) -> Option<&'static str> {
    const MESSAGES: [(&str, &str); 11] = [
        ("proxy authorization required", "auth"),
        ("credentials not accepted", "auth"),
        ("does not support user/pass", "auth"),
        ("implements authentication incorrectly", "auth"),
        ("tunnel error: unsuccessful", "refused_by_proxy"),
        ("SOCKS error: general server failure", "refused_by_proxy"),
        ("SOCKS error: connection", "refused_by_proxy"),
        ("unreachable", "unreachable"),
        ("SOCKS error: failed to create", "unreachable"),
        ("tunnel error: unexpected end", "not_a_proxy"),
        ("SOCKS error: failed parsing", "not_a_proxy"),
    ];
    if error.is_timeout() {
        return Some("timed_out");
    }
    if error.is_dns() {
        return Some("dns");
    }
    let said = std::iter::successors(error.source(), |error| (*error).source());
    let said: Vec<String> = said.map(ToString::to_string).collect();
    let known = |words: &str| said.iter().any(|said| said.contains(words));
    MESSAGES
        .iter()
        .find(|(words, _)| known(words))
        .map(|(_, reason)| *reason)
}

fn io_reason(kind: io::ErrorKind) -> Option<&'static str> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some("refused"),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => Some("reset"),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => Some("unreachable"),
        io::ErrorKind::TimedOut => Some("timed_out"),
        _ => None,
    }
}

/// Returns the first error of type `T` in the chain of causes. An `io::Error` hides its own cause one level deeper than
/// `source`.
fn find_cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(found) = error.downcast_ref::<T>() {
            return Some(found);
        }
        next = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => Some(inner as &(dyn Error + 'static)),
            None => error.source(),
        };
    }
    None
}
