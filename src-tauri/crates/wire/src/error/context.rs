//! Parses by how much a request exceeds the context length, if the server says so (quirk 39).
//!
//! The numbers are in a sentence that every server words differently. So the numbers decide, and the words tell only
//! which one is the limit. Anything inconsistent is not reported.

use chat::Failure;

/// Words beside the number that is the limit.
const LIMIT_WORDS: [&str; 7] = [
    "maximum",
    "context length",
    "context size",
    "context window",
    "max_model_len",
    "limit",
    "allowed",
];
/// Farthest distance between such a word and the number, in bytes.
const MAX_DISTANCE: usize = 40;
/// Fewest tokens of a limit. Smaller numbers are a status or a count of messages.
const MIN_TOKENS: u64 = 512;

/// Returns `failure` with the details `limit_tokens` and `asked_tokens`, if its message contains them.
pub(super) fn with_token_counts(failure: Failure) -> Failure {
    let Some(message) = failure.provider_message.as_deref() else {
        return failure;
    };
    let numbers = integers(message);
    let message = message.to_ascii_lowercase();
    let limit = numbers
        .iter()
        .filter_map(|(at, number)| Some((distance(&message, *at)?, *number)));
    let Some((_, limit)) = limit.min() else {
        return failure;
    };
    let failure = failure.with("limit_tokens", limit.to_string());
    match numbers
        .iter()
        .map(|(_, number)| *number)
        .max()
        .filter(|asked| *asked > limit)
    {
        Some(asked) => failure.with("asked_tokens", asked.to_string()),
        None => failure,
    }
}

/// Returns all integers and their positions; thousands separators are allowed.
fn integers(text: &str) -> Vec<(usize, u64)> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let start = at;
        let mut digits = String::new();
        while at < bytes.len() && (bytes[at].is_ascii_digit() || (bytes[at] == b',' && !digits.is_empty())) {
            digits.extend(bytes[at].is_ascii_digit().then_some(char::from(bytes[at])));
            at += 1;
        }
        // Digits in a model's name or an id are not a count.
        let joined = start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || b"-_.".contains(&bytes[start - 1]));
        let goes_on = bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        if let Ok(number) = digits.parse::<u64>()
            && number >= MIN_TOKENS
            && !joined
            && !goes_on
        {
            found.push((start, number));
        }
        at = at.max(start + 1);
    }
    found
}

/// Returns the distance of the number at `at` from the nearest limit word. A number after the word is preferred to one
/// in front of it.
fn distance(message: &str, at: usize) -> Option<usize> {
    let found = LIMIT_WORDS.iter().flat_map(|word| {
        message.match_indices(word).map(|(start, word)| {
            let end = start + word.len();
            if end <= at {
                at - end
            } else {
                start.saturating_sub(at) * 2
            }
        })
    });
    found.min().filter(|distance| *distance <= MAX_DISTANCE)
}

#[cfg(test)]
mod tests {
    use chat::ErrorCode;

    use super::*;

    fn token_counts(message: &str) -> (Option<String>, Option<String>) {
        let mut failure = Failure::new(ErrorCode::ContextExceeded);
        failure.provider_message = Some(message.to_owned());
        let told = with_token_counts(failure);
        let get = |name: &str| told.details.get(name).cloned();
        (get("asked_tokens"), get("limit_tokens"))
    }

    fn pair(asked: u64, limit: u64) -> (Option<String>, Option<String>) {
        (Some(asked.to_string()), Some(limit.to_string()))
    }

    #[test]
    fn quirk_39_by_how_much_a_request_is_too_long() {
        for (message, asked, limit) in [
            (
                "This model's maximum context length is 128000 tokens. However, your messages resulted in 130,112 tokens.",
                130_112,
                128_000,
            ),
            (
                "This model's maximum context length is 8192 tokens. However, you requested 9216 tokens (8216 in the messages, 1000 in the completion).",
                9_216,
                8_192,
            ),
            ("prompt is too long: 212345 tokens > 200000 maximum", 212_345, 200_000),
            (
                "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
                1_200_000,
                1_048_576,
            ),
            (
                "request (5000 tokens) exceeds the available context size (4096 tokens), try increasing it",
                5_000,
                4_096,
            ),
            (
                "Prompt contains 40000 tokens, too large for model with 32768 maximum context length",
                40_000,
                32_768,
            ),
            (
                "'max_tokens' is too large: 5000. This model's maximum context length is 4096 tokens",
                5_000,
                4_096,
            ),
        ] {
            assert_eq!(token_counts(message), pair(asked, limit), "{message}");
        }
    }

    #[test]
    fn quirk_39_what_is_not_said_is_not_made_up() {
        assert_eq!(
            token_counts("Your input exceeds the context window of this model."),
            (None, None)
        );
        assert_eq!(token_counts("context_length_exceeded"), (None, None));
        assert_eq!(
            token_counts("The context size of gpt-4-0613 (status 400) was exceeded, request 1234567890"),
            (None, None)
        );
        assert_eq!(
            token_counts("maximum context length is 8192 tokens").1.as_deref(),
            Some("8192")
        );
    }
}
