//! What requests may cost at worst, and what running ones have cost: bounds that hold whatever a server counts.

use chat::{Bill, Bound, Cost, Delta, Message, Meter, Pace, Parameters, Price, Rate, Reported, Role, Segment, Usage};
use proptest::prelude::*;
use serde_json::json;

use crate::bench::Bench;

fn price(input: u64, output: u64) -> Price {
    Price {
        input: Some(Rate(input)),
        output: Some(Rate(output)),
        ..Price::default()
    }
}

fn usage(prompt: u64, completion: u64) -> Usage {
    Usage {
        prompt_tokens: Some(prompt),
        completion_tokens: Some(completion),
        ..Usage::default()
    }
}

fn limited(most: u64) -> Parameters {
    Parameters {
        body: [("max_tokens".to_owned(), json!(most))].into(),
        ..Parameters::default()
    }
}

fn said(text: &str) -> Vec<Message> {
    vec![Message::new(Role::User, text)]
}

#[test]
fn the_answers_limit_is_the_requests_own_then_the_lists_for_each_answer_asked_for() {
    let bound = |parameters: &Parameters, listed, dropped: &[&str]| {
        let dropped: Vec<String> = dropped.iter().map(|name| (*name).to_owned()).collect();
        Bound::for_request(&said("Hi"), parameters, listed, &dropped).output
    };
    assert_eq!(bound(&limited(100), Some(4_096), &[]), Some(100));
    assert_eq!(bound(&limited(100), Some(4_096), &["max_tokens"]), Some(4_096));
    assert_eq!(bound(&Parameters::default(), Some(4_096), &[]), Some(4_096));
    assert_eq!(bound(&Parameters::default(), None, &[]), None);
    let mut twice = limited(100);
    twice.body.insert("n".into(), json!(3));
    twice.body.insert("max_completion_tokens".into(), json!(200));
    assert_eq!(bound(&twice, None, &[]), Some(600));
}

#[test]
fn a_prompt_of_so_many_bytes_has_no_more_tokens() {
    let text = "é😀".repeat(500);
    let schema = json!({"type": "json_schema", "json_schema": {"name": "x".repeat(900)}});
    let mut parameters = Parameters::default();
    assert!(Bound::for_request(&said(&text), &parameters, None, &[]).input >= 3_000);
    parameters.body.insert("response_format".into(), schema);
    assert!(Bound::for_request(&said(&text), &parameters, None, &[]).input >= 3_900);
}

#[test]
fn an_end_costs_what_was_said_else_at_most_what_came_and_a_refusal_nothing() {
    let bound = Bound {
        input: 10,
        output: Some(50),
    };
    let meter = || Meter::new(Some(price(1_000, 2_000)), bound);
    let mut one = meter();
    assert_eq!(one.bill(), Bill::Nothing);
    one.request_sent();
    one.refused();
    assert_eq!(one.bill(), Bill::Nothing);
    one.request_sent();
    one.record_delta(&Delta::Text("12345".into()));
    assert_eq!(one.bill(), Bill::AtMost(Cost(10 + 10)));
    one.record_delta(&Delta::Usage(usage(7, 3)));
    assert_eq!(one.bill(), Bill::Exact(Cost(7 + 6)));
    let charged = Reported {
        cost: Some(Cost(99)),
        speed_milli: None,
    };
    one.record_delta(&Delta::Reported(charged));
    assert_eq!(one.bill(), Bill::Exact(Cost(99)));
    let mut unpriced = Meter::new(None, bound);
    unpriced.request_sent();
    assert_eq!((unpriced.bill(), unpriced.worst()), (Bill::Unpriced, None));
}

#[test]
fn a_limited_answer_is_left_alone_and_one_without_a_limit_is_stopped_in_time() {
    let share = Cost(10 + 200);
    let hears = |output, bytes: usize| {
        let mut meter = Meter::new(Some(price(1_000, 2_000)), Bound { input: 10, output });
        meter.request_sent();
        meter.record_delta(&Delta::Text("x".repeat(bytes)));
        meter.is_past(share)
    };
    assert!(!hears(Some(100), 1_600), "a token may be long");
    assert!(hears(Some(100), 1_616), "but not that long: the limit is ignored");
    assert!(!hears(None, 198));
    assert!(hears(None, 199), "stopped while there is doubt");
}

#[test]
fn pace_is_short_and_even_however_long_the_answer() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Go", tabs[0]);
    for at in 0..20_000_u64 {
        bench.apply(chat::Event::Delta {
            answer,
            delta: Delta::Text("12345678".into()),
            at_ms: at * 7,
        });
    }
    let counts: Vec<_> = bench.chat.answers[&answer].segments[0].pace.counts().collect();
    assert!((32..=64).contains(&counts.len()), "{}", counts.len());
    assert!(counts.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 <= two[1].1));
    assert_eq!(counts.last().expect("counts").1, 160_000);
    let half = counts[counts.len() / 2];
    let wanted = (half.0 / 7 + 1) * 8;
    assert!(half.1.abs_diff(wanted) < 160_000 / 20, "{half:?} {wanted}");
    assert_eq!(Segment::default().pace, Pace::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// What a bounded request is billed is never more than what was set aside for it, however its tokens are counted.
    #[test]
    fn no_bill_is_above_the_worst_case(
        rates in prop::array::uniform4(0..50_000_000_u64),
        fee in prop::option::of(0..1_000_000_000_u64),
        parts in (0..4_000_u64, 0..4_000_u64, 0..2_000_u64, any::<bool>(), any::<bool>()),
    ) {
        let [input, output, cached, reasoning] = rates.map(|rate| Some(Rate(rate)));
        let price = Price { input, output, cached, reasoning, request: fee.map(Rate), ..Price::default() };
        let (prompt, written, thought, beside, half_cached) = parts;
        let bound = Bound { input: prompt, output: Some(written + thought) };
        let mut meter = Meter::new(Some(price), bound);
        meter.request_sent();
        let completion = if beside { written } else { written + thought };
        meter.record_delta(&Delta::Text("x".repeat(usize::try_from(written).unwrap())));
        let total = prompt + written + thought;
        let usage = Usage {
            prompt_tokens: Some(prompt),
            completion_tokens: Some(completion),
            total_tokens: Some(total),
            reasoning_tokens: Some(thought),
            cached_tokens: half_cached.then_some(prompt / 2),
        };
        let worst = meter.worst().expect("a bound");
        if let Bill::AtMost(cost) | Bill::Exact(cost) = meter.bill() {
            prop_assert!(cost <= worst, "{cost:?} {worst:?}");
        }
        meter.record_delta(&Delta::Usage(usage));
        let Bill::Exact(cost) = meter.bill() else { panic!("no bill") };
        prop_assert!(cost <= worst, "{cost:?} {worst:?}");
    }
}
