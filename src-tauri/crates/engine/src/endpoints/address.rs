//! Base URLs as people type them, judged for the page.

use chat::{Failure, RefusalReason};
use secret::Origin;
use wire::BaseUrl;

use crate::view::{UrlPreview, UrlProblem};

/// Whether anyone on the network could read along.
pub(crate) fn is_exposed(origin: &Origin) -> bool {
    origin.is_plain_http() && !origin.is_loopback()
}

/// Returns the failure for an invalid base URL.
pub(crate) fn bad_url(problem: wire::UrlProblem) -> Failure {
    let word = serde_json::to_value(problem_view(problem)).ok();
    let word = word.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    Failure::refused(RefusalReason::Url).with("problem", word)
}

fn problem_view(problem: wire::UrlProblem) -> UrlProblem {
    match problem {
        wire::UrlProblem::Empty => UrlProblem::Empty,
        wire::UrlProblem::Invalid => UrlProblem::Invalid,
        wire::UrlProblem::Scheme => UrlProblem::Scheme,
        wire::UrlProblem::Credentials => UrlProblem::Credentials,
        wire::UrlProblem::Query => UrlProblem::Query,
    }
}

/// Judges a base URL as typed. The request line has these query parameters.
pub fn preview_url(text: &str, query: &[(String, String)]) -> UrlPreview {
    match BaseUrl::parse(text) {
        Ok(base) => UrlPreview {
            base_url: Some(base.to_string()),
            request_line: Some(request_line(&base, query)),
            plain_http: is_exposed(&base.origin()),
            problem: None,
        },
        Err(problem) => UrlPreview {
            base_url: None,
            request_line: None,
            plain_http: false,
            problem: Some(problem_view(problem)),
        },
    }
}

/// What is called: `POST https://host/v1/chat/completions?api-version=1`.
pub(crate) fn request_line(base: &BaseUrl, query: &[(String, String)]) -> String {
    let mut url = base.chat_completions();
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    format!("POST {url}")
}
