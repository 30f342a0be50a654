//! What an answer is told while it runs, and how it ends.

use chat::{AnswerState, Citation, Delta, Ending, FinishReason, Served, Timing, Usage};

use crate::bench::{Bench, failure};

#[test]
fn an_answer_waits_then_reasons_then_streams() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    assert_eq!(bench.state(answer), AnswerState::Waiting);
    bench.hears(answer, Delta::Served(Served::default()), 10);
    assert_eq!(bench.state(answer), AnswerState::Waiting, "nothing said yet");
    bench.hears(answer, Delta::Reasoning("Hm".into()), 20);
    assert_eq!(bench.state(answer), AnswerState::Reasoning);
    bench.hears(answer, Delta::Text("Hi".into()), 30);
    assert_eq!(bench.state(answer), AnswerState::Streaming);
    bench.hears(answer, Delta::Reasoning("Hm again".into()), 40);
    assert_eq!(bench.state(answer), AnswerState::Streaming, "it has begun to answer");
}

#[test]
fn each_ending_has_its_state_and_keeps_the_text() {
    for (ending, state, failed) in [
        (Ending::Complete, AnswerState::Done, None),
        (Ending::CutOff(failure()), AnswerState::Incomplete, Some(failure())),
        (Ending::Failed(failure()), AnswerState::Failed, Some(failure())),
        (Ending::Stopped, AnswerState::Stopped, None),
    ] {
        let (mut bench, tabs) = Bench::with_tabs(1);
        let answer = bench.ask("Hello", tabs[0]);
        bench.says(answer, "Half a");
        bench.ends(answer, ending);
        let ended = bench.answer(answer);
        assert_eq!(
            (ended.state, &ended.failure, ended.text().as_str()),
            (state, &failed, "Half a")
        );
    }
}

#[test]
fn times_are_those_of_the_first_words_and_of_the_end() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.hears(answer, Delta::Text(String::new()), 5);
    for (at, words) in [(10, "a"), (20, "b")] {
        bench.hears(answer, Delta::Reasoning(words.into()), at);
        bench.hears(answer, Delta::Text(words.into()), at + 100);
    }
    let timing = |bench: &Bench| bench.answer(answer).segments[0].timing;
    let so_far = Timing {
        first_reasoning_ms: Some(10),
        first_text_ms: Some(110),
        duration_ms: Some(120),
    };
    assert_eq!(
        timing(&bench),
        so_far,
        "the newest thing heard stands for the end until then"
    );
    bench.ends(answer, Ending::Complete);
    assert_eq!(
        timing(&bench),
        Timing {
            duration_ms: Some(200),
            ..so_far
        }
    );
}

#[test]
fn usage_is_cumulative_so_the_last_counts() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    for completion in [1, 7, 9] {
        let usage = Usage {
            completion_tokens: Some(completion),
            ..Usage::default()
        };
        bench.hears(answer, Delta::Usage(usage), 10);
    }
    assert_eq!(
        bench.answer(answer).segments[0].usage.unwrap().completion_tokens,
        Some(9)
    );
}

#[test]
fn what_the_server_says_it_is_is_put_together_the_later_word_counting() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    let some = |word: &str| Some(word.to_owned());
    let headers = Served {
        request_id: some("req"),
        model: some("a"),
        ..Served::default()
    };
    let chunk = Served {
        response_id: some("chat"),
        model: some("b"),
        created: Some(7),
        ..Served::default()
    };
    bench.hears(answer, Delta::Served(headers), 10);
    bench.hears(answer, Delta::Served(chunk.clone()), 20);
    assert_eq!(
        bench.answer(answer).segments[0].served,
        Served {
            request_id: some("req"),
            ..chunk
        }
    );
}

#[test]
fn a_source_is_listed_once_and_may_get_its_title_later() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    for (url, title) in [("u", None), ("v", None), ("u", Some("U")), ("u", Some("other"))] {
        bench.hears(
            answer,
            Delta::Citation(Citation {
                url: url.into(),
                title: title.map(str::to_owned),
            }),
            10,
        );
    }
    let sources: Vec<_> = bench.answer(answer).segments[0]
        .citations
        .iter()
        .map(|c| (c.url.as_str(), c.title.as_deref()))
        .collect();
    assert_eq!(sources, [("u", Some("U")), ("v", None)]);
}

#[test]
fn a_finish_reason_alone_ends_nothing() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.hears(answer, Delta::Finish(FinishReason::Stop), 10);
    assert!(!bench.state(answer).is_final(), "usage comes after it");
    bench.ends(answer, Ending::Complete);
    assert_eq!(bench.answer(answer).segments[0].finish, Some(FinishReason::Stop));
}
