//! What a reply says before its body.

use std::time::SystemTime;

use http::{HeaderMap, header};

use super::retry_after;

/// Where providers put the id their support asks for, in order of use.
const REQUEST_ID: [&str; 5] = [
    "x-request-id",
    "request-id",
    "x-requestid",
    "x-oneapi-request-id",
    "cf-ray",
];

/// The parts of a reply's status and headers that matter later. Built by [`Head::read`], or by hand in tests.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// `content-type` in lower case, without parameters.
    pub content_type: Option<String>,
    /// The provider's id of this request.
    pub request_id: Option<String>,
    /// How long the server asked to wait, in any of its forms (quirk 41).
    pub retry_after_ms: Option<u64>,
    /// Cloudflare's id, when the reply came through it.
    pub ray_id: Option<String>,
    /// Where a redirect points, as it was sent.
    pub location: Option<String>,
}

impl Head {
    /// Reads `status` and `headers`. `now` is what a date in `Retry-After` is compared with.
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
            retry_after_ms: retry_after::read(headers, now),
            ray_id: text("cf-ray"),
            location: text(header::LOCATION.as_str()),
        }
    }

    /// Whether the server wants the request sent elsewhere, which is never done (quirk 44).
    pub(crate) fn is_redirect(&self) -> bool {
        matches!(self.status, 300..=303 | 305..=399)
    }
}
