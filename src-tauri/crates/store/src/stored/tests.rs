use chat::{
    AnswerLimits, AnswerState, AttachmentKind, Citation, Context, ErrorCode, Failure, FinishReason, ImageType,
    Parameters, PriceSource, Timing, TurnId, Usage,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

/// Reads a stored sample back as a value, and writes that value as the sample.
fn is_stored_as<D, S>(value: &D, sample: &str)
where
    D: PartialEq + std::fmt::Debug + From<S>,
    S: Serialize + DeserializeOwned + for<'a> From<&'a D>,
{
    let read: S = serde_json::from_str(sample).unwrap();
    assert_eq!(D::from(read), *value);
    let sample: Value = serde_json::from_str(sample).unwrap();
    assert_eq!(serde_json::to_value(S::from(value)).unwrap(), sample);
}

macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../../tests/fixtures/stored/", $name, ".json"))
    };
}

#[test]
fn a_failure_is_read_and_written_as_its_sample() {
    let failure = Failure {
        status: Some(429),
        provider_message: Some("Slow down".into()),
        request_id: Some("req-1".into()),
        retry_after_ms: Some(1_500),
        retryable: true,
        ..Failure::new(ErrorCode::RateLimited).with("host", "example.org")
    };
    is_stored_as::<Failure, StoredFailure>(&failure, sample!("failure"));
}

#[test]
fn parameters_are_read_and_written_as_their_sample() {
    let parameters = Parameters {
        system: Some("Be brief.".into()),
        body: [
            ("stop".to_owned(), json!(["\n"])),
            ("temperature".to_owned(), json!(0.1)),
        ]
        .into(),
        limits: AnswerLimits {
            seconds: Some(60),
            tokens: None,
        },
    };
    is_stored_as::<Parameters, StoredParameters>(&parameters, sample!("parameters"));
}

#[test]
fn attachment_kinds_are_read_and_written_as_their_samples() {
    let kinds = [
        AttachmentKind::Image {
            media_type: ImageType::Jpeg,
            width: 2048,
            height: 1536,
            shrunk_from: Some(4000),
            first_frame_only: true,
        },
        AttachmentKind::Text,
        AttachmentKind::Paste,
        AttachmentKind::Pdf { pages: 3 },
    ];
    let samples: Vec<Value> = serde_json::from_str(sample!("attachment_kinds")).unwrap();
    assert_eq!(samples.len(), kinds.len());
    for (kind, sample) in kinds.iter().zip(samples) {
        is_stored_as::<AttachmentKind, StoredAttachmentKind>(kind, &sample.to_string());
    }
}

#[test]
fn contexts_are_read_and_written_as_their_samples() {
    let turn = TurnId(Uuid::from_u128(0x30));
    let contexts = [
        Context::All,
        Context::Last { turns: 3 },
        Context::None,
        Context::Since { turn, before: 2 },
    ];
    let samples: Vec<Value> = serde_json::from_str(sample!("contexts")).unwrap();
    assert_eq!(samples.len(), contexts.len());
    for (context, sample) in contexts.into_iter().zip(samples) {
        let read: StoredContext = serde_json::from_value(sample.clone()).unwrap();
        assert_eq!(Context::from(read), context);
        assert_eq!(serde_json::to_value(StoredContext::from(context)).unwrap(), sample);
    }
}

#[test]
fn what_a_segment_holds_is_read_and_written_as_its_sample() {
    let sample: Value = serde_json::from_str(sample!("segment")).unwrap();
    let citation = Citation {
        url: "https://example.org/sky".into(),
        title: Some("Sky".into()),
    };
    let usage = Usage {
        prompt_tokens: Some(7),
        completion_tokens: Some(u64::MAX),
        total_tokens: None,
        reasoning_tokens: Some(2),
        cached_tokens: Some(1),
    };
    let timing = Timing {
        first_reasoning_ms: Some(90),
        first_text_ms: Some(120),
        duration_ms: Some(900),
    };
    let written = json!({
        "citations": [StoredCitation::from(&citation)],
        "usage": StoredUsage::from(usage),
        "timing": StoredTiming::from(timing),
    });
    assert_eq!(written, sample);
    let read = |member: &str| sample[member].clone();
    let citations: Vec<StoredCitation> = serde_json::from_value(read("citations")).unwrap();
    assert_eq!(
        citations.into_iter().map(Citation::from).collect::<Vec<_>>(),
        [citation]
    );
    assert_eq!(
        Usage::from(serde_json::from_value::<StoredUsage>(read("usage")).unwrap()),
        usage
    );
    assert_eq!(
        Timing::from(serde_json::from_value::<StoredTiming>(read("timing")).unwrap()),
        timing
    );
}

fn words<T: StoredWord>(all: &[T]) -> Vec<&str> {
    for value in all {
        assert_eq!(
            T::from_word(value.word()).as_ref().map(StoredWord::word),
            Some(value.word())
        );
    }
    all.iter().map(StoredWord::word).collect()
}

#[test]
fn words_are_those_of_the_sample() {
    use AnswerState as S;
    let sample: Value = serde_json::from_str(sample!("words")).unwrap();
    let states = [
        S::Queued,
        S::Waiting,
        S::Reasoning,
        S::Streaming,
        S::Done,
        S::Stopped,
        S::Failed,
        S::Incomplete,
    ];
    let finish = [
        FinishReason::Stop,
        FinishReason::Length,
        FinishReason::ContentFilter,
        FinishReason::ToolCalls,
        FinishReason::Other("eos".into()),
    ];
    let written = json!({
        "states": words(&states),
        "finish": words(&finish),
        "image_types": words(&[ImageType::Png, ImageType::Jpeg, ImageType::Webp, ImageType::Gif]),
        "price_sources": words(&[PriceSource::List, PriceSource::Person, PriceSource::Free]),
        "error_codes": words(&ErrorCode::ALL),
    });
    assert_eq!(written, sample);
    assert_eq!(S::from_word("asleep"), None);
}
