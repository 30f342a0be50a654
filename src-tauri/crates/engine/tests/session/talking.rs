//! One prompt to several tabs: all asked at once, each with its own history, stopped one by one or together.

use chat::AnswerState::{Done, Queued, Stopped, Streaming};
use demo::{Reply, Script, Step};
use engine::view::Layout;
use serde_json::{Value, json};

use crate::common::{Asking, Code, Page, TestApp, answers, command, gated, known, last, run, server, text_of, told};

fn body(model: &str, messages: &Value) -> Value {
    json!({"model": model, "messages": messages, "stream": true, "stream_options": {"include_usage": true}})
}

#[test]
fn two_models_are_asked_at_once_and_each_answers_in_its_own_tab() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let slow = server(Script::new().answer("tortoise", gated("Slow", "slow", " and steady")));
        let fast = server(Script::new().answer("hare", gated("Fast", "fast", " asleep").served("hare-2")));
        let talk = engine.talk(known(&engine, &slow).await, &["tortoise"]).await;
        let model = engine::view::ModelRef {
            endpoint: known(&engine, &fast).await,
            model: "hare".to_owned(),
        };
        let talk = engine.add_tab(command(), talk.id, model).await.expect("added");

        // Side by side, so that the text of both is shown as it comes.
        engine.set_layout(talk.id, Layout::Columns).await.expect("kept");

        let asked = engine.prompt(&talk, "Who wins?").await;
        // Both stand in the middle of their answers at the same time.
        slow.reached("slow").await;
        fast.reached("fast").await;
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| {
            page.text(asked[0]).contains("Slow") && page.text(asked[1]).contains("Fast")
        })
        .await;
        let now = engine.open_conversation(talk.id).await.expect("open");
        assert!(
            answers(&now)
                .iter()
                .all(|answer| answer.state == Streaming && answer.metrics.estimated)
        );
        fast.open("fast");
        slow.open("slow");

        let end = engine.settled(talk.id).await;
        assert_eq!(end.title, "Who wins?");
        let [tortoise, hare] = answers(&end)[..] else {
            panic!("two answers")
        };
        assert_eq!(
            (tortoise.code(), text_of(tortoise)),
            ((Done, None), "Slow and steady".to_owned())
        );
        assert_eq!((hare.code(), text_of(hare)), ((Done, None), "Fast asleep".to_owned()));
        assert_eq!(engine.answer_text(tortoise.id).await.expect("text"), "Slow and steady");
        let figures = &tortoise.metrics;
        assert_eq!(
            (figures.usage.prompt_tokens, figures.usage.completion_tokens),
            (Some(9), Some(4))
        );
        assert!(
            !figures.estimated && figures.first_text_ms <= figures.duration_ms,
            "{figures:?}"
        );
        assert_eq!(
            (&tortoise.metrics.served_model, hare.metrics.served_model.as_deref()),
            (&None, Some("hare-2"))
        );
        assert!(tortoise.can_retry && !tortoise.can_continue);
    });
}

#[test]
fn what_one_model_said_never_enters_the_request_of_another() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("a", Reply::answer("I am A."))
            .answer("a", Reply::stream([Step::finish("stop"), Step::Done]))
            .answer("a", Reply::answer("A again."))
            .answer("b", Reply::answer("I am B."))
            .answer("b", Reply::answer("Still B."));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["a", "b"]).await;
        for prompt in ["Who are you?", "Really?", "And now?"] {
            engine.prompt(&talk, prompt).await;
            engine.settled(talk.id).await;
        }
        let says = |role: &str, text: &str| json!({"role": role, "content": text});
        let first = says("user", "Who are you?");
        let a = [
            json!([first]),
            json!([first, says("assistant", "I am A."), says("user", "Really?")]),
            // The second turn brought no text: it is left out, prompt included.
            json!([first, says("assistant", "I am A."), says("user", "And now?")]),
        ];
        let b = [
            json!([first]),
            json!([first, says("assistant", "I am B."), says("user", "Really?")]),
            json!([
                first,
                says("assistant", "I am B."),
                says("user", "Really?"),
                says("assistant", "Still B."),
                says("user", "And now?")
            ]),
        ];
        assert_eq!(told(&server, "a"), a.map(|messages| body("a", &messages)));
        assert_eq!(told(&server, "b"), b.map(|messages| body("b", &messages)));
        let end = engine.settled(talk.id).await;
        assert_eq!(left_out_of(&end, 0), [false, true, false]);
        assert_eq!(left_out_of(&end, 1), [false, false, false]);
    });
}

fn left_out_of(talk: &engine::view::ConversationView, tab: usize) -> Vec<bool> {
    talk.tabs[tab].entries.iter().map(|entry| entry.left_out).collect()
}

#[test]
fn the_same_model_in_two_tabs_has_two_histories() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("twin", Reply::answer("One."))
            .answer("twin", Reply::answer("Two."));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["twin", "twin"]).await;
        assert_eq!([talk.tabs[0].twin, talk.tabs[1].twin], [None, Some(2)]);
        // To one tab only.
        let sent = engine
            .send(command(), talk.id, "First".into(), vec![talk.tabs[1].id])
            .await
            .expect("sent");
        assert_eq!(sent.entries.len(), 1);
        engine.settled(talk.id).await;
        let sent = engine
            .send(command(), talk.id, "Second".into(), vec![talk.tabs[0].id])
            .await
            .expect("sent");
        assert_eq!(sent.entries[0].tab, talk.tabs[0].id);
        let end = engine.settled(talk.id).await;
        assert_eq!(end.tabs.iter().map(|tab| tab.entries.len()).collect::<Vec<_>>(), [1, 1]);
        let messages: Vec<Value> = told(&server, "twin")
            .iter()
            .map(|body| body["messages"].clone())
            .collect();
        let prompt = |text: &str| json!([{"role": "user", "content": text}]);
        assert_eq!(messages, [prompt("First"), prompt("Second")]);
    });
}

#[test]
fn a_prompt_sent_while_its_tab_answers_waits_for_the_answer() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("m", gated("One", "gate", " done"))
            .answer("m", Reply::answer("Two"));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "First").await;
        server.reached("gate").await;
        engine.prompt(&talk, "Second").await;
        let now = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(last(&now.tabs[0]).answer.state, Queued);
        assert_eq!(told(&server, "m").len(), 1);
        server.open("gate");
        let end = engine.settled(talk.id).await;
        assert_eq!(last(&end.tabs[0]).answer.code(), (Done, None));
        let second = &told(&server, "m")[1]["messages"];
        assert_eq!(second[1], json!({"role": "assistant", "content": "One done"}));
    });
}

#[test]
fn stopping_one_closes_its_connection_and_keeps_its_text_while_the_other_goes_on() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("stopped", gated("Some", "never", " more"))
            .answer("other", gated("Oth", "other", "er"));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["stopped", "other"]).await;
        let asked = engine.prompt(&talk, "Go").await;
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| page.text(asked[0]).contains("Some")).await;
        engine.stop(asked[0]).await.expect("stopped");
        let requests = server.requests();
        let stopped = requests
            .iter()
            .find(|request| request.json["model"] == "stopped")
            .expect("a request");
        let closed = server.closed(stopped.index).await;
        assert_eq!(closed.served_ms, None);
        server.open("other");
        let end = engine.settled(talk.id).await;
        let [stopped, other] = answers(&end)[..] else {
            panic!("two answers")
        };
        assert_eq!((stopped.code(), text_of(stopped)), ((Stopped, None), "Some".to_owned()));
        assert_eq!((other.code(), text_of(other)), ((Done, None), "Other".to_owned()));
        assert!(stopped.can_continue && stopped.can_retry);
        // Once more does nothing.
        engine.stop(stopped.id).await.expect("stopped");
        engine.stop(other.id).await.expect("stopped");
        assert_eq!(answers(&engine.settled(talk.id).await)[1].state, Done);
    });
}

#[test]
fn stopping_all_never_asks_what_was_queued() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", gated("Text", "never", "")));
        let talk = engine.talk(known(&engine, &server).await, &["a", "b"]).await;
        engine.prompt(&talk, "First").await;
        server.reached("never").await;
        engine.prompt(&talk, "Second").await;
        engine.stop_all(talk.id).await.expect("stopped");
        let end = engine.settled(talk.id).await;
        let states: Vec<_> = end
            .tabs
            .iter()
            .flat_map(|tab| &tab.entries)
            .map(|entry| entry.answer.state)
            .collect();
        assert_eq!(states, [Stopped; 4]);
        // The next prompt goes out at once, and alone.
        let prompts = |model: &str| told(&server, model).len();
        let before = prompts("a") + prompts("b");
        engine
            .send(command(), talk.id, "Third".into(), vec![talk.tabs[0].id])
            .await
            .expect("sent");
        while prompts("a") + prompts("b") == before {
            tokio::task::yield_now().await;
        }
        assert!(told(&server, "a").iter().chain(&told(&server, "b")).all(|body| {
            let messages = body["messages"].as_array().expect("a list");
            messages.iter().all(|message| message["content"] != "Second")
        }));
        engine.stop_all(talk.id).await.expect("stopped");
    });
}

#[test]
fn a_closed_tab_stops_and_is_not_asked_again() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", gated("Text", "never", "")));
        let talk = engine.talk(known(&engine, &server).await, &["a"]).await;
        engine.prompt(&talk, "First").await;
        server.reached("never").await;
        let closed = engine
            .close_tab(command(), talk.id, talk.tabs[0].id)
            .await
            .expect("closed");
        assert!(closed.tabs.is_empty());
        server.closed(0).await;
        let refused = engine
            .send(command(), talk.id, "Second".into(), vec![talk.tabs[0].id])
            .await;
        assert_eq!(refused.expect_err("refused").code.as_str(), "bad_request");
        assert_eq!(told(&server, "a").len(), 1);
    });
}
