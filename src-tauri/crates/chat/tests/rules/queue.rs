//! Prompts sent while a tab still answers.

use chat::{AnswerState, Effect, Ending};

use crate::bench::{Bench, asked, failure};

#[test]
fn a_prompt_to_a_tab_still_answering_waits_and_is_saved() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let first = bench.ask("One", tabs[0]);
    let (second, effects) = bench.send("Two", &tabs);
    assert_eq!(asked(&effects), []);
    assert!(effects.contains(&Effect::SaveAnswer(second[0])));
    assert!(bench.chat.is_queued(second[0]));
    assert_eq!(bench.answer(second[0]).parent, Some(first));
    assert!(bench.answer(second[0]).segments.is_empty(), "not asked yet");
}

#[test]
fn a_queued_prompt_goes_when_the_answer_before_it_ends_whatever_the_ending() {
    for ending in [
        Ending::Complete,
        Ending::CutOff(failure()),
        Ending::Failed(failure()),
        Ending::Stopped,
    ] {
        let (mut bench, tabs) = Bench::with_tabs(1);
        let first = bench.ask("One", tabs[0]);
        let second = bench.ask("Two", tabs[0]);
        bench.says(first, "partly");
        let effects = bench.ends(first, ending);
        assert_eq!(asked(&effects), [second]);
        assert_eq!(effects[..2], [Effect::SaveAnswer(first), Effect::SaveAnswer(second)]);
        assert_eq!(bench.messages(second), ["user: One", "assistant: partly", "user: Two"]);
    }
}

#[test]
fn several_queued_prompts_go_one_after_the_other_in_order() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answers: Vec<_> = ["One", "Two", "Three"]
        .map(|prompt| bench.ask(prompt, tabs[0]))
        .to_vec();
    assert_eq!(asked(&bench.ends(answers[0], Ending::Complete)), [answers[1]]);
    assert!(bench.chat.is_queued(answers[2]));
    assert_eq!(asked(&bench.ends(answers[1], Ending::Complete)), [answers[2]]);
    assert_eq!(asked(&bench.ends(answers[2], Ending::Complete)), []);
}

#[test]
fn a_slow_tab_holds_up_no_other() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (first, _) = bench.send("One", &tabs);
    bench.ends(first[1], Ending::Complete);
    let (second, effects) = bench.send("Two", &tabs);
    assert_eq!(asked(&effects), [second[1]]);
    assert_eq!(bench.state(second[0]), AnswerState::Queued);
}

#[test]
fn stopping_one_answer_lets_the_one_queued_behind_it_go() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let first = bench.ask("One", tabs[0]);
    let second = bench.ask("Two", tabs[0]);
    let effects = bench.stop(first);
    assert_eq!(effects[0], Effect::Cancel(first));
    assert_eq!(asked(&effects), [second]);
}

#[test]
fn a_queued_answer_stopped_is_never_asked_and_the_next_still_waits_for_the_running_one() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answers: Vec<_> = ["One", "Two", "Three"]
        .map(|prompt| bench.ask(prompt, tabs[0]))
        .to_vec();
    assert_eq!(
        bench.stop(answers[1]),
        [Effect::SaveAnswer(answers[1])],
        "nothing to cancel, nothing to ask"
    );
    assert!(bench.chat.is_queued(answers[2]));
    bench.says(answers[0], "First");
    assert_eq!(asked(&bench.ends(answers[0], Ending::Complete)), [answers[2]]);
    assert_eq!(
        bench.messages(answers[2]),
        ["user: One", "assistant: First", "user: Three"]
    );
}

#[test]
fn a_stopped_queued_answer_asked_again_queues_again() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let first = bench.ask("One", tabs[0]);
    let second = bench.ask("Two", tabs[0]);
    bench.stop(second);
    assert_eq!(asked(&bench.retry(second).1), []);
    assert!(bench.chat.is_queued(second));
    assert_eq!(asked(&bench.ends(first, Ending::Complete)), [second]);
}

#[test]
fn a_prompt_after_a_stopped_queued_one_waits_for_the_running_one_too() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let first = bench.ask("One", tabs[0]);
    let second = bench.ask("Two", tabs[0]);
    bench.stop(second);
    let (third, effects) = bench.send("Three", &tabs);
    assert_eq!(asked(&effects), [], "the tab's head has ended, but its path still runs");
    assert_eq!(asked(&bench.ends(first, Ending::Complete)), third);
}

#[test]
fn what_runs_or_waits_is_listed_in_order_of_asking() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (first, _) = bench.send("One", &tabs);
    let second = bench.ask("Two", tabs[0]);
    bench.ends(first[1], Ending::Complete);
    let running: Vec<_> = bench.chat.running().map(|a| a.id).collect();
    assert_eq!(running, [first[0], second]);
}
