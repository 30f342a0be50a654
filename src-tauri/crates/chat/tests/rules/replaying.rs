//! A tab that came later asks the earlier prompts on its own.

use chat::{AnswerId, AnswerState, Ending, Event, Refused, TabId, TurnId};
use uuid::Uuid;

use crate::bench::{Bench, asked, failure};

/// A conversation of three turns in one tab, and a second tab that came later.
fn later() -> (Bench, TabId, Vec<TurnId>) {
    let (mut bench, tabs) = Bench::with_tabs(1);
    for prompt in ["One", "Two", "Three"] {
        bench.ask_and_answer(prompt, tabs[0], "From the first tab.");
    }
    let turns = bench.chat.turns.keys().copied().collect();
    let late = bench.open("late", None);
    (bench, late, turns)
}

fn replay(bench: &mut Bench, tab: TabId, turns: &[TurnId]) -> (Vec<AnswerId>, Event) {
    let turns: Vec<_> = turns.iter().map(|turn| (*turn, AnswerId(bench.id()))).collect();
    let answers = turns.iter().map(|(_, answer)| *answer).collect();
    (answers, Event::Replay { tab, turns })
}

#[test]
fn prompts_are_asked_one_after_the_other_each_on_the_tabs_own_answers() {
    let (mut bench, late, turns) = later();
    let (answers, event) = replay(&mut bench, late, &turns);
    let effects = bench.apply(event);
    assert_eq!(asked(&effects), [answers[0]], "one at a time");
    bench.says(answers[0], "Mine.");
    assert_eq!(asked(&bench.ends(answers[0], Ending::Complete)), [answers[1]]);
    assert_eq!(
        bench.messages(answers[1]),
        ["user: One", "assistant: Mine.", "user: Two"]
    );
    bench.says(answers[1], "Mine too.");
    assert_eq!(asked(&bench.ends(answers[1], Ending::Complete)), [answers[2]]);
    bench.ends(answers[2], Ending::Complete);
    let path: Vec<_> = bench.chat.path(late).iter().map(|answer| answer.turn).collect();
    assert_eq!(path, turns, "the turns are those of the other tab");
}

#[test]
fn a_prompt_sent_meanwhile_waits_for_the_last_of_them_and_a_failure_holds_nothing_up() {
    let (mut bench, late, turns) = later();
    let (answers, event) = replay(&mut bench, late, &turns[..2]);
    bench.apply(event);
    let next = bench.ask("Four", late);
    assert!(bench.chat.is_queued(next));
    bench.ends(answers[0], Ending::Failed(failure()));
    assert_eq!(asked(&bench.ends(answers[1], Ending::Complete)), [next]);
}

#[test]
fn a_replay_is_stopped_as_a_whole_and_what_came_stays() {
    let (mut bench, late, turns) = later();
    let (answers, event) = replay(&mut bench, late, &turns);
    bench.apply(event);
    bench.says(answers[0], "Half");
    let effects = bench.apply(Event::StopTab { tab: late });
    assert_eq!(asked(&effects), []);
    assert!(
        answers
            .iter()
            .all(|answer| bench.state(*answer) == AnswerState::Stopped)
    );
    let next = bench.ask("Four", late);
    assert_eq!(bench.messages(next), ["user: One", "assistant: Half", "user: Four"]);
}

#[test]
fn only_a_tab_without_a_history_replays_and_only_turns_there_are_each_once() {
    let (mut bench, late, turns) = later();
    let first = bench.chat.tabs[0].id;
    let mut refused = |tab, turns: &[TurnId]| {
        let (_, event) = replay(&mut bench, tab, turns);
        bench.refused(event)
    };
    assert_eq!(refused(first, &turns), Refused::HasHistory);
    assert_eq!(refused(late, &[]), Refused::EmptyPrompt);
    assert_eq!(refused(late, &[turns[0], turns[0]]), Refused::TakenId);
    let stranger = TurnId(Uuid::from_u128(999));
    assert_eq!(refused(late, &[stranger]), Refused::UnknownTurn);
}
