//! Estimates of tokens against counts of real vocabularies (`tokens/README.md`), and of answers by what went before.

use std::collections::BTreeMap;

use chat::estimate::{answer_limit, of_answer, of_messages, of_text};
use chat::{Message, Parameters, Role, TokenRange};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    tokens: BTreeMap<String, u64>,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("tokens/cases.json")).unwrap()
}

/// A model of each family, as an endpoint may name it.
fn model(family: &str) -> &'static str {
    match family {
        "o200k" => "gpt-5.4-mini",
        "cl100k" => "gpt-4-turbo",
        "claude" => "claude-haiku-4-5",
        "deepseek_v3" => "deepseek-v3.2",
        "gemini" => "gemini-3-flash",
        "gemma3" => "google/gemma-3-12b-it",
        "llama3_1" => "meta-llama/Llama-3.1-8B",
        "qwen3" => "qwen3-8b",
        "mistral" => "mistral-large-3",
        other => unreachable!("{other}"),
    }
}

/// The share of counts within the range, for each family.
fn held(model: impl Fn(&str) -> &'static str) -> BTreeMap<String, f64> {
    let mut seen: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for Case { text, tokens } in cases() {
        for (family, count) in tokens {
            let range = of_text(&text, model(&family));
            let (inside, all) = seen.entry(family).or_default();
            *inside += u32::from((range.low..=range.high).contains(&count));
            *all += 1;
        }
    }
    let share = |(inside, all): (u32, u32)| f64::from(inside) / f64::from(all);
    seen.into_iter()
        .map(|(family, counts)| (family, share(counts)))
        .collect()
}

#[test]
fn nine_of_ten_counts_of_every_family_are_within_the_range() {
    for (family, share) in held(model) {
        assert!(share >= 0.9, "{family}: {share}");
    }
}

#[test]
fn nine_of_ten_counts_are_within_the_range_of_a_model_nobody_knows() {
    let shares = held(|_| "house-model");
    let all = shares.values().sum::<f64>() / f64::from(u32::try_from(shares.len()).unwrap());
    assert!(all >= 0.9, "{shares:?}");
}

#[test]
fn the_range_says_something() {
    let mut widths: Vec<f64> = cases()
        .iter()
        .filter(|case| case.text.len() > 200)
        .map(|case| {
            let range = of_text(&case.text, "gpt-5.4");
            #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
            let width = range.high as f64 / range.low as f64;
            width
        })
        .collect();
    widths.sort_by(f64::total_cmp);
    assert!(
        widths[widths.len() / 2] < 2.0,
        "the median is {}",
        widths[widths.len() / 2]
    );
}

#[test]
fn a_request_has_the_tokens_of_its_messages_and_some_around_them() {
    assert_eq!(of_text("", "m"), TokenRange::default());
    let message = Message::new(Role::User, "Why is the sky blue?");
    let one = of_messages(std::slice::from_ref(&message), "m");
    let two = of_messages(&[message.clone(), message], "m");
    let text = of_text("Why is the sky blue?", "m");
    assert!(one.low > text.low && one.high > text.high);
    assert_eq!(two.low, 2 * one.low);
    assert!(two.high > one.high && two.high < 2 * one.high);
}

#[test]
fn an_answer_is_estimated_by_those_before_it_and_never_beyond_its_limit() {
    let usual = TokenRange { low: 20, high: 2_000 };
    assert_eq!(of_answer([].into_iter(), usual, None), usual);
    assert_eq!(
        of_answer([400, 900].into_iter(), usual, None),
        TokenRange { low: 200, high: 1_800 }
    );
    assert_eq!(
        of_answer([].into_iter(), usual, Some(64)),
        TokenRange { low: 20, high: 64 }
    );
    assert_eq!(
        of_answer([].into_iter(), usual, Some(8)),
        TokenRange { low: 8, high: 8 }
    );
    assert_eq!(
        of_answer([10].into_iter(), usual, Some(4_096)),
        TokenRange { low: 5, high: 2_000 }
    );
    let parameters = |name: &str| Parameters {
        body: [(name.to_owned(), 512.into())].into(),
        ..Parameters::default()
    };
    assert_eq!(answer_limit(&parameters("max_tokens")), Some(512));
    assert_eq!(answer_limit(&parameters("max_completion_tokens")), Some(512));
    assert_eq!(answer_limit(&parameters("seed")), None);
}
