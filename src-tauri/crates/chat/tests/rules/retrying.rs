//! Waiting to be asked again.

use chat::{AnswerId, AnswerState, Delta, Effect, Ending, ErrorCode, Event, Failure, Price, Retry};

use crate::bench::Bench;

fn refused() -> Failure {
    Failure::new(ErrorCode::RateLimited).retryable(true)
}

fn waits(bench: &mut Bench, answer: AnswerId) -> Vec<Effect> {
    bench.apply(Event::RetryAt {
        answer,
        failure: refused(),
        attempt: 1,
        at_ms: 19_000,
    })
}

fn request_sent(bench: &mut Bench, answer: AnswerId) -> Vec<Effect> {
    bench.apply(Event::RequestSent {
        answer,
        price: Some(Price::free()),
        dropped: vec!["stream_options".to_owned()],
    })
}

fn asked() -> (Bench, AnswerId) {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    (bench, answer)
}

#[test]
fn a_wait_is_on_disk_with_its_cause_and_is_still_waiting() {
    let (mut bench, answer) = asked();
    assert_eq!(
        request_sent(&mut bench, answer),
        [],
        "nothing to keep before anything came"
    );
    assert_eq!(waits(&mut bench, answer), [Effect::SaveAnswer(answer)]);
    let waiting = bench.answer(answer);
    let retry = Retry {
        code: ErrorCode::RateLimited,
        attempt: 1,
        at_ms: 19_000,
    };
    assert_eq!((waiting.state, waiting.retry), (AnswerState::Waiting, Some(retry)));
    assert_eq!(waiting.failure, Some(refused()));
}

#[test]
fn going_out_again_ends_the_wait_and_keeps_the_terms() {
    let (mut bench, answer) = asked();
    waits(&mut bench, answer);
    assert_eq!(request_sent(&mut bench, answer), [Effect::SaveAnswer(answer)]);
    let again = bench.answer(answer);
    assert_eq!((again.retry, &again.failure), (None, &None));
    assert_eq!(again.segments[0].price, Some(Price::free()));
    assert_eq!(again.segments[0].dropped, ["stream_options"]);
    bench.says(answer, "Hi");
    bench.ends(answer, Ending::Complete);
    assert_eq!(bench.answer(answer).state, AnswerState::Done);
}

#[test]
fn stopping_ends_the_wait_and_leaves_no_failure() {
    let (mut bench, answer) = asked();
    waits(&mut bench, answer);
    assert_eq!(bench.stop(answer), [Effect::Cancel(answer), Effect::SaveAnswer(answer)]);
    let stopped = bench.answer(answer);
    assert_eq!(
        (stopped.state, stopped.retry, &stopped.failure),
        (AnswerState::Stopped, None, &None)
    );
    assert_eq!(waits(&mut bench, answer), [], "what has ended is not asked again");
    assert_eq!(request_sent(&mut bench, answer), []);
}

#[test]
fn an_answer_that_has_begun_is_never_asked_again() {
    let (mut bench, answer) = asked();
    bench.thinks(answer, "Hm");
    assert_eq!(waits(&mut bench, answer), []);
    assert_eq!(bench.answer(answer).retry, None);
    let (mut bench, answer) = asked();
    bench.hears(
        answer,
        Delta::Usage(chat::Usage {
            prompt_tokens: Some(3),
            ..chat::Usage::default()
        }),
        5,
    );
    assert_eq!(waits(&mut bench, answer), [], "it was billed already");
}

#[test]
fn giving_up_after_a_wait_is_a_failure_like_any() {
    let (mut bench, answer) = asked();
    waits(&mut bench, answer);
    request_sent(&mut bench, answer);
    bench.ends(answer, Ending::Failed(refused()));
    let failed = bench.answer(answer);
    assert_eq!(
        (failed.state, failed.retry, &failed.failure),
        (AnswerState::Failed, None, &Some(refused()))
    );
    let (_, effects) = bench.retry(answer);
    assert!(matches!(effects.last(), Some(Effect::Request(_))));
}
