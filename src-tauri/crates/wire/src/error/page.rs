//! A web page where an API reply was expected (quirks 19 and 20).

use chat::{ErrorCode, Failure};

use super::{Head, of_head, raw};

/// Whether `text`, already trimmed, is markup.
pub(crate) fn is_html(text: &str) -> bool {
    text.starts_with('<')
}

/// A page of a gateway on the way (it speaks of an error), or a web site where no API is.
pub(crate) fn failure(head: &Head, text: &str) -> Failure {
    let ray_id = head.ray_id.clone().or_else(|| ray_id(text));
    let code = match head.status {
        407 => ErrorCode::Proxy,
        500 => ErrorCode::ServerError,
        501.. => ErrorCode::Gateway,
        401 => ErrorCode::Unauthorised,
        // Cloudflare refuses this computer or asks it to solve a riddle; the API behind it was never reached.
        400 | 403 | 429 if ray_id.is_some() => ErrorCode::Gateway,
        403 => ErrorCode::Forbidden,
        429 => ErrorCode::RateLimited,
        _ => ErrorCode::NotAnApi,
    };
    let mut failure = of_head(head, code);
    failure.provider_message = title(text);
    if failure.code == ErrorCode::Gateway && head.status < 500 && head.status != 429 {
        failure.retryable = false;
    }
    match ray_id {
        Some(ray_id) => failure.with("ray_id", raw(ray_id)),
        None => failure,
    }
}

/// The text of `<title>`, on one line.
fn title(text: &str) -> Option<String> {
    let start = find_ignoring_case(text, "<title")?;
    let start = start + text[start..].find('>')? + 1;
    let end = start + text[start..].find('<')?;
    let words: Vec<&str> = text[start..end].split_whitespace().collect();
    (!words.is_empty()).then(|| raw(words.join(" ")))
}

/// The id after `Ray ID:`, past any tags between.
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
