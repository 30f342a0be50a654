//! Forking a conversation at a turn.

use chat::{AnswerId, Conversation, ConversationId, Ending, Event, TabId, TurnId};
use uuid::Uuid;

use crate::bench::{Bench, lines};

fn fork(bench: &Bench, turn: TurnId) -> Conversation {
    let mut ids = 5_000;
    let fresh = || {
        ids += 1;
        Uuid::from_u128(ids)
    };
    let id = ConversationId(Uuid::from_u128(4_999));
    bench.chat.fork(turn, id, "Fork".to_owned(), 2_000, fresh).unwrap()
}

/// What each tab's next request would begin with.
fn histories(chat: &mut Conversation) -> Vec<Vec<String>> {
    let tabs: Vec<TabId> = chat.tabs.iter().filter(|tab| !tab.closed).map(|tab| tab.id).collect();
    let to: Vec<_> = (9_000..)
        .map(|id| AnswerId(Uuid::from_u128(id)))
        .zip(&tabs)
        .map(|(id, tab)| (*tab, id))
        .collect();
    let send = Event::Send {
        turn: TurnId(Uuid::from_u128(8_999)),
        prompt: "Next".to_owned(),
        attached: chat::Attached::default(),
        to: to.clone(),
    };
    chat.apply(send, 3_000).unwrap();
    to.iter().map(|(_, id)| lines(&chat.messages_for(*id, false))).collect()
}

#[test]
fn a_fork_has_the_histories_up_to_the_turn_under_new_ids() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    for prompt in ["One", "Two"] {
        let (answers, _) = bench.send(prompt, &tabs);
        for (answer, name) in answers.iter().zip(["a", "b"]) {
            bench.says(*answer, &format!("{name} to {prompt}"));
            bench.ends(*answer, Ending::Complete);
        }
    }
    bench.ask_and_answer("Only b", tabs[1], "b alone");
    let before = bench.chat.clone();
    let first = *bench.chat.turns.keys().next().unwrap();
    let mut forked = fork(&bench, first);
    assert_eq!(bench.chat, before);
    assert_eq!(
        (forked.title.as_str(), forked.turns.len(), forked.answers.len()),
        ("Fork", 1, 2)
    );
    let known = |id: &AnswerId| before.answers.contains_key(id);
    assert!(!forked.answers.keys().any(known) && forked.tabs.iter().all(|tab| before.tab(tab.id).is_none()));
    let expected = [
        ["user: One", "assistant: a to One", "user: Next"],
        ["user: One", "assistant: b to One", "user: Next"],
    ];
    assert_eq!(histories(&mut forked), expected);

    // At a turn one tab does not have, that tab keeps what was asked before.
    let last = *bench.chat.turns.keys().last().unwrap();
    let lengths: Vec<_> = histories(&mut fork(&bench, last)).iter().map(Vec::len).collect();
    assert_eq!(lengths, [5, 7]);
}

#[test]
fn a_tab_with_another_form_of_the_prompt_keeps_that() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (answers, _) = bench.send("One", &tabs);
    for answer in &answers {
        bench.says(*answer, "said");
        bench.ends(*answer, Ending::Complete);
    }
    let turn = bench.answer(answers[0]).turn;
    let answer = AnswerId(bench.id());
    bench.apply(Event::Edit {
        turn,
        edited: TurnId(Uuid::from_u128(700)),
        prompt: "Uno".to_owned(),
        to: vec![(tabs[1], answer)],
    });
    bench.says(answer, "detto");
    bench.ends(answer, Ending::Complete);
    let expected = [
        ["user: One", "assistant: said", "user: Next"],
        ["user: Uno", "assistant: detto", "user: Next"],
    ];
    assert_eq!(histories(&mut fork(&bench, turn)), expected);
}

#[test]
fn what_tabs_share_is_shared_in_the_fork_and_what_runs_is_left_out() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (answers, _) = bench.send("One", &tabs);
    for answer in &answers {
        bench.says(*answer, "said");
        bench.ends(*answer, Ending::Complete);
    }
    bench.apply(Event::Adopt {
        answer: answers[0],
        tabs: tabs.clone(),
    });
    let second = bench.ask_and_answer("Two", tabs[1], "more");
    bench.ask("Three", tabs[1]);
    bench.apply(Event::CloseTab { tab: tabs[0] });
    let turn = bench.answer(second).turn;
    let forked = fork(&bench, turn);
    assert_eq!(forked.answers.len(), 2, "the branch that was left is not in it");
    assert_eq!(
        forked.tabs.iter().map(|tab| tab.closed).collect::<Vec<_>>(),
        [false, true]
    );
    let shared = forked.answers.values().next().unwrap();
    assert_eq!(forked.tab(shared.tab).unwrap().model, "model-0");
    let last = *bench.chat.turns.keys().last().unwrap();
    assert_eq!(fork(&bench, last).answers.len(), 2);
}

#[test]
fn there_is_no_fork_at_a_turn_that_is_not_there() {
    let bench = Bench::new();
    let id = ConversationId(Uuid::from_u128(1));
    let forked = bench
        .chat
        .fork(TurnId(Uuid::from_u128(2)), id, String::new(), 0, Uuid::nil);
    assert!(forked.is_none());
}
