//! The best answer of a turn: one at most, remembered, and without any other effect.

use demo::{Reply, Script, Step};

use crate::common::{Asking, TestApp, command, known, reason, run, server, told};

#[test]
fn one_answer_a_turn_is_best_and_nothing_else_changes() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("a", Reply::answer("One."))
            .answer("a", Reply::answer("Two."))
            .answer("b", Reply::answer("Uno."))
            .answer("b", Reply::answer("Dos."));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["a", "b"]).await;
        let first = engine.prompt(&talk, "First?").await;
        engine.settled(talk.id).await;
        assert_eq!(
            engine.mark_best(command(), first[0], true).await.expect("marked"),
            [first[0]]
        );
        assert_eq!(
            engine.mark_best(command(), first[1], true).await.expect("marked"),
            [first[1]]
        );

        let second = engine.prompt(&talk, "Second?").await;
        let end = engine.settled(talk.id).await;
        assert_eq!(end.best, [first[1]]);
        // Each model is told its own history still.
        assert_eq!(told(&server, "a")[1]["messages"][1]["content"], "One.");
        let mut both = engine.mark_best(command(), second[0], true).await.expect("marked");
        both.sort();
        let mut expected = vec![first[1], second[0]];
        expected.sort();
        assert_eq!(both, expected);

        engine.close().await;
        let engine = app.open().await;
        let again = engine.open_conversation(talk.id).await.expect("a conversation");
        assert_eq!(again.best.len(), 2);
        let same = command();
        assert_eq!(
            engine.mark_best(same, first[1], false).await.expect("cleared"),
            [second[0]]
        );
        assert_eq!(
            engine.mark_best(same, first[1], false).await.expect("seen before"),
            [second[0]]
        );
    });
}

#[test]
fn only_an_ended_answer_can_be_best() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("a", Reply::stream([Step::text("So "), Step::gate("hold")])));
        let talk = engine.talk(known(&engine, &server).await, &["a"]).await;
        let asked = engine.prompt(&talk, "Well?").await[0];
        let refused = engine.mark_best(command(), asked, true).await.expect_err("it runs");
        assert_eq!(reason(&refused), "unknown");
        engine.stop(asked).await.expect("stopped");
        engine.settled(talk.id).await;
        assert_eq!(engine.mark_best(command(), asked, true).await.expect("marked"), [asked]);
    });
}
