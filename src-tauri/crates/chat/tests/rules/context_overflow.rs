//! What goes into requests once a conversation was too long: fewer turns, or those from a summary on.

use chat::{AnswerId, Context, ContextOverflow, Conversation, ConversationId, Ending, TurnId};
use uuid::Uuid;

use crate::bench::Bench;

const TEXT: &str = "Waves and wind and rain. Waves and wind and rain. Waves and wind and rain.";

/// Five long turns, and an answer about to be asked.
fn five_turns() -> (Bench, AnswerId) {
    let (mut bench, tabs) = Bench::with_tabs(1);
    for _ in 0..5 {
        bench.ask_and_answer(TEXT, tabs[0], TEXT);
    }
    let asked = bench.ask("Next", tabs[0]);
    (bench, asked)
}

#[test]
fn as_many_turns_are_kept_as_the_servers_numbers_allow_and_always_fewer_than_before() {
    let (bench, asked) = five_turns();
    let fit = |limit, asked_tokens| {
        let known = ContextOverflow {
            limit,
            asked: asked_tokens,
        };
        bench.chat.turns_that_fit(asked, known, None)
    };
    assert_eq!(fit(None, None), Some(2), "half of them");
    assert_eq!(fit(Some(1_000_000), None), Some(4), "the server did not take five");
    assert_eq!(fit(Some(1000), Some(1001)), Some(3), "a fifth is left for the answer");
    assert_eq!(fit(Some(1000), Some(2000)), Some(1));
    assert_eq!(fit(Some(1000), Some(1_000_000)), Some(0));
    let mut kept = 5;
    for asked_tokens in (1000..20_000).step_by(500) {
        let now = fit(Some(1000), Some(asked_tokens)).unwrap();
        assert!(now < 5 && now <= kept, "{now} of {asked_tokens}");
        kept = now;
    }
}

#[test]
fn a_request_without_earlier_turns_has_none_to_leave_out() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let first = bench.ask("One", tabs[0]);
    assert_eq!(bench.chat.turns_that_fit(first, ContextOverflow::default(), None), None);
    bench.says(first, "1");
    bench.ends(first, Ending::Complete);
    bench.set_context(Context::None);
    let alone = bench.ask("Two", tabs[0]);
    assert_eq!(bench.chat.turns_that_fit(alone, ContextOverflow::default(), None), None);
}

#[test]
fn from_a_summary_on_only_it_and_what_follows_goes_and_it_alone_reads_what_was_before() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    for prompt in ["One", "Two", "Three"] {
        bench.ask_and_answer(prompt, tabs[0], "Fine.");
    }
    bench.ask_and_answer("One", tabs[1], "Other.");
    let summary = bench.ask("Sum up", tabs[0]);
    let turn = bench.answer(summary).turn;
    bench.set_context(Context::Since { turn, before: 2 });
    assert_eq!(
        bench.messages(summary),
        [
            "user: Two",
            "assistant: Fine.",
            "user: Three",
            "assistant: Fine.",
            "user: Sum up"
        ]
    );
    bench.says(summary, "In short.");
    bench.ends(summary, Ending::Complete);
    bench.ask_and_answer("Four", tabs[0], "4");
    let last = bench.ask("Five", tabs[0]);
    assert_eq!(
        bench.messages(last),
        [
            "user: Sum up",
            "assistant: In short.",
            "user: Four",
            "assistant: 4",
            "user: Five"
        ]
    );
    assert_eq!(bench.chat.earlier_left_out(last), 3);
    let elsewhere = bench.ask("Five", tabs[1]);
    assert_eq!(
        bench.messages(elsewhere),
        ["user: One", "assistant: Other.", "user: Five"]
    );

    let mut ids = 5_000;
    let fresh = || {
        ids += 1;
        Uuid::from_u128(ids)
    };
    let id = ConversationId(Uuid::from_u128(4_999));
    let fork: Conversation = bench.chat.fork(turn, id, String::new(), 2_000, fresh).unwrap();
    let Context::Since {
        turn: copied,
        before: 2,
    } = fork.context
    else {
        panic!("{:?}", fork.context);
    };
    assert!(copied != turn && fork.turns[&copied].prompt == "Sum up");
    let unknown = TurnId(Uuid::from_u128(1));
    bench.set_context(Context::Since {
        turn: unknown,
        before: 1,
    });
    assert_eq!(
        bench.chat.earlier_left_out(last),
        0,
        "a summary that is not there leaves nothing out"
    );
}
