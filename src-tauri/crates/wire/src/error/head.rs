//! The head of a reply.

use std::time::SystemTime;

use http::{HeaderMap, header};

use super::retry_after;

/// Headers with the provider's request id, in order of preference.
const REQUEST_ID: [&str; 5] = [
    "x-request-id",
    "request-id",
    "x-requestid",
    "x-oneapi-request-id",
    "cf-ray",
];

/// The parts of status and headers that are needed later. Built by [`Head::read`], or by hand in tests.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// `content-type` in lower case, without parameters.
    pub content_type: Option<String>,
    /// The provider's request id.
    pub request_id: Option<String>,
    /// How long the server asks to wait, in any of the known forms (quirk 41).
    pub retry_after_ms: Option<u64>,
    /// Cloudflare's Ray ID, if the reply came through it.
    pub ray_id: Option<String>,
    /// Target of a redirect, unchanged.
    pub location: Option<String>,
}

impl Head {
    /// Parses `status` and `headers`. A date in `Retry-After` is compared with `now`.
    pub fn read(status: u16, headers: &HeaderMap, now: SystemTime) -> Self {
        let text = |name: &str| {
            let value = String::from_utf8_lossy(headers.get(name)?.as_bytes()).trim().to_owned();
            Some(value).filter(|value| !value.is_empty())
        };
        let content_type = text(header::CONTENT_TYPE.as_str());
        Self {
            status,
            content_type: content_type
                .map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()),
            request_id: REQUEST_ID.iter().find_map(|name| text(name)),
            retry_after_ms: retry_after::parse(headers, now),
            ray_id: text("cf-ray"),
            location: text(header::LOCATION.as_str()),
        }
    }

    /// Returns whether the reply is a redirect, which is never followed (quirk 44).
    pub(crate) fn is_redirect(&self) -> bool {
        matches!(self.status, 300..=303 | 305..=399)
    }
}
