//! Detects models that are available only on another route (quirk 48).

use super::provider::ProviderError;

/// Names of other routes in messages, in lower case, and the route each means.
const ROUTES: [(&str, &str); 12] = [
    ("v1/responses", "/responses"),
    ("/responses", "/responses"),
    ("responses api", "/responses"),
    ("v1/completions", "/completions"),
    ("v1/messages", "/messages"),
    ("v1/embeddings", "/embeddings"),
    ("embeddings endpoint", "/embeddings"),
    ("v1/images", "/images/generations"),
    ("images/generations", "/images/generations"),
    ("v1/audio", "/audio"),
    ("v1/realtime", "/realtime"),
    ("generatecontent", ":generateContent"),
];

/// Wordings beside the name of another route.
const SIGNALS: [&str; 10] = [
    "only supported in",
    "only supports",
    "only available",
    "not supported",
    "does not support",
    "not accessible",
    "did you mean to use",
    "please use",
    "use the",
    "instead",
];

/// Codes with this meaning, in lower case; the route may not be named.
const CODES: [&str; 2] = ["unsupported_api_for_model", "operationnotsupported"];

/// Another route than ours.
pub(super) struct OtherRoute {
    /// The route, if the message names it.
    pub(super) route: Option<&'static str>,
}

/// Returns the other route that a refusal names.
pub(super) fn other_route(status: Option<u16>, error: &ProviderError) -> Option<OtherRoute> {
    let about_the_model = error.param.as_deref().is_none_or(|param| param == "model");
    if !about_the_model || !matches!(status, None | Some(400 | 404 | 405 | 422)) {
        return None;
    }
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    // Our own URL is wrong, so the error is not about the model.
    if message.starts_with("invalid url") || message.starts_with("cannot post") {
        return None;
    }
    let named = ROUTES
        .iter()
        .find(|(words, _)| message.contains(words))
        .map(|(_, route)| *route);
    let coded = [&error.code, &error.inner_code].into_iter().flatten();
    let coded = coded
        .map(|code| code.to_ascii_lowercase())
        .any(|code| CODES.contains(&code.as_str()));
    let said = named.is_some() && SIGNALS.iter().any(|signal| message.contains(signal));
    (coded || said || message.contains("not a chat model")).then_some(OtherRoute { route: named })
}
