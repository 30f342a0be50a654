//! Figures of an answer.

use chat::{Answer, AnswerState, Metrics, Segment, Served, Timing, Usage};

use crate::bench::Bench;

fn answer(state: AnswerState, segments: Vec<Segment>) -> Answer {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let id = bench.ask("Hello", tabs[0]);
    Answer {
        state,
        segments,
        model: "gpt-4o".into(),
        ..bench.answer(id).clone()
    }
}

fn segment(text: &str, timing: [Option<u64>; 3], usage: Option<Usage>) -> Segment {
    let [first_reasoning_ms, first_text_ms, duration_ms] = timing;
    Segment {
        text: text.into(),
        usage,
        timing: Timing {
            first_reasoning_ms,
            first_text_ms,
            duration_ms,
        },
        ..Segment::default()
    }
}

fn usage(prompt: u64, completion: u64, reasoning: Option<u64>) -> Usage {
    Usage {
        prompt_tokens: Some(prompt),
        completion_tokens: Some(completion),
        total_tokens: Some(prompt + completion),
        reasoning_tokens: reasoning,
        cached_tokens: None,
    }
}

fn speed(segment: Segment) -> Option<f64> {
    answer(AnswerState::Done, vec![segment]).metrics(None).tokens_per_second
}

#[test]
fn speed_is_reported_tokens_over_the_time_from_the_first_token_to_the_end() {
    let usage = usage(10, 50, None);
    let figures = answer(
        AnswerState::Done,
        vec![segment("x", [None, Some(500), Some(1500)], Some(usage))],
    )
    .metrics(None);
    let expected = Metrics {
        first_reasoning_ms: None,
        first_text_ms: Some(500),
        duration_ms: Some(1500),
        tokens_per_second: Some(50.0),
        estimated: false,
        usage,
        charge: chat::Charge::NoPrice,
        served_model: None,
        ..Metrics::default()
    };
    assert_eq!(figures, expected);
}

#[test]
fn streamed_reasoning_counts_with_its_time_and_hidden_reasoning_with_neither() {
    let of = |first_reasoning, usage| speed(segment("x", [first_reasoning, Some(1000), Some(2000)], Some(usage)));
    assert_eq!(of(Some(0), usage(10, 100, Some(60))), Some(50.0));
    assert_eq!(of(None, usage(10, 100, Some(60))), Some(40.0));
}

#[test]
fn reasoning_a_server_counts_beside_the_completion_is_seen_by_the_total() {
    let apart = Usage {
        total_tokens: Some(10 + 40 + 30),
        ..usage(10, 40, Some(30))
    };
    assert_eq!(
        speed(segment("x", [Some(0), Some(500), Some(1000)], Some(apart))),
        Some(70.0)
    );
    assert_eq!(
        speed(segment("x", [None, Some(0), Some(1000)], Some(apart))),
        Some(40.0)
    );
    let more = Usage {
        total_tokens: None,
        ..usage(10, 40, Some(90))
    };
    assert_eq!(speed(segment("x", [None, Some(0), Some(1000)], Some(more))), Some(40.0));
}

#[test]
fn without_usage_tokens_are_estimated_and_marked() {
    let figures = answer(
        AnswerState::Done,
        vec![segment(&"x".repeat(400), [None, Some(0), Some(2000)], None)],
    )
    .metrics(None);
    assert_eq!((figures.tokens_per_second, figures.estimated), (Some(50.0), true));
    assert_eq!(figures.usage, Usage::default(), "unknown, never zero");
}

#[test]
fn while_it_runs_time_goes_to_now_and_all_is_estimated() {
    let running = segment(
        &"x".repeat(400),
        [None, Some(1000), Some(1900)],
        Some(usage(10, 1, None)),
    );
    let figures = answer(AnswerState::Streaming, vec![running]).metrics(Some(3000));
    assert_eq!(
        (figures.duration_ms, figures.tokens_per_second, figures.estimated),
        (Some(3000), Some(50.0), true)
    );
}

#[test]
fn a_stopped_answer_is_measured_to_the_last_thing_heard() {
    let stopped = segment(&"x".repeat(400), [None, Some(1000), Some(3000)], None);
    let figures = answer(AnswerState::Stopped, vec![stopped]).metrics(Some(99_000));
    assert_eq!(
        (figures.duration_ms, figures.tokens_per_second),
        (Some(3000), Some(50.0))
    );
}

#[test]
fn segments_are_added_up_and_waiting_between_them_is_no_generating_time() {
    let first = segment("x", [None, Some(500), Some(1500)], Some(usage(10, 50, None)));
    let second = segment(
        "y",
        [Some(2000), Some(2500), Some(3000)],
        Some(usage(30, 100, Some(20))),
    );
    let figures = answer(AnswerState::Done, vec![first, second]).metrics(None);
    assert_eq!(
        (figures.first_reasoning_ms, figures.first_text_ms),
        (Some(2000), Some(500))
    );
    assert_eq!(
        (figures.duration_ms, figures.tokens_per_second),
        (Some(4500), Some(75.0))
    );
    let expected = Usage {
        reasoning_tokens: Some(20),
        total_tokens: Some(190),
        ..usage(40, 150, None)
    };
    assert_eq!((figures.usage, figures.estimated), (expected, false));
}

#[test]
fn an_answer_in_one_piece_has_no_speed() {
    assert_eq!(
        speed(segment(
            "whole",
            [None, Some(2000), Some(2001)],
            Some(usage(10, 500, None))
        )),
        None
    );
}

#[test]
fn an_answer_that_said_nothing_has_no_figures() {
    let queued = answer(AnswerState::Queued, vec![]).metrics(None);
    assert_eq!(queued, Metrics::default());
    let failed = answer(AnswerState::Failed, vec![segment("", [None, None, Some(30)], None)]).metrics(None);
    assert_eq!(
        failed,
        Metrics {
            duration_ms: Some(30),
            ..Metrics::default()
        }
    );
}

#[test]
fn the_served_model_is_named_only_where_it_is_another() {
    let served = |model: &str| {
        let served = Served {
            model: Some(model.into()),
            ..Served::default()
        };
        answer(
            AnswerState::Done,
            vec![Segment {
                served,
                ..Segment::default()
            }],
        )
        .metrics(None)
        .served_model
    };
    assert_eq!(served("openai/gpt-4o-2024-08-06"), None);
    assert_eq!(served("gpt-4o-mini").as_deref(), Some("gpt-4o-mini"));
}
