//! Deleting and removing while something runs there.

use chat::AnswerState::{Done, Failed};
use demo::{Reply, Script};

use crate::common::{Asking, Code, TestApp, answers, command, gated, known, reason, run, server, told};

#[test]
fn deleting_a_conversation_ends_its_requests_and_leaves_nothing() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", gated("canary-answer", "never", "")));
        let talk = engine.talk(known(&engine, &server).await, &["a", "b"]).await;
        let asked = engine.prompt(&talk, "canary-prompt").await;
        engine.prompt(&talk, "canary-queued").await;
        server.reached("never").await;
        engine.save_draft(talk.id, "canary-draft".into()).await.expect("kept");
        engine.delete_conversation(command(), talk.id).await.expect("deleted");
        while server
            .requests()
            .iter()
            .filter(|request| request.method == "POST")
            .count()
            < 2
        {
            // The second request may have been on its way.
            if server.requests().iter().all(|request| request.closed_ms.is_some()) {
                break;
            }
            tokio::task::yield_now().await;
        }
        server.closed(0).await;
        assert!(engine.list_conversations().await.expect("a list").is_empty());
        for answer in asked {
            assert_eq!(
                engine.stop(answer).await.expect_err("gone").code.as_str(),
                "bad_request"
            );
        }
        let gone = engine.open_conversation(talk.id).await.expect_err("gone");
        assert_eq!(reason(&gone), "unknown");
        // Again is no error, and neither is what the page still sends.
        engine.delete_conversation(command(), talk.id).await.expect("deleted");
        engine
            .save_draft(talk.id, "canary-late".into())
            .await
            .expect("nothing is kept");
        assert!(engine.boot().await.expect("booted").open.is_none());
        engine.close().await;
        assert!(!app.holds("canary"), "something of it is left");
    });
}

#[test]
fn an_endpoint_removed_under_a_running_answer_lets_it_end_and_refuses_the_next() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(
            Script::new()
                .answer("m", gated("One", "gate", " more"))
                .answer("m", Reply::answer("No.")),
        );
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["m"]).await;
        engine.prompt(&talk, "First").await;
        server.reached("gate").await;
        engine.prompt(&talk, "Second").await;
        engine
            .remove_endpoint(command(), endpoint, true)
            .await
            .expect("removed");
        server.open("gate");
        let end = engine.settled(talk.id).await;
        assert_eq!(end.tabs[0].entries[0].answer.state, Done);
        assert_eq!(answers(&end)[0].code(), (Failed, Some("no_key")));
        assert_eq!(
            reason(answers(&end)[0].failure.as_ref().expect("a failure")),
            "endpoint_removed"
        );
        assert_eq!((end.tabs[0].endpoint_name.as_str(), told(&server, "m").len()), ("", 1));
        assert!(engine.remove_endpoint(command(), endpoint, true).await.is_err());
        assert!(engine.models(true).await.expect("lists").rows.is_empty());
    });
}
