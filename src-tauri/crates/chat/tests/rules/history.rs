//! What a request contains.

use chat::{Context, Ending, Event, Message};

use crate::bench::{Bench, failure};

#[test]
fn a_request_holds_the_tabs_own_turns_and_ends_with_the_prompt() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (answers, _) = bench.send("One", &tabs);
    for (answer, text) in answers.iter().zip(["from a", "from b"]) {
        bench.says(*answer, text);
        bench.ends(*answer, Ending::Complete);
    }
    let next = bench.ask("Two", tabs[1]);
    assert_eq!(bench.messages(next), ["user: One", "assistant: from b", "user: Two"]);
}

#[test]
fn a_prompt_to_tabs_at_different_points_goes_on_from_where_each_is() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    bench.ask_and_answer("Only a", tabs[0], "a knows");
    let (answers, _) = bench.send("Both", &tabs);
    assert_eq!(
        bench.messages(answers[0]),
        ["user: Only a", "assistant: a knows", "user: Both"]
    );
    assert_eq!(bench.messages(answers[1]), ["user: Both"]);
}

#[test]
fn the_system_prompt_comes_first_unless_it_is_blank() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.tab_mut(tabs[0]).parameters.system = Some("Be brief.".into());
    let answer = bench.ask("Hello", tabs[0]);
    assert_eq!(bench.messages(answer), ["system: Be brief.", "user: Hello"]);
    bench.tab_mut(tabs[0]).parameters.system = Some(" \n".into());
    assert_eq!(bench.messages(answer), ["user: Hello"]);
}

#[test]
fn a_turn_without_text_is_left_out_prompt_included_and_says_so() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.ask_and_answer("One", tabs[0], "Yes");
    let failed = bench.ask("Two", tabs[0]);
    assert!(!bench.chat.is_left_out(failed), "it may still say something");
    bench.thinks(failed, "Only thoughts");
    bench.ends(failed, Ending::Failed(failure()));
    let blank = bench.ask_and_answer("Three", tabs[0], " \n");
    let last = bench.ask("Four", tabs[0]);
    assert_eq!(bench.messages(last), ["user: One", "assistant: Yes", "user: Four"]);
    assert!(bench.chat.is_left_out(failed) && bench.chat.is_left_out(blank));
}

#[test]
fn stopped_and_incomplete_text_is_sent_as_it_stands() {
    for ending in [Ending::Stopped, Ending::CutOff(failure()), Ending::Failed(failure())] {
        let (mut bench, tabs) = Bench::with_tabs(1);
        let answer = bench.ask("One", tabs[0]);
        bench.says(answer, "Half a ");
        bench.ends(answer, ending);
        let next = bench.ask("Two", tabs[0]);
        assert_eq!(bench.messages(next), ["user: One", "assistant: Half a ", "user: Two"]);
    }
}

#[test]
fn reasoning_is_sent_back_only_with_the_switch() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("One", tabs[0]);
    bench.thinks(answer, "Hm, ");
    bench.says(answer, "Half");
    bench.stop(answer);
    bench.apply(Event::Continue { answer });
    let reasoning = |messages: Vec<Message>| messages.into_iter().filter_map(|m| m.reasoning).collect::<Vec<_>>();
    assert_eq!(reasoning(bench.chat.messages_for(answer, true)), ["Hm, "]);
    bench.thinks(answer, "then");
    bench.ends(answer, Ending::Complete);
    let next = bench.ask("Two", tabs[0]);
    assert_eq!(reasoning(bench.chat.messages_for(next, true)), ["Hm, then"]);
    assert!(reasoning(bench.chat.messages_for(next, false)).is_empty());
}

#[test]
fn an_answer_tried_again_is_not_in_its_siblings_history() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let first = bench.ask_and_answer("One", tabs[0], "First try");
    let (second, _) = bench.retry(first);
    bench.says(second, "Second try");
    bench.ends(second, Ending::Complete);
    let next = bench.ask("Two", tabs[0]);
    assert_eq!(
        bench.messages(next),
        ["user: One", "assistant: Second try", "user: Two"]
    );
}

#[test]
fn a_damaged_tree_that_runs_in_a_circle_still_gives_an_answer() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let a = bench.ask_and_answer("One", tabs[0], "1");
    let b = bench.ask_and_answer("Two", tabs[0], "2");
    bench.chat.answers.get_mut(&a).unwrap().parent = Some(b);
    assert!(!bench.chat.messages_for(b, false).is_empty());
    assert!(!bench.chat.path(tabs[0]).is_empty());
}

#[test]
fn the_context_says_which_earlier_turns_go_and_the_answer_how_many_did_not() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.tab_mut(tabs[0]).parameters.system = Some("Be brief.".into());
    for (prompt, text) in [("One", "1"), ("Two", "2"), ("Three", "3")] {
        bench.ask_and_answer(prompt, tabs[0], text);
    }
    bench.set_context(Context::Last { turns: 1 });
    let last = bench.ask("Four", tabs[0]);
    assert_eq!(
        bench.messages(last),
        ["system: Be brief.", "user: Three", "assistant: 3", "user: Four"]
    );
    assert_eq!(bench.answer(last).segments[0].earlier_left_out, 2);
    bench.says(last, "4");
    bench.ends(last, Ending::Complete);
    bench.set_context(Context::None);
    let alone = bench.ask("Five", tabs[0]);
    assert_eq!(bench.messages(alone), ["system: Be brief.", "user: Five"]);
    assert_eq!(bench.answer(alone).segments[0].earlier_left_out, 4);
    assert_eq!(bench.answer(last).segments[0].earlier_left_out, 2, "as it was asked");
    bench.says(alone, "Fi");
    bench.stop(alone);
    bench.set_context(Context::Last { turns: 0 });
    assert_eq!(bench.chat.context, Context::None);
    bench.go_on(alone);
    assert_eq!(bench.messages(alone).len(), 4, "what it continues always goes");
    bench.set_context(Context::All);
    let sent = bench.chat.messages_if_sent(tabs[0], "Six", &[], false);
    assert_eq!(sent.len(), 1 + 5 * 2 + 1);
    assert_eq!(sent.last().map(Message::text).as_deref(), Some("Six"));
}

#[test]
fn a_request_sent_again_by_itself_still_says_what_it_left_out() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    bench.ask_and_answer("One", tabs[0], "1");
    bench.set_context(Context::None);
    let next = bench.ask("Two", tabs[0]);
    bench.apply(Event::RetryAt {
        answer: next,
        failure: failure(),
        attempt: 1,
        at_ms: 10,
    });
    assert_eq!(bench.answer(next).segments[0].earlier_left_out, 1);
}
