//! Tests the demo's answers for every model and turn.

use serde_json::json;

use super::*;

fn request(model: &str, prompts: &[&str], extra: &serde_json::Value) -> Request {
    let messages: Vec<_> = prompts
        .iter()
        .map(|prompt| json!({"role": "user", "content": prompt}))
        .collect();
    let mut json = json!({"model": model, "messages": messages, "stream": true});
    for (name, value) in extra.as_object().into_iter().flatten() {
        json[name] = value.clone();
    }
    Request {
        method: "POST".to_owned(),
        json,
        ..Request::default()
    }
}

fn said(steps: &[Step], reasoning: bool) -> String {
    let text = |step: &Step| match step {
        Step::Paced(paced) if paced.reasoning == reasoning => Some(paced.text.clone()),
        _ => None,
    };
    steps.iter().filter_map(text).collect()
}

fn steps_of(model: &str, prompts: &[&str]) -> Vec<Step> {
    answer(&request(model, prompts, &json!({})))
        .expect("a demo model")
        .steps
}

#[test]
fn every_answer_says_early_that_it_is_a_canned_demo() {
    for model in MODELS {
        for turn in 1..6 {
            let prompts = vec!["Why is the sky blue, and the sea too?"; turn];
            let text = said(&steps_of(model, &prompts), false);
            let start: String = text.chars().take(90).collect();
            assert!(
                start.contains("canned") && start.contains("demo"),
                "{model}, turn {turn}: {start}"
            );
            let left = ["{words}", "{characters}", "{turn}", "{quote}"]
                .iter()
                .any(|name| text.contains(name));
            assert!(!left, "a placeholder is left: {text}");
        }
    }
}

#[test]
fn only_the_thinker_reasons_and_it_says_so() {
    assert!(said(&steps_of("demo-thinker", &["Hello"]), true).contains("canned"));
    assert!(said(&steps_of("demo-coder", &["Hello"]), true).is_empty());
    assert!(said(&steps_of("demo-brief", &["Hello"]), true).is_empty());
}

#[test]
fn the_coder_shows_code_a_table_and_a_formula() {
    let text = said(&steps_of("demo-coder", &["Hello"]), false);
    assert!(
        text.contains("```") && text.contains("|---") && text.matches('$').count() >= 2,
        "{text}"
    );
}

#[test]
fn the_brief_one_is_cut_off_at_first_and_finishes_later() {
    let first = steps_of("demo-brief", &["Hello"]);
    assert!(!first.iter().any(|step| matches!(step, Step::Finish(_) | Step::Done)));
    assert!(said(&first, false).split_whitespace().count() < 20);
    assert!(steps_of("demo-brief", &["Hello", "Go on"]).contains(&Step::Done));
}

#[test]
fn the_prompt_is_counted_and_quoted_without_its_markdown() {
    let text = said(
        &steps_of("demo-thinker", &["# `rm -rf` <b>one</b> two three four five six seven"]),
        false,
    );
    assert!(
        text.contains("10 words") && text.contains("rm -rf bone/b two three four…"),
        "{text}"
    );
    assert_eq!(quote(""), "");
}

#[test]
fn later_answers_differ_from_each_other() {
    let two = said(&steps_of("demo-coder", &["a", "a"]), false);
    let three = said(&steps_of("demo-coder", &["a", "a", "a"]), false);
    assert_ne!(two, three);
    assert_eq!(two, said(&steps_of("demo-coder", &["a", "a"]), false));
}

#[test]
fn a_token_limit_cuts_the_answer_and_says_length() {
    for name in ["max_tokens", "max_completion_tokens"] {
        let reply = answer(&request("demo-coder", &["Hello"], &json!({name: 5}))).expect("a demo model");
        assert_eq!(split_words(&said(&reply.steps, false)).len(), 5);
        assert!(reply.steps.contains(&Step::finish("length")));
    }
}

#[test]
fn an_unknown_model_is_left_to_the_server() {
    assert_eq!(answer(&request("gpt-5", &["Hello"], &json!({}))), None);
}
