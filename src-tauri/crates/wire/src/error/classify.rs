//! Maps an error to an error code: by the codes of providers, then the status, then a few wordings.

use chat::{ErrorCode, Parameters};

use super::{echo::RequestEcho, provider::ProviderError, route, system};

/// Codes and types of providers in lower case. The first known one decides, whatever the status.
const CODES: [(&str, ErrorCode); 43] = [
    ("insufficient_quota", ErrorCode::Quota),
    ("insufficient_user_quota", ErrorCode::Quota),
    ("insufficient_balance", ErrorCode::Quota),
    ("insufficient_credits", ErrorCode::Quota),
    ("billing_hard_limit_reached", ErrorCode::Quota),
    ("billing_not_active", ErrorCode::Quota),
    ("billing_error", ErrorCode::Quota),
    ("payment_required", ErrorCode::Quota),
    ("pre_consume_token_quota_failed", ErrorCode::Quota),
    ("context_length_exceeded", ErrorCode::ContextExceeded),
    ("exceed_context_size_error", ErrorCode::ContextExceeded),
    ("context_window_exceeded", ErrorCode::ContextExceeded),
    ("model_max_prompt_tokens_exceeded", ErrorCode::ContextExceeded),
    ("prompt_too_long", ErrorCode::ContextExceeded),
    ("responsibleaipolicyviolation", ErrorCode::ContentPolicy),
    ("content_filter", ErrorCode::ContentPolicy),
    ("content_policy_violation", ErrorCode::ContentPolicy),
    ("data_inspection_failed", ErrorCode::ContentPolicy),
    ("sensitive_words_detected", ErrorCode::ContentPolicy),
    ("moderation_blocked", ErrorCode::ContentPolicy),
    ("invalid_prompt", ErrorCode::ContentPolicy),
    ("model_not_found", ErrorCode::UnknownModel),
    ("model_not_available", ErrorCode::UnknownModel),
    ("model_retired", ErrorCode::UnknownModel),
    ("model_not_supported", ErrorCode::UnknownModel),
    ("unknown_model", ErrorCode::UnknownModel),
    ("invalid_model", ErrorCode::UnknownModel),
    ("deploymentnotfound", ErrorCode::UnknownModel),
    ("unsupported_parameter", ErrorCode::ParameterRefused),
    ("unknown_parameter", ErrorCode::ParameterRefused),
    ("unsupported_value", ErrorCode::ParameterRefused),
    ("invalid_api_key", ErrorCode::Unauthorised),
    ("invalid_token", ErrorCode::Unauthorised),
    ("token_expired", ErrorCode::Unauthorised),
    ("authentication_error", ErrorCode::Unauthorised),
    ("permission_error", ErrorCode::Forbidden),
    ("permission_denied", ErrorCode::Forbidden),
    ("access_denied", ErrorCode::Forbidden),
    ("rate_limit_exceeded", ErrorCode::RateLimited),
    ("rate_limit_error", ErrorCode::RateLimited),
    ("too_many_requests", ErrorCode::RateLimited),
    ("request_too_large", ErrorCode::TooLarge),
    ("overloaded_error", ErrorCode::ServerError),
];

/// Wordings of *the prompt is too long* in lower case, for servers that have no code for it (quirk 39).
const CONTEXT_WORDS: [&str; 11] = [
    "maximum context length",
    "context length",
    "context window",
    "context size",
    "context_length",
    "maximum prompt length",
    "prompt is too long",
    "input is too long",
    "input length",
    "exceeds the maximum number of tokens",
    "too many tokens",
];

/// Returns the error code for `error`, which came with `status`.
pub(super) fn error_code(status: Option<u16>, error: &ProviderError, asked: &RequestEcho) -> ErrorCode {
    let named = known_code(error);
    match (status, named) {
        // Aggregators use `model_not_found` for a model without a free channel, which is temporary (AiHubMix: 503 no
        // channel).
        (Some(502..=504), Some(ErrorCode::UnknownModel)) => ErrorCode::ServerError,
        (_, None | Some(ErrorCode::UnknownModel)) if route::other_route(status, error).is_some() => {
            ErrorCode::UnknownModel
        }
        (_, _) if system::refuses_system_role(status, error, asked) => ErrorCode::ParameterRefused,
        (_, Some(code)) => code,
        (_, None) if may_concern_the_prompt(status) && mentions_context_length(error) => ErrorCode::ContextExceeded,
        (Some(400 | 422) | None, None) if refused_parameter(error, asked).is_some() => ErrorCode::ParameterRefused,
        (Some(400), None) if error.param.as_deref() == Some("model") => ErrorCode::UnknownModel,
        (Some(404), None) => code_for_not_found(error),
        (status, None) => code_for_status(status),
    }
}

fn known_code(error: &ProviderError) -> Option<ErrorCode> {
    let said = [&error.inner_code, &error.code, &error.kind];
    said.into_iter().flatten().find_map(|code| {
        let code = code.to_ascii_lowercase();
        CODES.iter().find(|(name, _)| *name == code).map(|(_, ours)| *ours)
    })
}

fn may_concern_the_prompt(status: Option<u16>) -> bool {
    matches!(status, None | Some(400 | 413 | 422 | 500))
}

fn mentions_context_length(error: &ProviderError) -> bool {
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    CONTEXT_WORDS.iter().any(|words| message.contains(words))
}

/// Classifies 404 with an error object: about the model, unless it is about the route.
fn code_for_not_found(error: &ProviderError) -> ErrorCode {
    let message = error.message.as_deref().unwrap_or_default().to_lowercase();
    let route = message == "not found" || message.contains("invalid url") || message.contains("no route");
    if route {
        ErrorCode::NotAnApi
    } else {
        ErrorCode::UnknownModel
    }
}

fn code_for_status(status: Option<u16>) -> ErrorCode {
    match status {
        Some(401) => ErrorCode::Unauthorised,
        Some(402) => ErrorCode::Quota,
        Some(403) => ErrorCode::Forbidden,
        Some(405) => ErrorCode::NotAnApi,
        Some(407) => ErrorCode::Proxy,
        Some(408) => ErrorCode::Timeout,
        Some(410) => ErrorCode::UnknownModel,
        Some(413) => ErrorCode::TooLarge,
        Some(429) => ErrorCode::RateLimited,
        Some(502 | 504 | 520..=530) => ErrorCode::Gateway,
        Some(400..=499) => ErrorCode::BadRequest,
        _ => ErrorCode::ServerError,
    }
}

/// Returns the refused body parameter: from `param`, or mentioned in the message (quirk 35).
pub(super) fn refused_parameter<'a>(error: &ProviderError, asked: &'a RequestEcho) -> Option<&'a str> {
    let mut members = asked
        .members
        .iter()
        .map(String::as_str)
        // A request is impossible without these, so they are never the refused parameter.
        .filter(|name| !Parameters::OURS.contains(name));
    if let Some(param) = &error.param {
        let named = param.split(['.', '[']).next().unwrap_or_default();
        return members.find(|name| *name == named);
    }
    let message = error.message.as_deref().unwrap_or_default();
    let mut words = message.split(|char: char| !char.is_ascii_alphanumeric() && char != '_');
    let members: Vec<&str> = members.collect();
    words.find_map(|word| members.iter().find(|name| **name == word).copied())
}
