//! By how much a request is too long for its model, where the server says so (quirk 39).
//!
//! Only the sentence holds the numbers, and every server words it differently. So the numbers decide, and the words only
//! which of them is the limit; whatever does not fit together is not told.

use chat::Failure;

/// Words beside the number of tokens a model takes.
const LIMIT_WORDS: [&str; 7] = [
    "maximum",
    "context length",
    "context size",
    "context window",
    "max_model_len",
    "limit",
    "allowed",
];
/// How far from such words the number stands, in bytes.
const NEAR: usize = 40;
/// Fewer tokens than this are no model's limit: a status, a count of messages.
const LEAST: u64 = 512;

/// `failure` with the details `limit_tokens` and `asked_tokens`, as far as its message tells them.
pub(super) fn told(failure: Failure) -> Failure {
    let Some(message) = failure.provider_message.as_deref() else {
        return failure;
    };
    let numbers = numbers(message);
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

/// Whole numbers and where they begin; commas between digits are part of them.
fn numbers(text: &str) -> Vec<(usize, u64)> {
    let bytes = text.as_bytes();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let start = at;
        let mut digits = String::new();
        while at < bytes.len() && (bytes[at].is_ascii_digit() || (bytes[at] == b',' && !digits.is_empty())) {
            digits.extend(bytes[at].is_ascii_digit().then_some(char::from(bytes[at])));
            at += 1;
        }
        // The digits of a model's name or of an id are no count.
        let joined = start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || b"-_.".contains(&bytes[start - 1]));
        let goes_on = bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        if let Ok(number) = digits.parse::<u64>()
            && number >= LEAST
            && !joined
            && !goes_on
        {
            found.push((start, number));
        }
        at = at.max(start + 1);
    }
    found
}

/// How far the number at `at` stands from the nearest word for a limit. Behind one counts before in front of one.
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
    found.min().filter(|distance| *distance <= NEAR)
}

#[cfg(test)]
mod tests {
    use chat::ErrorCode;

    use super::*;

    fn of(message: &str) -> (Option<String>, Option<String>) {
        let mut failure = Failure::new(ErrorCode::ContextExceeded);
        failure.provider_message = Some(message.to_owned());
        let told = told(failure);
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
            assert_eq!(of(message), pair(asked, limit), "{message}");
        }
    }

    #[test]
    fn quirk_39_what_is_not_said_is_not_made_up() {
        assert_eq!(of("Your input exceeds the context window of this model."), (None, None));
        assert_eq!(of("context_length_exceeded"), (None, None));
        assert_eq!(
            of("The context size of gpt-4-0613 (status 400) was exceeded, request 1234567890"),
            (None, None)
        );
        assert_eq!(of("maximum context length is 8192 tokens").1.as_deref(), Some("8192"));
    }
}
