//! What a failed connection was: found by the types in the chain of causes, not by their words.

use std::{error::Error, io};

use chat::{ConnectionFault, CutOffCause, ErrorCode, Failure};
use rustls::{AlertDescription, CertificateError};
use url::Url;

use crate::{base_url::BaseUrl, error::is_retryable, network::Limits};

/// The failure of a request to `url` that got no reply. `proxy`: the proxy it had to go through.
///
/// Details: `host`; `proxy` wherever there is one; `reason` as far as it is known; `limit` and `seconds` for a time-out.
pub(super) fn before_reply(error: &reqwest::Error, url: &Url, proxy: Option<&str>, limits: &Limits) -> Failure {
    let (code, fault) = cause(error, proxy.is_some());
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

/// Why a reply broke off after it had begun.
pub(super) fn amid_reply(error: &reqwest::Error) -> Failure {
    let cause = match find::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::BrokenPipe) => {
            CutOffCause::Reset
        }
        _ => CutOffCause::ConnectionLost,
    };
    Failure::new(ErrorCode::CutOff).with_cut_off_cause(cause)
}

/// Nothing came in time.
pub(super) fn first_content(limits: &Limits) -> Failure {
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

fn cause(error: &reqwest::Error, proxied: bool) -> (ErrorCode, Option<ConnectionFault>) {
    if let Some(tls) = find::<rustls::Error>(error) {
        return (ErrorCode::Tls, Some(tls_fault(tls)));
    }
    let kind = find::<io::Error>(error).map(io::Error::kind);
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
    match find::<hyper::Error>(error) {
        // It answered, but not in HTTP.
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

/// What the server said when it broke the handshake off. All but the last two are about our certificate.
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

/// Why a proxy did not let a request through. The layer that asks it keeps its error types to itself, so here, and only
/// here, words decide; a test for each would notice other words.
fn proxy_fault(error: &reqwest::Error) -> Option<ConnectionFault> {
    const WORDS: [(&str, ConnectionFault); 11] = [
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
    WORDS.iter().find(|(words, _)| known(words)).map(|(_, fault)| *fault)
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

/// The first error of type `T` among the causes. An `io::Error` hides its own cause one step deeper than `source`.
fn find<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
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
