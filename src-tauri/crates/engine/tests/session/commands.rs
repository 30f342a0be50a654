//! Done once: a command sent again, at once or later, by a page that lost the answer, happens once.

use demo::{Reply, Script};
use engine::view::{EndpointForm, KeyInput, ModelRef};

use crate::common::{Asking, TestApp, command, known, run, server, told};

fn json(value: &impl serde::Serialize) -> serde_json::Value {
    serde_json::to_value(value).expect("JSON")
}

#[test]
fn a_prompt_sent_three_times_under_one_id_asks_each_model_once() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", Reply::answer("Yes.")));
        let talk = engine.talk(known(&engine, &server).await, &["a", "b"]).await;
        let tabs: Vec<_> = talk.tabs.iter().map(|tab| tab.id).collect();
        let id = command();
        let send = || engine.send(id, talk.id, "Once".into(), tabs.clone());
        let (one, two, three) = tokio::join!(send(), send(), send());
        let one = json(&one.expect("sent"));
        assert_eq!((&one, &one), (&json(&two.expect("sent")), &json(&three.expect("sent"))));
        engine.settled(talk.id).await;
        assert_eq!(json(&send().await.expect("sent")), one);
        let end = engine.settled(talk.id).await;
        assert_eq!(end.tabs.iter().map(|tab| tab.entries.len()).sum::<usize>(), 2);
        assert_eq!((told(&server, "a").len(), told(&server, "b").len()), (1, 1));
    });
}

#[test]
fn a_conversation_made_twice_under_one_id_is_one() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let id = command();
        let make = || engine.create_conversation(id, Vec::new());
        let (one, two) = tokio::join!(make(), make());
        let three = make().await.expect("made");
        assert_eq!([one.expect("made").id, two.expect("made").id], [three.id; 2]);
        assert_eq!(engine.list_conversations().await.expect("a list").len(), 1);
    });
}

#[test]
fn a_retry_sent_twice_asks_once() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", Reply::answer("Yes.")));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Well?").await[0];
        engine.settled(talk.id).await;
        let id = command();
        let (one, two) = tokio::join!(engine.retry(id, asked), engine.retry(id, asked));
        assert_eq!(json(&one.expect("asked")), json(&two.expect("asked")));
        engine.settled(talk.id).await;
        assert!(engine.retry(id, asked).await.is_ok());
        engine.settled(talk.id).await;
        assert_eq!(told(&server, "m").len(), 2);
    });
}

#[test]
fn an_endpoint_saved_twice_under_one_id_is_checked_and_stored_once() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().models(["m"]));
        let id = command();
        let save = || {
            let form = EndpointForm {
                id: None,
                name: "Mine".into(),
                base_url: server.base_url(),
                key: KeyInput::None,
                session_only: false,
                accept_plain_http: false,
                settings: None,
            };
            engine.save_endpoint(id, form)
        };
        let (one, two) = tokio::join!(save(), save());
        let three = save().await.expect("saved");
        assert_eq!(json(&one.expect("saved")), json(&three));
        assert_eq!(json(&two.expect("saved")), json(&three));
        assert_eq!(engine.list_endpoints().await.expect("a list").len(), 1);
        assert_eq!(server.requests().len(), 1);
    });
}

#[test]
fn an_id_used_for_two_commands_is_refused() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let id = command();
        let made = engine.create_conversation(id, Vec::new()).await.expect("made");
        let model = ModelRef {
            endpoint: chat::EndpointId(uuid::Uuid::new_v4()),
            model: "m".into(),
        };
        assert!(engine.add_tab(command(), made.id, model).await.is_ok());
        let refused = engine.delete_conversation(id, made.id).await.expect_err("refused");
        assert_eq!(refused.code.as_str(), "bad_request");
        assert_eq!(engine.list_conversations().await.expect("a list").len(), 1);
    });
}
