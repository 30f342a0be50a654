//! Every code has a sentence, and what it is made of is all in it.

use super::*;

const CODES: [ErrorCode; 28] = [
    ErrorCode::Unauthorised,
    ErrorCode::Forbidden,
    ErrorCode::UnknownModel,
    ErrorCode::Quota,
    ErrorCode::RateLimited,
    ErrorCode::ContextExceeded,
    ErrorCode::ContentPolicy,
    ErrorCode::ParameterRefused,
    ErrorCode::BadRequest,
    ErrorCode::NotAnApi,
    ErrorCode::Gateway,
    ErrorCode::Tls,
    ErrorCode::Dns,
    ErrorCode::Connect,
    ErrorCode::Proxy,
    ErrorCode::Timeout,
    ErrorCode::Malformed,
    ErrorCode::CutOff,
    ErrorCode::TooLarge,
    ErrorCode::Redirect,
    ErrorCode::ServerError,
    ErrorCode::Cancelled,
    ErrorCode::NoKey,
    ErrorCode::KeyringLocked,
    ErrorCode::KeyringUnavailable,
    ErrorCode::StorageFailed,
    ErrorCode::CapReached,
    ErrorCode::Internal,
];

const ABOUT: About<'static> = About {
    host: "aihubmix.com",
    model: "hare",
};

#[test]
fn every_code_has_a_sentence_of_its_own_without_holes() {
    let mut seen = std::collections::BTreeSet::new();
    for code in CODES {
        assert_ne!(messages::error_title(code.as_str()), code.as_str(), "no title");
        let sentence = describe(&Failure::new(code).with("location", "https://elsewhere.example"), ABOUT);
        assert!(
            sentence.ends_with('.') && !sentence.contains(['{', '\n', '…']),
            "{code:?}: {sentence}"
        );
        assert!(seen.insert(sentence), "{code:?} reads like another");
    }
}

#[test]
fn the_provider_s_words_are_quoted_on_one_line_and_cut() {
    let mut failure = Failure::new(ErrorCode::Unauthorised);
    failure.provider_message = Some(format!("Invalid\n token: ••• {}", "x".repeat(1_000)));
    let sentence = describe(&failure, ABOUT);
    assert!(
        sentence.starts_with("aihubmix.com rejected the API key: “Invalid token: ••• xxx"),
        "{sentence}"
    );
    assert!(
        sentence.ends_with("x…”") && sentence.chars().count() < 450,
        "{sentence}"
    );
}

#[test]
fn storage_is_told_by_its_cause() {
    let folder = Path::new("/x");
    let failure = |cause: &str| {
        let mut failure = Failure::new(ErrorCode::StorageFailed);
        failure.details.insert("cause".to_owned(), cause.to_owned());
        failure
    };
    assert!(of_storage(&failure("newer"), folder).contains("newer version of Juxta"));
    assert!(of_storage(&failure("never heard of"), folder).contains("can’t use the data folder /x"));
}
