//! Stopping, and what comes too late.

use chat::{AnswerId, AnswerState, Delta, Effect, Ending, Event, Refused};
use uuid::Uuid;

use crate::bench::{Bench, asked, failure};

#[test]
fn a_stopped_answer_is_stopped_at_once_with_its_text() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.says(answer, "Half a");
    assert_eq!(bench.stop(answer), [Effect::Cancel(answer), Effect::SaveAnswer(answer)]);
    let stopped = bench.answer(answer);
    assert_eq!((stopped.state, &stopped.failure), (AnswerState::Stopped, &None));
    assert_eq!(stopped.text(), "Half a");
}

#[test]
fn what_a_stopped_request_still_says_changes_nothing() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.says(answer, "Half a");
    bench.stop(answer);
    let stopped = bench.answer(answer).clone();
    assert_eq!(bench.hears(answer, Delta::Text(" word".into()), 300), []);
    for ending in [Ending::Stopped, Ending::Complete, Ending::Failed(failure())] {
        assert_eq!(bench.ends(answer, ending), []);
    }
    assert_eq!(*bench.answer(answer), stopped);
}

#[test]
fn an_answer_ends_once() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    assert_eq!(bench.ends(answer, Ending::Complete), [Effect::SaveAnswer(answer)]);
    assert_eq!(bench.ends(answer, Ending::Failed(failure())), []);
    assert_eq!(bench.stop(answer), []);
    assert_eq!(bench.state(answer), AnswerState::Done);
}

#[test]
fn stopping_all_stops_running_and_queued_answers_and_asks_none() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (first, _) = bench.send("One", &tabs);
    let (second, _) = bench.send("Two", &tabs);
    let effects = bench.apply(Event::StopAll);
    assert_eq!(effects[..2], [Effect::Cancel(first[0]), Effect::Cancel(first[1])]);
    assert_eq!(asked(&effects), []);
    for answer in [first, second].concat() {
        assert_eq!(bench.state(answer), AnswerState::Stopped);
        assert!(effects.contains(&Effect::SaveAnswer(answer)));
    }
    assert_eq!(bench.apply(Event::StopAll), []);
}

#[test]
fn nobody_elses_answer_is_stopped() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (answers, _) = bench.send("One", &tabs);
    bench.stop(answers[0]);
    assert_eq!(bench.state(answers[1]), AnswerState::Waiting);
}

#[test]
fn an_answer_unknown_here_is_refused() {
    let (mut bench, _) = Bench::with_tabs(1);
    let answer = AnswerId(Uuid::from_u128(999));
    for event in [
        Event::Stop { answer },
        Event::Continue { answer },
        Event::Delta {
            answer,
            delta: Delta::Text("x".into()),
            at_ms: 1,
        },
        Event::Ended {
            answer,
            ending: Ending::Complete,
            at_ms: 1,
        },
    ] {
        assert_eq!(bench.refused(event), Refused::UnknownAnswer);
    }
}
