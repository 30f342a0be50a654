//! Going another way: regenerate, edit, adopt, walk, and back.

use chat::{AnswerId, Effect, Ending, Event, Refused, Siblings, TabId, TurnId};

use crate::bench::{Bench, asked, failure};

/// Two tabs with two turns each: the answers by tab, then by turn.
fn two_by_two() -> (Bench, Vec<TabId>, [[AnswerId; 2]; 2]) {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let mut answers = Vec::new();
    for prompt in ["One", "Two"] {
        let (asked, _) = bench.send(prompt, &tabs);
        for (answer, name) in asked.iter().zip(["a", "b"]) {
            bench.says(*answer, &format!("{name} to {prompt}"));
            bench.ends(*answer, Ending::Complete);
        }
        answers.push(asked);
    }
    let [first, second] = [&answers[0], &answers[1]];
    (bench, tabs, [[first[0], second[0]], [first[1], second[1]]])
}

fn regenerate(bench: &mut Bench, answer: AnswerId) -> (AnswerId, Vec<Effect>) {
    let sibling = AnswerId(bench.id());
    (sibling, bench.apply(Event::Regenerate { answer, sibling }))
}

fn edit(bench: &mut Bench, turn: TurnId, prompt: &str, tabs: &[TabId]) -> (TurnId, Vec<AnswerId>, Vec<Effect>) {
    let edited = TurnId(bench.id());
    let to: Vec<_> = tabs.iter().map(|&tab| (tab, AnswerId(bench.id()))).collect();
    let answers = to.iter().map(|(_, answer)| *answer).collect();
    let effects = bench.apply(Event::Edit {
        turn,
        edited,
        prompt: prompt.to_owned(),
        to,
    });
    (edited, answers, effects)
}

fn adopt(bench: &mut Bench, answer: AnswerId, tabs: &[TabId]) -> Vec<Effect> {
    bench.apply(Event::Adopt {
        answer,
        tabs: tabs.to_vec(),
    })
}

fn answers_here(bench: &Bench, tab: TabId, answer: AnswerId) -> Vec<AnswerId> {
    Siblings::of_tab(&bench.chat, tab).answers(bench.answer(answer))
}

#[test]
fn any_answer_is_asked_again_beside_itself_and_what_followed_stays() {
    let (mut bench, tabs, [[a1, a2], _]) = two_by_two();
    let (again, effects) = regenerate(&mut bench, a1);
    assert_eq!(asked(&effects), [again]);
    assert_eq!(bench.messages(again), ["user: One"]);
    assert_eq!(bench.head(tabs[0]), Some(again));
    bench.says(again, "a, once more");
    bench.ends(again, Ending::Complete);
    let next = bench.ask("Three", tabs[0]);
    assert_eq!(
        bench.messages(next),
        ["user: One", "assistant: a, once more", "user: Three"]
    );
    assert_eq!(bench.answer(a2).text(), "a to Two");
    assert_eq!(answers_here(&bench, tabs[0], again), [a1, again]);
}

#[test]
fn nothing_moves_in_a_tab_that_runs() {
    let (mut bench, tabs, [[a1, _], [b1, b2]]) = two_by_two();
    let running = bench.ask("Three", tabs[0]);
    let turn = bench.answer(a1).turn;
    let ids = [AnswerId(bench.id()), AnswerId(bench.id())];
    let edited = TurnId(bench.id());
    let moves = [
        Event::Regenerate {
            answer: a1,
            sibling: ids[0],
        },
        Event::Edit {
            turn,
            edited,
            prompt: "Else".to_owned(),
            to: vec![(tabs[1], ids[0]), (tabs[0], ids[1])],
        },
        Event::Adopt {
            answer: b1,
            tabs: vec![tabs[0]],
        },
        Event::SwitchSibling {
            to: vec![(tabs[0], a1)],
        },
        Event::SetHeads {
            heads: vec![(tabs[1], Some(b2)), (tabs[0], None)],
        },
    ];
    for event in moves {
        assert_eq!(bench.refused(event), Refused::StillRunning);
    }
    bench.stop(running);
    bench.apply(Event::SwitchSibling {
        to: vec![(tabs[0], a1)],
    });
}

#[test]
fn an_edited_prompt_is_asked_in_its_place_in_the_tabs_it_is_sent_to() {
    let (mut bench, tabs, [[a1, a2], [b1, b2]]) = two_by_two();
    let first = bench.answer(a1).turn;
    let (edited, answers, effects) = edit(&mut bench, first, "Uno", &tabs[..1]);
    assert_eq!(effects[..2], [Effect::SaveConversation, Effect::SaveTurn(edited)]);
    assert_eq!(asked(&effects), answers);
    assert_eq!(bench.messages(answers[0]), ["user: Uno"]);
    assert_eq!(bench.chat.turns[&edited].edits, Some(first));
    assert_eq!(bench.head(tabs[1]), Some(b2), "the other tab keeps its history");
    bench.says(answers[0], "a to Uno");
    bench.ends(answers[0], Ending::Complete);
    let next = bench.ask("Three", tabs[0]);
    assert_eq!(
        bench.messages(next),
        ["user: Uno", "assistant: a to Uno", "user: Three"]
    );
    bench.stop(next);

    let prompts = Siblings::of_tab(&bench.chat, tabs[0]).prompts(bench.answer(answers[0]));
    let named: Vec<_> = prompts.iter().map(|walk| (walk.turn, walk.answer)).collect();
    assert_eq!(named, [(first, a1), (edited, answers[0])]);
    bench.apply(Event::SwitchSibling {
        to: vec![(tabs[0], a1)],
    });
    assert_eq!(bench.head(tabs[0]), Some(a2), "back to the newest that followed");
    assert_eq!(
        Siblings::of_tab(&bench.chat, tabs[1]).prompts(bench.answer(b1)).len(),
        1
    );
}

#[test]
fn only_a_prompt_on_the_path_is_edited_and_only_into_words() {
    let (mut bench, tabs, [[a1, _], _]) = two_by_two();
    let turn = bench.answer(a1).turn;
    let edit = |turn, prompt: &str, to| Event::Edit {
        turn,
        edited: TurnId(uuid::Uuid::from_u128(900)),
        prompt: prompt.to_owned(),
        to,
    };
    let answer = AnswerId(uuid::Uuid::from_u128(901));
    let to = vec![(tabs[0], answer)];
    assert_eq!(bench.refused(edit(turn, " \n", to.clone())), Refused::EmptyPrompt);
    assert_eq!(bench.refused(edit(turn, "Uno", Vec::new())), Refused::NoTabs);
    let stranger = TurnId(uuid::Uuid::from_u128(999));
    assert_eq!(bench.refused(edit(stranger, "Uno", to)), Refused::NotOnPath);
    let late = bench.open("late", None);
    assert_eq!(
        bench.refused(edit(turn, "Uno", vec![(late, answer)])),
        Refused::NotOnPath
    );
}

#[test]
fn an_adopted_answer_is_in_the_other_tabs_history_like_their_own() {
    let (mut bench, tabs, [[a1, a2], [b1, b2]]) = two_by_two();
    assert_eq!(
        adopt(&mut bench, a2, &tabs),
        [Effect::SaveTab(tabs[1])],
        "its own tab has it"
    );
    let next = bench.ask("Three", tabs[1]);
    let history = [
        "user: One",
        "assistant: a to One",
        "user: Two",
        "assistant: a to Two",
        "user: Three",
    ];
    assert_eq!(bench.messages(next), history);
    bench.says(next, "b to Three");
    bench.ends(next, Ending::Complete);
    // Its own stay readable, and reachable; so does the way that was adopted.
    assert_eq!(answers_here(&bench, tabs[1], a2), [a2, b2]);
    bench.apply(Event::SwitchSibling {
        to: vec![(tabs[1], b1)],
    });
    assert_eq!(bench.head(tabs[1]), Some(b2));
    assert_eq!(answers_here(&bench, tabs[1], b1), [a1, b1]);
    bench.apply(Event::SwitchSibling {
        to: vec![(tabs[1], a1)],
    });
    assert_eq!(bench.head(tabs[1]), Some(next));
}

#[test]
fn adopting_is_undone_by_giving_the_heads_back() {
    let (mut bench, tabs, [[_, a2], [_, b2]]) = two_by_two();
    let before = bench.chat.clone();
    adopt(&mut bench, a2, &tabs);
    bench.apply(Event::SetHeads {
        heads: vec![(tabs[1], Some(b2))],
    });
    assert_eq!(bench.chat, before);
}

#[test]
fn only_an_ended_answer_with_text_is_adopted() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (answers, _) = bench.send("One", &tabs);
    bench.ends(answers[1], Ending::Failed(failure()));
    let adopt = |answer, tabs| Event::Adopt { answer, tabs };
    bench.says(answers[0], "Half");
    assert_eq!(bench.refused(adopt(answers[0], vec![tabs[1]])), Refused::NothingToAdopt);
    assert_eq!(bench.refused(adopt(answers[1], vec![tabs[0]])), Refused::NothingToAdopt);
    bench.stop(answers[0]);
    assert_eq!(bench.refused(adopt(answers[0], Vec::new())), Refused::NoTabs);
    bench.apply(Event::CloseTab { tab: tabs[1] });
    assert_eq!(bench.refused(adopt(answers[0], vec![tabs[1]])), Refused::ClosedTab);
    let stranger = AnswerId(uuid::Uuid::from_u128(999));
    assert_eq!(bench.refused(adopt(stranger, vec![tabs[0]])), Refused::UnknownAnswer);
}

#[test]
fn a_tab_walks_only_to_what_it_has_gone_on_from() {
    let (mut bench, tabs, [_, [b1, _]]) = two_by_two();
    let walk = Event::SwitchSibling {
        to: vec![(tabs[0], b1)],
    };
    assert_eq!(bench.refused(walk), Refused::Elsewhere);
}

#[test]
fn a_tab_that_went_back_knows_what_lies_ahead() {
    let (mut bench, tabs, [[a1, a2], _]) = two_by_two();
    assert_eq!(bench.chat.ahead(tabs[0]), None);
    adopt(&mut bench, a1, &tabs[..1]);
    assert_eq!(bench.chat.ahead(tabs[0]), Some(a2));
    let other = bench.ask_and_answer("Else", tabs[0], "a to Else");
    assert_eq!(bench.chat.ahead(tabs[0]), None);
    // The two turns stand in one place, though neither is an edit of the other.
    let prompts = Siblings::of_tab(&bench.chat, tabs[0]).prompts(bench.answer(other));
    assert_eq!(prompts.iter().map(|walk| walk.answer).collect::<Vec<_>>(), [a2, other]);
}

#[test]
fn a_partial_answer_that_others_went_on_from_is_not_continued() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let half = bench.ask("One", tabs[0]);
    bench.says(half, "Half");
    bench.stop(half);
    adopt(&mut bench, half, &tabs);
    assert!(bench.chat.can_continue(half));
    let next = bench.ask("Two", tabs[1]);
    assert_eq!(bench.messages(next), ["user: One", "assistant: Half", "user: Two"]);
    assert!(!bench.chat.can_continue(half));
}
