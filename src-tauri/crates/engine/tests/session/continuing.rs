//! Asking again and going on: retry in place and beside, continue in a further segment.

use chat::AnswerState::{Done, Failed, Incomplete, Waiting};
use demo::{Reply, Script, Step};
use serde_json::json;

use crate::common::{Asking, Code, Page, TestApp, answers, command, known, run, server, text_of, told};

fn full() -> Reply {
    Reply::json(
        503,
        &json!({"error": {"message": "No channel is free.", "code": "overloaded"}}),
    )
}

#[test]
fn an_answer_that_failed_empty_is_asked_again_in_place() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(
            Script::new()
                .answer("m", full())
                .answer("m", full())
                .answer("m", full())
                .answer("m", Reply::answer("Fine now.")),
        );
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Well?").await[0];
        let failed = engine.settled(talk.id).await;
        let answer = answers(&failed)[0];
        assert_eq!(answer.code().0, Failed);
        assert_eq!(answer.failure.as_ref().expect("a failure").status, Some(503));
        assert!(answer.can_retry && !answer.can_continue);
        let again = engine.retry(command(), asked).await.expect("asked again");
        assert_eq!((again.tab, again.entry.answer.id), (talk.tabs[0].id, asked));
        let end = engine.settled(talk.id).await;
        assert_eq!((answers(&end)[0].code(), end.tabs[0].entries.len()), ((Done, None), 1));
        // Three times by itself, and once because the person said so: always the same request.
        let told = told(&server, "m");
        assert_eq!((told.len(), &told[0]), (4, &told[3]));
    });
}

#[test]
fn a_server_that_is_full_for_a_moment_is_asked_again_by_itself() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("m", full()).answer("m", Reply::answer("Here.")));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        let end = engine.settled(talk.id).await;
        assert_eq!(answers(&end)[0].code(), (Done, None));
        assert_eq!(told(&server, "m").len(), 2);
    });
}

#[test]
fn an_answer_with_text_keeps_it_when_the_prompt_is_asked_again() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("m", Reply::answer("The first."))
            .answer("m", Reply::answer("The second."))
            .answer("m", Reply::answer("Third."));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Well?").await[0];
        engine.settled(talk.id).await;
        let again = engine.retry(command(), asked).await.expect("asked again").entry.answer;
        assert_ne!(again.id, asked);
        assert_eq!(again.state, Waiting);
        let end = engine.settled(talk.id).await;
        assert_eq!(
            (answers(&end)[0].id, text_of(answers(&end)[0])),
            (again.id, "The second.".to_owned())
        );
        assert_eq!(engine.answer_text(asked).await.expect("text"), "The first.");
        // The sibling is the history from now on; the former answer cannot be asked again.
        engine.prompt(&talk, "And?").await;
        engine.settled(talk.id).await;
        assert_eq!(told(&server, "m")[2]["messages"][1]["content"], "The second.");
        assert_eq!(
            engine.retry(command(), asked).await.expect_err("refused").code.as_str(),
            "bad_request"
        );
    });
}

#[test]
fn a_cut_answer_goes_on_as_a_second_segment_after_the_fixed_line() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let cut = Reply::stream([
            Step::text("Once upon"),
            Step::Usage(5, 2),
            Step::gate("cut"),
            Step::Close,
        ]);
        let rest = Reply::stream([
            Step::text(" a time."),
            Step::finish("stop"),
            Step::Usage(12, 3),
            Step::Done,
        ]);
        let server = server(
            Script::new()
                .answer("m", cut)
                .answer("m", rest)
                .answer("m", Reply::answer("Ok.")),
        );
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Tell").await[0];
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| page.text(asked).contains("upon")).await;
        server.open("cut");
        let cut = engine.settled(talk.id).await;
        let answer = answers(&cut)[0];
        assert_eq!(answer.code(), (Incomplete, Some("cut_off")));
        assert!(answer.can_continue);
        engine.continue_answer(command(), asked).await.expect("continued");
        let end = engine.settled(talk.id).await;
        let answer = answers(&end)[0];
        assert_eq!((answer.code(), answer.id), ((Done, None), asked));
        assert_eq!(text_of(answer), "Once upon|a time.");
        assert_eq!(answer.metrics.usage.completion_tokens, Some(5));
        assert_eq!(engine.answer_text(asked).await.expect("text"), "Once upon a time.");
        let messages = &told(&server, "m")[1]["messages"];
        let expected = json!([
            {"role": "user", "content": "Tell"},
            {"role": "assistant", "content": "Once upon"},
            {"role": "user", "content": chat::CONTINUE},
        ]);
        assert_eq!(messages, &expected);
        // The joined text is what a later request sends.
        engine.prompt(&talk, "Thanks").await;
        engine.settled(talk.id).await;
        assert_eq!(told(&server, "m")[2]["messages"][1]["content"], "Once upon a time.");
        assert_eq!(told(&server, "m")[2]["messages"].as_array().expect("a list").len(), 3);
    });
}

#[test]
fn a_whole_answer_cannot_be_continued_and_a_running_one_not_be_asked_again() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("m", Reply::answer("Whole."))
            .answer("m", Reply::stream([Step::text("Half"), Step::gate("never")]));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let whole = engine.prompt(&talk, "One").await[0];
        engine.settled(talk.id).await;
        let refused = engine.continue_answer(command(), whole).await.expect_err("refused");
        assert_eq!(refused.code.as_str(), "bad_request");
        let running = engine.prompt(&talk, "Two").await[0];
        server.reached("never").await;
        let refused = engine.retry(command(), running).await.expect_err("refused");
        assert_eq!(refused.code.as_str(), "bad_request");
        assert_eq!(told(&server, "m").len(), 2);
        engine.stop(running).await.expect("stopped");
    });
}
