//! Opening, placing and closing tabs.

use chat::{AnswerId, AnswerLimits, AnswerState, Effect, Ending, Event, Parameters, Refused, TabId};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bench::{Bench, asked, failure, requests};

#[test]
fn a_tab_opens_where_it_is_put_and_the_order_is_saved() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let tab = bench.new_tab("between");
    let new = tab.id;
    let effects = bench.apply(Event::OpenTab { tab, at: Some(1) });
    assert_eq!(effects, [Effect::SaveTab(new), Effect::SaveTabOrder]);
    let order: Vec<_> = bench.chat.tabs.iter().map(|t| t.id).collect();
    assert_eq!(order, [tabs[0], new, tabs[1]]);
    let last = bench.open("last", Some(99));
    assert_eq!(bench.chat.tabs[3].id, last);
}

#[test]
fn the_same_model_may_have_two_tabs_each_with_its_own_history() {
    let mut bench = Bench::new();
    let (a, b) = (bench.open("twin", None), bench.open("twin", None));
    bench.ask_and_answer("To a", a, "From a");
    let answer = bench.ask("To b", b);
    assert_eq!(bench.messages(answer), ["user: To b"]);
}

#[test]
fn a_tab_is_opened_once_and_from_an_answer_that_exists() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let same = bench.chat.tabs[0].clone();
    assert_eq!(same.id, tabs[0]);
    assert_eq!(bench.refused(Event::OpenTab { tab: same, at: None }), Refused::TakenId);
    let mut tab = bench.new_tab("branch");
    tab.head = Some(AnswerId(Uuid::from_u128(999)));
    assert_eq!(bench.refused(Event::OpenTab { tab, at: None }), Refused::UnknownAnswer);
}

#[test]
fn closing_a_tab_stops_what_it_runs_and_keeps_its_history() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (first, _) = bench.send("One", &tabs);
    bench.says(first[0], "Half");
    let queued = bench.ask("Two", tabs[0]);
    let effects = bench.apply(Event::CloseTab { tab: tabs[0] });
    assert_eq!(effects[0], Effect::Cancel(first[0]));
    assert!(effects.contains(&Effect::SaveTab(tabs[0])));
    assert_eq!(asked(&effects), []);
    let states = [first[0], queued, first[1]].map(|a| bench.state(a));
    assert_eq!(
        states,
        [AnswerState::Stopped, AnswerState::Stopped, AnswerState::Waiting]
    );
    assert_eq!(bench.chat.path(tabs[0]).len(), 2);
}

#[test]
fn a_closed_tab_is_closed_and_an_unknown_one_unknown() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.apply(Event::CloseTab { tab: tabs[0] });
    assert_eq!(bench.refused(Event::CloseTab { tab: tabs[0] }), Refused::ClosedTab);
    let stranger = TabId(Uuid::from_u128(999));
    assert_eq!(bench.refused(Event::CloseTab { tab: stranger }), Refused::UnknownTab);
    assert!(bench.chat.path(stranger).is_empty());
}

#[test]
fn a_branch_waits_for_the_answer_it_grew_from_and_goes_on_when_that_tab_is_closed() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let first = bench.ask("One", tabs[0]);
    let mut branch = bench.new_tab("branch");
    branch.head = Some(first);
    let branch_id = branch.id;
    bench.apply(Event::OpenTab { tab: branch, at: None });
    let follower = bench.ask("Two", branch_id);
    assert!(bench.chat.is_queued(follower));
    bench.says(first, "Half");
    let effects = bench.apply(Event::CloseTab { tab: tabs[0] });
    assert_eq!(asked(&effects), [follower]);
    assert_eq!(bench.messages(follower), ["user: One", "assistant: Half", "user: Two"]);
    bench.ends(follower, Ending::Complete);
    assert_eq!(bench.chat.running().count(), 0);
}

#[test]
fn an_empty_answer_a_branch_has_gone_on_from_is_asked_again_as_a_sibling() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let failed = bench.ask("One", tabs[0]);
    bench.ends(failed, Ending::Failed(failure()));
    let mut branch = bench.new_tab("branch");
    branch.head = Some(failed);
    let branch_id = branch.id;
    bench.apply(Event::OpenTab { tab: branch, at: None });
    bench.ask("Two", branch_id);
    let (sibling, effects) = bench.retry(failed);
    assert_eq!(asked(&effects), [sibling]);
    assert_eq!(bench.state(failed), AnswerState::Failed, "the branch's past stays");
}

#[test]
fn parameters_are_saved_and_sent_from_the_next_request_on_and_what_says_nothing_is_not_kept() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let running = bench.ask("One", tabs[0]);
    let body = [("temperature", json!(0.6)), ("seed", Value::Null)];
    let parameters = Parameters {
        system: Some(" \n".to_owned()),
        body: body.map(|(name, value)| (name.to_owned(), value)).into(),
        limits: AnswerLimits {
            seconds: Some(0),
            tokens: Some(900),
        },
    };
    let set = Event::SetParameters {
        tab: tabs[0],
        parameters,
    };
    assert_eq!(bench.apply(set), [Effect::SaveTab(tabs[0])]);
    bench.ends(running, Ending::Complete);
    let (_, effects) = bench.send("Two", &tabs);
    let parameters: Vec<_> = requests(&effects).into_iter().map(|r| &r.parameters).collect();
    let wanted = Parameters {
        system: None,
        body: [("temperature".to_owned(), json!(0.6))].into(),
        limits: AnswerLimits {
            seconds: None,
            tokens: Some(900),
        },
    };
    assert_eq!(parameters, [&wanted, &Parameters::default()]);
}

#[test]
fn a_parameter_that_the_conversation_decides_is_refused() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    for name in Parameters::OURS {
        let parameters = Parameters {
            body: [(name.to_owned(), json!("x"))].into(),
            ..Parameters::default()
        };
        let tab = tabs[0];
        let event = Event::SetParameters { tab, parameters };
        assert_eq!(bench.refused(event), Refused::ReservedParameter, "{name}");
    }
}
