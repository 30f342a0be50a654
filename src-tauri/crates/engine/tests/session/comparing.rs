//! Answers beside each other: what the diff view is given.

use chat::{AnswerId, AnswerState};
use demo::{Reply, Script};
use engine::view::Layout;

use crate::common::{Asking, TestApp, answers, command, known, reason, run, server};

const ONE: &str = "Wait a **random** time. Then try again soon.\n\n```sh\nsleep 1\n```";
const TWO: &str = "Wait a short time. Then try again soon.\n\n```sh\nsleep 2\n```";
const OTHER: &str = "This is another matter altogether, and nothing here is alike. Then try again soon.";

#[test]
fn two_answers_are_compared() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("a", Reply::answer(ONE))
            .answer("b", Reply::answer(TWO))
            .answer("c", Reply::answer(OTHER));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["a", "b", "c"]).await;
        let asked = engine.prompt(&talk, "How long?").await;
        let end = engine.settled(talk.id).await;
        assert!(answers(&end).iter().all(|answer| answer.state == AnswerState::Done));

        let view = engine.compare(talk.id, asked[0], asked[1]).await.expect("compared");
        assert_eq!((view.one, view.two, view.differences), (asked[0], asked[1], 2));
        assert!(view.shared > 70 && !view.little && !view.cut);
        assert_eq!(
            (view.list[0].one.as_str(), view.list[0].two.as_str()),
            ("random", "short")
        );
        assert_eq!((view.only_one.words, view.only_one.lines), (1, 1));
        assert!(
            engine
                .compare(talk.id, asked[0], asked[2])
                .await
                .expect("compared")
                .little
        );

        let shared = engine
            .shared_sentences(talk.id, asked.clone())
            .await
            .expect("looked at");
        assert_eq!(
            (shared[0].text.as_str(), shared[0].answers.as_slice()),
            ("Then try again soon.", &[0, 1, 2][..])
        );

        let refused = engine
            .compare(talk.id, asked[0], AnswerId(command().0))
            .await
            .expect_err("not there");
        assert_eq!(reason(&refused), "unknown");
        let many = engine
            .shared_sentences(talk.id, vec![asked[0]; 25])
            .await
            .expect_err("too many");
        assert_eq!(reason(&many), "unknown");
    });
}

#[test]
fn the_diff_view_is_remembered() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let talk = engine.talk(known(&engine, &server).await, &["a"]).await;
        engine.set_layout(talk.id, Layout::Diff).await.expect("remembered");
        engine.close().await;
        let engine = app.open().await;
        let read = engine.open_conversation(talk.id).await.expect("a conversation");
        assert_eq!(read.layout, Layout::Diff);
    });
}
