//! What a refusal says: of the model, or of the key.

use uuid::Uuid;

use super::*;

const PLACE: EndpointId = EndpointId(Uuid::nil());

fn refused(said: &str) -> Ending {
    let mut failure = Failure::new(ErrorCode::Forbidden);
    failure.provider_message = Some(said.to_owned());
    Ending::Failed(failure)
}

#[test]
fn marks_are_read_and_written_as_their_sample() {
    let sample: serde_json::Value =
        serde_json::from_str(include_str!("../../stored/samples/marks.json")).expect("JSON");
    let read: PerModel<Unavailable> = serde_json::from_value(sample.clone()).expect("the sample is read");
    let mark = Unavailable {
        code: ErrorCode::UnknownModel,
        at_ms: 1_760_000_000_000,
        was_unlisted: true,
    };
    assert_eq!(read.get(EndpointId(Uuid::from_u128(0x50)), "gone"), Some(&mark));
    assert_eq!(serde_json::to_value(&read).expect("JSON"), sample);
}

/// The models marked after these endings, each at its second.
fn marked(endings: &[(&str, &Ending, i64)]) -> Vec<String> {
    let mut known = Known::default();
    for (model, ending, second) in endings {
        known.record_ending(PLACE, model, ending, second * 1000);
    }
    known.marks.iter().map(|(_, model, _)| model.clone()).collect()
}

#[test]
fn a_list_takes_a_mark_off_only_when_it_has_the_model_again() {
    let mark = Unavailable {
        code: ErrorCode::UnknownModel,
        at_ms: 1,
        was_unlisted: false,
    };
    let marks = BTreeMap::from([("m".to_owned(), mark)]);
    // A list is no promise: that it still has the model says nothing.
    let still = reviewed(marks, &HashSet::from(["m"]));
    assert_eq!(still.len(), 1);
    let gone = reviewed(still, &HashSet::new());
    assert!(gone["m"].was_unlisted);
    assert!(reviewed(gone, &HashSet::from(["m"])).is_empty());
}

#[test]
fn a_key_refused_as_a_whole_marks_no_model() {
    let whole = refused("This key has no access.");
    assert!(marked(&[("a", &whole, 0), ("b", &whole, 1)]).is_empty());
    // It works again: what was refused meanwhile was not meant either.
    assert!(marked(&[("a", &whole, 0), ("b", &whole, 1), ("a", &Ending::Complete, 9)]).is_empty());
}

#[test]
fn a_refusal_that_names_the_model_marks_it() {
    let named = refused("The model GPT-5.4 is not permitted for this key.");
    assert_eq!(marked(&[("gpt-5.4", &named, 0)]), ["gpt-5.4"]);
    assert_eq!(marked(&[("openai/gpt-5.4", &named, 0)]), ["openai/gpt-5.4"]);
    assert!(marked(&[("gpt-5", &named, 0)]).is_empty(), "another version is named");
    assert_eq!(marked(&[("gpt-5", &refused("Not for you: gpt-5."), 0)]), ["gpt-5"]);
    let mini = refused("gpt-5.4-mini is not permitted.");
    assert!(marked(&[("gpt-5.4", &mini, 0)]).is_empty(), "another model is named");
}

#[test]
fn a_refusal_beside_another_models_answer_marks_it_whichever_came_first() {
    let whole = refused("Not allowed.");
    let done = &Ending::Complete;
    assert_eq!(marked(&[("a", done, 0), ("b", &whole, 5)]), ["b"]);
    assert_eq!(marked(&[("b", &whole, 0), ("a", done, 5)]), ["b"]);
    assert!(
        marked(&[("b", done, 0), ("b", &whole, 5)]).is_empty(),
        "its own answer says nothing of others"
    );
    assert!(
        marked(&[("a", done, 0), ("b", &whole, 600)]).is_empty(),
        "long ago the key may have been another"
    );
    assert!(marked(&[("b", &whole, 0), ("a", done, 600)]).is_empty());
    assert!(
        marked(&[("b", &whole, 0), ("a", done, 5), ("b", done, 6)]).is_empty(),
        "it answers after all"
    );
    let unpaid = Ending::Failed(Failure::new(ErrorCode::Quota));
    assert!(marked(&[("a", done, 0), ("c", &unpaid, 1), ("b", &whole, 5)]).is_empty());
}
