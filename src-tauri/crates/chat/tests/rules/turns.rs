//! Sending and retrying.

use chat::{AnswerId, AnswerState, Attached, Effect, Ending, EndpointId, Event, Refused, TabId};
use uuid::Uuid;

use crate::bench::{Bench, asked, failure, requests};

#[test]
fn one_prompt_asks_every_tab_named_and_no_other() {
    let (mut bench, tabs) = Bench::with_tabs(3);
    let (answers, effects) = bench.send("Hello", &[tabs[2], tabs[0]]);
    assert_eq!(asked(&effects), answers);
    let models: Vec<_> = requests(&effects).iter().map(|r| r.model.as_str()).collect();
    assert_eq!(models, ["model-2", "model-0"]);
    assert_eq!(bench.head(tabs[1]), None);
    assert_eq!(bench.chat.turns.len(), 1, "one turn, however many tabs");
}

#[test]
fn a_send_is_saved_before_anything_leaves_the_process() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let (answers, effects) = bench.send("Hello", &tabs);
    let turn = bench.answer(answers[0]).turn;
    let saves = [
        Effect::SaveConversation,
        Effect::SaveTurn(turn),
        Effect::SaveAnswer(answers[0]),
        Effect::SaveTab(tabs[0]),
    ];
    assert_eq!(effects[..4], saves);
    assert!(matches!(effects[4..], [Effect::Request(_)]));
}

#[test]
fn a_request_carries_what_its_tab_is_bound_to() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench
        .tab_mut(tabs[0])
        .parameters
        .body
        .insert("temperature".into(), 0.5.into());
    let (answers, effects) = bench.send("Hello", &tabs);
    let request = requests(&effects)[0];
    assert_eq!((request.answer, request.tab, request.segment), (answers[0], tabs[0], 0));
    assert_eq!(request.endpoint, EndpointId(Uuid::from_u128(7)));
    assert_eq!(request.parameters, bench.chat.tab(tabs[0]).unwrap().parameters);
}

#[test]
fn the_first_prompt_names_the_conversation_and_later_ones_do_not() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.ask_and_answer("Why is the sky blue?\nBriefly.", tabs[0], "Rayleigh.");
    bench.ask("And the sea?", tabs[0]);
    assert_eq!(bench.chat.title, "Why is the sky blue?");
}

#[test]
fn a_name_the_person_gave_is_kept() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    assert_eq!(
        bench.apply(Event::Rename {
            title: " My\n sky ".into()
        }),
        [Effect::SaveConversation]
    );
    bench.ask("Why is the sky blue?", tabs[0]);
    assert_eq!(bench.chat.title, "My sky");
    assert_eq!(
        bench.refused(Event::Rename { title: " \n".into() }),
        Refused::EmptyTitle
    );
}

#[test]
fn each_send_moves_the_conversation_up_the_list() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.now_ms = 5_000;
    let answer = bench.ask("Hello", tabs[0]);
    assert_eq!((bench.chat.created_ms, bench.chat.updated_ms), (1_000, 5_000));
    assert_eq!(bench.answer(answer).created_ms, 5_000);
}

#[test]
fn a_prompt_is_sent_as_it_stands() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("  indented\n", tabs[0]);
    assert_eq!(bench.messages(answer), ["user:   indented\n"]);
}

#[test]
fn a_send_that_is_wrong_in_one_place_is_refused_whole() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let old = bench.ask("Hello", tabs[0]);
    let closed = bench.open("gone", None);
    bench.apply(Event::CloseTab { tab: closed });
    let stranger = TabId(Uuid::from_u128(999));
    let cases = [
        (bench.send_event(" \n", &tabs), Refused::EmptyPrompt),
        (bench.send_event("Hi", &[]), Refused::NoTabs),
        (bench.send_event("Hi", &[tabs[0], stranger]), Refused::UnknownTab),
        (bench.send_event("Hi", &[tabs[0], closed]), Refused::ClosedTab),
        (bench.send_event("Hi", &[tabs[0], tabs[0]]), Refused::TakenId),
    ];
    for (event, refused) in cases {
        assert_eq!(bench.refused(event), refused);
    }
    let (turn, fresh) = (chat::TurnId(bench.id()), AnswerId(bench.id()));
    let to = vec![(tabs[1], old)];
    assert_eq!(
        bench.refused(Event::Send {
            turn,
            prompt: "Hi".into(),
            attached: Attached::default(),
            to
        }),
        Refused::TakenId
    );
    let (turn, to) = (bench.answer(old).turn, vec![(tabs[1], fresh)]);
    assert_eq!(
        bench.refused(Event::Send {
            turn,
            prompt: "Hi".into(),
            attached: Attached::default(),
            to
        }),
        Refused::TakenId
    );
}

#[test]
fn an_answer_that_holds_nothing_is_asked_again_in_place() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.ends(answer, Ending::Failed(failure()));
    let (sibling, effects) = bench.retry(answer);
    assert_eq!(asked(&effects), [answer]);
    assert_eq!(effects[0], Effect::SaveAnswer(answer));
    let again = bench.answer(answer);
    assert_eq!(
        (again.state, &again.failure, again.segments.len()),
        (AnswerState::Waiting, &None, 1)
    );
    assert_eq!(again.segments[0], chat::Segment::default());
    assert!(!bench.chat.answers.contains_key(&sibling));
}

#[test]
fn an_answer_with_words_is_kept_and_a_sibling_asked() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let before = bench.ask_and_answer("Hello", tabs[0], "Hi");
    let answer = bench.ask_and_answer("Again", tabs[0], "First try");
    let (sibling, effects) = bench.retry(answer);
    assert_eq!(asked(&effects), [sibling]);
    assert_eq!(
        requests(&effects)[0].messages,
        bench.chat.messages_for(answer, false),
        "the same question"
    );
    assert_eq!(bench.answer(answer).text(), "First try");
    assert_eq!(bench.answer(sibling).parent, Some(before));
    assert_eq!(bench.answer(sibling).turn, bench.answer(answer).turn);
    assert_eq!(bench.head(tabs[0]), Some(sibling));
    let siblings: Vec<_> = bench.chat.siblings(sibling).iter().map(|a| a.id).collect();
    assert_eq!(siblings, [answer, sibling]);
    let path: Vec<_> = bench.chat.path(tabs[0]).iter().map(|a| a.id).collect();
    assert_eq!(path, [before, sibling]);
}

#[test]
fn reasoning_without_an_answer_is_kept_too() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.thinks(answer, "Long thoughts");
    bench.ends(answer, Ending::Complete);
    let (sibling, effects) = bench.retry(answer);
    assert_eq!(asked(&effects), [sibling]);
}

#[test]
fn asking_again_asks_the_model_the_tab_is_bound_to_now() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Hello", tabs[0]);
    bench.ends(answer, Ending::Failed(failure()));
    bench.tab_mut(tabs[0]).model = "other".into();
    let (_, effects) = bench.retry(answer);
    assert_eq!(requests(&effects)[0].model, "other");
    assert_eq!(bench.answer(answer).model, "other");
}

#[test]
fn only_the_newest_answer_that_has_ended_is_asked_again() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let old = bench.ask_and_answer("Hello", tabs[0], "Hi");
    let new = bench.ask("More", tabs[0]);
    for (answer, refused) in [(old, Refused::NotNewest), (new, Refused::StillRunning)] {
        assert!(!bench.chat.can_retry(answer));
        let (_, event) = bench.retry_event(answer);
        assert_eq!(bench.refused(event), refused);
    }
    let (_, event) = bench.retry_event(AnswerId(Uuid::from_u128(999)));
    assert_eq!(bench.refused(event), Refused::UnknownAnswer);
    bench.apply(Event::CloseTab { tab: tabs[0] });
    let (_, event) = bench.retry_event(new);
    assert_eq!(bench.refused(event), Refused::ClosedTab);
}

#[test]
fn a_sibling_needs_an_id_of_its_own() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask_and_answer("Hello", tabs[0], "Hi");
    assert_eq!(
        bench.refused(Event::Retry {
            answer,
            sibling: answer
        }),
        Refused::TakenId
    );
}
