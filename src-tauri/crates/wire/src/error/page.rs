//! Classifies web pages in place of an API reply (quirks 19 and 20).

use chat::{ErrorCode, Failure};

use super::{failure::from_head, head::Head, message::clip_raw};

/// Returns whether `text`, already trimmed, is markup.
pub(crate) fn is_html(text: &str) -> bool {
    text.starts_with('<')
}

/// Classifies a page: an error page of a gateway, or a web site without an API.
pub(crate) fn page_failure(head: &Head, text: &str) -> Failure {
    let ray_id = head.ray_id.clone().or_else(|| ray_id(text));
    let code = match head.status {
        407 => ErrorCode::Proxy,
        500 => ErrorCode::ServerError,
        501.. => ErrorCode::Gateway,
        401 => ErrorCode::Unauthorised,
        // Cloudflare blocks this computer or shows a challenge; the API behind it was never reached.
        400 | 403 | 429 if ray_id.is_some() => ErrorCode::Gateway,
        403 => ErrorCode::Forbidden,
        429 => ErrorCode::RateLimited,
        _ => ErrorCode::NotAnApi,
    };
    let mut failure = from_head(head, code);
    failure.provider_message = title(text);
    if failure.code == ErrorCode::Gateway && head.status < 500 && head.status != 429 {
        failure.retryable = false;
    }
    match ray_id {
        Some(ray_id) => failure.with("ray_id", clip_raw(ray_id)),
        None => failure,
    }
}

/// Returns the text of `<title>` on one line.
fn title(text: &str) -> Option<String> {
    let start = find_ignoring_case(text, "<title")?;
    let start = start + text[start..].find('>')? + 1;
    let end = start + text[start..].find('<')?;
    let words: Vec<&str> = text[start..end].split_whitespace().collect();
    (!words.is_empty()).then(|| clip_raw(words.join(" ")))
}

/// Returns the id after `Ray ID:`, past any tags in between.
fn ray_id(text: &str) -> Option<String> {
    let mut rest = &text[find_ignoring_case(text, "ray id")? + "ray id".len()..];
    loop {
        rest = rest.trim_start_matches(|char: char| char == ':' || char.is_whitespace());
        match rest.strip_prefix('<') {
            Some(tag) => rest = &tag[tag.find('>')? + 1..],
            None => break,
        }
    }
    let end = rest
        .find(|char: char| !char.is_ascii_alphanumeric() && char != '-')
        .unwrap_or(rest.len());
    (8..=64).contains(&end).then(|| rest[..end].to_owned())
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}
