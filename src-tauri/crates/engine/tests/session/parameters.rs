//! What tabs ask of their models: sent from the next request on, kept over a restart, kept for new tabs of a model.

use chat::{ErrorCode, Parameters};
use demo::{Reply, Script};
use engine::view::ModelRef;
use serde_json::{Value, json};

use crate::common::{Asking, TestApp, command, known, run, server, told};

fn parameters(system: Option<&str>, body: &[(&str, Value)]) -> Parameters {
    let body = body.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
    Parameters {
        system: system.map(str::to_owned),
        body: body.collect(),
        ..Parameters::default()
    }
}

#[test]
fn parameters_are_sent_as_set_by_the_tabs_they_were_set_for_and_survive_a_restart() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let answers = |script: Script, model: &str| {
            let one = script.answer(model, Reply::answer("One."));
            one.answer(model, Reply::answer("Two."))
        };
        let server = server(answers(answers(Script::new(), "a"), "b"));
        let talk = engine.talk(known(&engine, &server).await, &["a", "b"]).await;
        let wanted = parameters(
            Some("Be brief."),
            &[("temperature", json!(0.6)), ("stop", json!(["END"]))],
        );
        let first = vec![talk.tabs[0].id];
        let done = engine.set_parameters(command(), talk.id, first, wanted.clone()).await;
        done.expect("set");
        engine.prompt(&talk, "Hello").await;
        engine.settled(talk.id).await;
        engine.close().await;

        let engine = app.open().await;
        let talk = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(
            (&talk.tabs[0].parameters, &talk.tabs[1].parameters),
            (&wanted, &Parameters::default())
        );
        engine.prompt(&talk, "And now?").await;
        engine.settled(talk.id).await;
        let extra = |body: &Value| {
            let system = body["messages"][0]["role"] == "system";
            (system, body["temperature"].clone(), body["stop"].clone())
        };
        let sent: Vec<_> = told(&server, "a").iter().map(extra).collect();
        let one = (true, json!(0.6), json!(["END"]));
        assert_eq!(sent, [one.clone(), one]);
        let sent: Vec<_> = told(&server, "b").iter().map(extra).collect();
        let none = (false, Value::Null, Value::Null);
        assert_eq!(sent, [none.clone(), none]);
    });
}

#[test]
fn what_is_not_theirs_to_set_is_refused_and_changes_no_tab() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let talk = engine
            .talk(known(&engine, &server(Script::new())).await, &["a", "b"])
            .await;
        let all: Vec<_> = talk.tabs.iter().map(|tab| tab.id).collect();
        let bad = parameters(None, &[("model", json!("other"))]);
        let refused = engine
            .set_parameters(command(), talk.id, all.clone(), bad.clone())
            .await;
        assert_eq!(refused.expect_err("refused").code, ErrorCode::BadRequest);
        let gone = vec![all[0], chat::TabId(uuid::Uuid::new_v4())];
        let good = parameters(Some("x"), &[]);
        let refused = engine.set_parameters(command(), talk.id, gone, good).await;
        assert_eq!(refused.expect_err("refused").code, ErrorCode::BadRequest);
        let now = engine.open_conversation(talk.id).await.expect("open");
        assert!(now.tabs.iter().all(|tab| tab.parameters == Parameters::default()));
        let model = ModelRef {
            endpoint: now.tabs[0].endpoint,
            model: "a".to_owned(),
        };
        let refused = engine.keep_parameters(model, bad).await;
        assert_eq!(refused.expect_err("refused").code, ErrorCode::BadRequest);
    });
}

#[test]
fn parameters_kept_for_a_model_are_those_of_its_new_tabs_until_they_are_forgotten() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let endpoint = known(&engine, &server(Script::new())).await;
        let model = |name: &str| ModelRef {
            endpoint,
            model: name.to_owned(),
        };
        let kept = parameters(None, &[("seed", json!(7))]);
        engine.keep_parameters(model("a"), kept.clone()).await.expect("kept");
        let talk = engine.talk(endpoint, &["a", "b"]).await;
        assert_eq!(
            (&talk.tabs[0].parameters, &talk.tabs[1].parameters),
            (&kept, &Parameters::default())
        );
        let talk = engine.add_tab(command(), talk.id, model("a")).await.expect("added");
        assert_eq!(talk.tabs[2].parameters, kept);
        engine
            .keep_parameters(model("a"), Parameters::default())
            .await
            .expect("forgotten");
        assert_eq!(
            engine.kept_parameters(&model("a")).await.expect("read"),
            Parameters::default()
        );
        let talk = engine.add_tab(command(), talk.id, model("a")).await.expect("added");
        assert_eq!(talk.tabs[3].parameters, Parameters::default());
    });
}
