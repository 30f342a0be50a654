//! Classifies transport errors by the types in their chain of causes, not by their messages.

use std::{error::Error, io};

use chat::{ConnectionFault, CutOffCause, ErrorCode, Failure};
use rustls::{AlertDescription, CertificateError};
use url::Url;

use crate::{base_url::BaseUrl, error::is_retryable, network::Limits};

/// Classifies the error of a request to `url` that got no reply. `proxy` is the proxy it went through.
///
/// Details: `host`; `proxy` if there is one; `reason` if known; `limit` and `seconds` for a timeout.
pub(super) fn before_reply(error: &reqwest::Error, url: &Url, proxy: Option<&str>, limits: &Limits) -> Failure {
    let (code, fault) = classify(error, proxy.is_some());
    let mut failure = Failure::new(code).retryable(is_retryable(code, None));
    failure = failure.with("host", url.host_str().unwrap_or_default());
    if let Some(proxy) = proxy {
        failure = failure.with("proxy", proxy);
    }
    if error.is_connect() && error.is_timeout() {
        failure = failure.with("limit", "connect");
        failure = failure.with("seconds", limits.connect.as_secs().to_string());
    }
    match fault {
        Some(fault) => failure.with_fault(fault),
        None => failure,
    }
}

/// Returns why a reply broke off after it had begun.
pub(super) fn during_reply(error: &reqwest::Error) -> Failure {
    let cause = match find_cause::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe) => {
            CutOffCause::Reset
        }
        _ => CutOffCause::ConnectionLost,
    };
    Failure::new(ErrorCode::CutOff).with_cut_off_cause(cause)
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

fn classify(error: &reqwest::Error, proxied: bool) -> (ErrorCode, Option<ConnectionFault>) {
    if let Some(tls) = find_cause::<rustls::Error>(error) {
        return (ErrorCode::Tls, Some(tls_fault(tls)));
    }
    let kind = find_cause::<io::Error>(error).map(io::Error::kind);
    if error.is_connect() && proxied {
        return (ErrorCode::Proxy, proxy_fault(error).or_else(|| kind.and_then(io_fault)));
    }
    if error.is_dns() {
        return (ErrorCode::Dns, None);
    }
    if error.is_timeout() {
        return (
            ErrorCode::Timeout,
            Some(if error.is_connect() {
                ConnectionFault::Connect
            } else {
                ConnectionFault::Reply
            }),
        );
    }
    if error.is_connect() {
        return (ErrorCode::Connect, kind.and_then(io_fault));
    }
    match find_cause::<hyper::Error>(error) {
        // The server replied, but not in HTTP.
        Some(error) if error.is_parse() => (ErrorCode::Malformed, Some(ConnectionFault::NotHttp)),
        Some(_) => (ErrorCode::CutOff, Some(ConnectionFault::NoReply)),
        None if error.is_builder() => (ErrorCode::Internal, None),
        None => (ErrorCode::CutOff, kind.and_then(io_fault)),
    }
}

fn tls_fault(error: &rustls::Error) -> ConnectionFault {
    match error {
        rustls::Error::InvalidCertificate(certificate) => match certificate {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => ConnectionFault::Expired,
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => ConnectionFault::NotValidYet,
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                ConnectionFault::WrongName
            }
            CertificateError::UnknownIssuer => ConnectionFault::UnknownIssuer,
            CertificateError::Revoked => ConnectionFault::Revoked,
            _ => ConnectionFault::BadCertificate,
        },
        rustls::Error::InvalidMessage(_) => ConnectionFault::NotTls,
        rustls::Error::AlertReceived(alert) => alert_fault(*alert),
        _ => ConnectionFault::Handshake,
    }
}

/// Maps the alert with which the server ended the handshake. All but the last two concern our certificate.
fn alert_fault(alert: AlertDescription) -> ConnectionFault {
    match alert {
        AlertDescription::CertificateRequired => ConnectionFault::ClientCertificateRequired,
        AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied => ConnectionFault::ClientCertificateRefused,
        AlertDescription::ProtocolVersion => ConnectionFault::OldVersion,
        _ => ConnectionFault::Handshake,
    }
}

/// Returns why a proxy refused a request. reqwest hides the error types of this layer, so the message decides here and
/// only here; a test for each would fail if the messages changed.
fn proxy_fault(error: &reqwest::Error) -> Option<ConnectionFault> {
    const MESSAGES: [(&str, ConnectionFault); 11] = [
        ("proxy authorization required", ConnectionFault::Auth),
        ("credentials not accepted", ConnectionFault::Auth),
        ("does not support user/pass", ConnectionFault::Auth),
        ("implements authentication incorrectly", ConnectionFault::Auth),
        ("tunnel error: unsuccessful", ConnectionFault::RefusedByProxy),
        ("SOCKS error: general server failure", ConnectionFault::RefusedByProxy),
        ("SOCKS error: connection", ConnectionFault::RefusedByProxy),
        ("unreachable", ConnectionFault::Unreachable),
        ("SOCKS error: failed to create", ConnectionFault::Unreachable),
        ("tunnel error: unexpected end", ConnectionFault::NotAProxy),
        ("SOCKS error: failed parsing", ConnectionFault::NotAProxy),
    ];
    if error.is_timeout() {
        return Some(ConnectionFault::TimedOut);
    }
    if error.is_dns() {
        return Some(ConnectionFault::Dns);
    }
    let said = std::iter::successors(error.source(), |error| (*error).source());
    let said: Vec<String> = said.map(ToString::to_string).collect();
    let known = |words: &str| said.iter().any(|said| said.contains(words));
    MESSAGES.iter().find(|(words, _)| known(words)).map(|(_, fault)| *fault)
}

fn io_fault(kind: io::ErrorKind) -> Option<ConnectionFault> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some(ConnectionFault::Refused),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => Some(ConnectionFault::Reset),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => Some(ConnectionFault::Unreachable),
        io::ErrorKind::TimedOut => Some(ConnectionFault::TimedOut),
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
