//! Going on with an answer that ended short.

use chat::{AnswerId, AnswerState, CONTINUE, Effect, Ending, Event, FinishReason, Refused};

use crate::bench::{Bench, failure, lines, requests};

fn partial(bench: &mut Bench) -> AnswerId {
    let tab = bench.chat.tabs[0].id;
    let answer = bench.ask("Count", tab);
    bench.says(answer, "one, t");
    bench.stop(answer);
    answer
}

#[test]
fn going_on_sends_the_text_so_far_and_one_fixed_line() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.ask_and_answer("Hello", tabs[0], "Hi");
    let answer = partial(&mut bench);
    let effects = bench.apply(Event::Continue { answer });
    let [Effect::SaveAnswer(saved), Effect::Request(request)] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((*saved, request.answer, request.segment), (answer, answer, 1));
    let expected = [
        "user: Hello",
        "assistant: Hi",
        "user: Count",
        "assistant: one, t",
        &format!("user: {CONTINUE}"),
    ];
    assert_eq!(lines(&request.messages), expected);
    assert_eq!(bench.state(answer), AnswerState::Waiting);
}

#[test]
fn the_further_segment_joins_the_first_without_a_seam() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = partial(&mut bench);
    bench.apply(Event::Continue { answer });
    bench.says(answer, "wo.");
    bench.ends(answer, Ending::Complete);
    assert_eq!(bench.answer(answer).segments.len(), 2);
    let next = bench.ask("More", tabs[0]);
    assert_eq!(
        bench.messages(next),
        ["user: Count", "assistant: one, two.", "user: More"]
    );
}

#[test]
fn going_on_twice_sends_all_the_text_so_far_once() {
    let (mut bench, _) = Bench::with_tabs(1);
    let answer = partial(&mut bench);
    bench.apply(Event::Continue { answer });
    bench.says(answer, "wo, th");
    bench.stop(answer);
    let effects = bench.apply(Event::Continue { answer });
    assert_eq!(requests(&effects)[0].segment, 2);
    let expected = ["user: Count", "assistant: one, two, th", &format!("user: {CONTINUE}")];
    assert_eq!(lines(&requests(&effects)[0].messages), expected);
}

#[test]
fn a_further_request_that_came_to_nothing_leaves_no_empty_segment() {
    let (mut bench, _) = Bench::with_tabs(1);
    let answer = partial(&mut bench);
    bench.apply(Event::Continue { answer });
    bench.ends(answer, Ending::Failed(failure()));
    assert_eq!(bench.answer(answer).text(), "one, t");
    let effects = bench.apply(Event::Continue { answer });
    assert_eq!(requests(&effects)[0].segment, 1);
    assert_eq!(bench.answer(answer).failure, None);
}

#[test]
fn what_ended_short_with_text_can_go_on() {
    for ending in [Ending::Stopped, Ending::CutOff(failure()), Ending::Failed(failure())] {
        let (mut bench, tabs) = Bench::with_tabs(1);
        let answer = bench.ask("Count", tabs[0]);
        bench.says(answer, "one");
        assert!(!bench.chat.can_continue(answer), "it still runs");
        bench.ends(answer, ending);
        assert!(bench.chat.can_continue(answer));
    }
}

#[test]
fn an_answer_cut_at_the_limit_can_go_on_and_a_whole_one_cannot() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Count", tabs[0]);
    bench.says(answer, "one");
    bench.cut_at_the_limit(answer);
    assert!(bench.chat.can_continue(answer));
    bench.apply(Event::Continue { answer });
    bench.hears(answer, chat::Delta::Finish(FinishReason::Stop), 10);
    bench.ends(answer, Ending::Complete);
    assert!(!bench.chat.can_continue(answer));
    assert_eq!(bench.refused(Event::Continue { answer }), Refused::NothingToContinue);
}

#[test]
fn an_answer_without_text_has_nothing_to_go_on_from() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Count", tabs[0]);
    bench.thinks(answer, "Hm");
    bench.cut_at_the_limit(answer);
    assert_eq!(bench.refused(Event::Continue { answer }), Refused::NothingToContinue);
}

#[test]
fn only_the_newest_answer_of_an_open_tab_goes_on() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = partial(&mut bench);
    let newer = bench.ask("Other", tabs[0]);
    assert_eq!(bench.refused(Event::Continue { answer }), Refused::NotNewest);
    assert_eq!(bench.refused(Event::Continue { answer: newer }), Refused::StillRunning);
    bench.apply(Event::CloseTab { tab: tabs[0] });
    assert_eq!(bench.refused(Event::Continue { answer: newer }), Refused::ClosedTab);
}

#[test]
fn an_answer_another_tab_has_gone_on_from_keeps_its_text() {
    let (mut bench, _) = Bench::with_tabs(1);
    let answer = partial(&mut bench);
    let mut branch = bench.new_tab("branch");
    branch.head = Some(answer);
    let branch_id = branch.id;
    bench.apply(Event::OpenTab { tab: branch, at: None });
    assert!(bench.chat.can_continue(answer));
    let follower = bench.ask("And?", branch_id);
    assert_eq!(
        bench.messages(follower),
        ["user: Count", "assistant: one, t", "user: And?"]
    );
    assert_eq!(bench.refused(Event::Continue { answer }), Refused::NotNewest);
}
