//! Six answers of an endpoint at once: the seventh goes out when one ends, and one that waits can be stopped unasked.

use chat::AnswerState::{Done, Stopped, Waiting};
use demo::{Reply, Script, Server, Step};
use engine::{Engine, view::ConversationView};
use serde_json::json;

use crate::common::{Asking, Page, TestApp, answers, form, known, run, save, server};
use engine::view::KeyInput;

const MODELS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

/// Every model begins, and waits at a gate of its own name.
fn script() -> Script {
    let held = |model: &str| Reply::stream([Step::text("Begun"), Step::gate(model), Step::finish("stop"), Step::Done]);
    MODELS
        .iter()
        .fold(Script::new(), |script, model| script.answer(model, held(model)))
}

fn asked(server: &Server) -> Vec<String> {
    let chats = server.requests().into_iter().filter(|request| request.method == "POST");
    chats
        .map(|request| request.json["model"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// How many answers the page shows waiting for a slot.
async fn waiting(engine: &Engine, view: &ConversationView) -> usize {
    let view = engine.open_conversation(view.id).await.expect("open");
    answers(&view)
        .iter()
        .filter(|answer| answer.waits_for_slot && answer.state == Waiting)
        .count()
}

#[test]
fn the_seventh_goes_out_when_one_ends_and_in_the_order_of_asking() {
    run(async {
        let app = TestApp::new();
        let (engine, server) = (app.open().await, server(script()));
        let talk = engine.talk(known(&engine, &server).await, &MODELS).await;
        engine.prompt(&talk, "Go").await;
        for model in &MODELS[..6] {
            server.reached(model).await;
        }
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| {
            let waits = page
                .answers()
                .into_iter()
                .filter(|answer| answer["waits_for_slot"] == true);
            waits.count() == 2
        })
        .await;
        let mut first = asked(&server);
        first.sort();
        assert_eq!(first, MODELS[..6], "and no more");
        server.open("c");
        server.reached("g").await;
        assert_eq!(asked(&server)[6..], ["g"]);
        server.open("a");
        server.reached("h").await;
        assert_eq!(waiting(&engine, &talk).await, 0);
        for model in MODELS {
            server.open(model);
        }
        let end = engine.settled(talk.id).await;
        assert!(answers(&end).iter().all(|answer| answer.state == Done));
        while page.pull(&engine).await != (crate::common::Pulled::Frame { running: false }) {}
        assert!(
            page.answers()
                .iter()
                .all(|answer| answer["state"] == "done" && answer["waits_for_slot"] == false)
        );
    });
}

#[test]
fn one_that_waits_is_stopped_without_being_asked_and_holds_nobody_up() {
    run(async {
        let app = TestApp::new();
        let (engine, server) = (app.open().await, server(script()));
        let talk = engine.talk(known(&engine, &server).await, &MODELS).await;
        let all = engine.prompt(&talk, "Go").await;
        for model in &MODELS[..6] {
            server.reached(model).await;
        }
        engine.stop(all[6]).await.expect("stopped");
        // One that is under way is stopped, too: its slot is free at once.
        engine.stop(all[0]).await.expect("stopped");
        server.reached("h").await;
        for model in MODELS {
            server.open(model);
        }
        let end = engine.settled(talk.id).await;
        let states: Vec<_> = answers(&end).iter().map(|answer| answer.state).collect();
        assert_eq!((states[0], states[6], states[7]), (Stopped, Stopped, Done));
        assert!(!asked(&server).contains(&"g".to_owned()));
    });
}

#[test]
fn a_retry_that_counts_down_holds_no_slot() {
    run(async {
        let app = TestApp::new();
        let busy = || Reply::json(429, &json!({"error": {"message": "Slow down."}})).header("retry-after", "90");
        let script = MODELS[..6]
            .iter()
            .fold(Script::new(), |script, model| script.answer(model, busy()))
            .answer("g", Reply::answer("I am in."));
        let (engine, server) = (app.open().await, server(script));
        let talk = engine.talk(known(&engine, &server).await, &MODELS[..7]).await;
        engine.prompt(&talk, "Go").await;
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| {
            let answers = page.answers();
            answers[6]["state"] == "done" && answers[..6].iter().all(|answer| !answer["retry"].is_null())
        })
        .await;
        engine.stop_all(talk.id).await.expect("stopped");
        assert_eq!(asked(&server).len(), 7);
    });
}

#[test]
fn another_number_counts_at_once_and_has_its_bounds() {
    run(async {
        let app = TestApp::new();
        let (engine, server) = (app.open().await, server(script().models(MODELS)));
        let with = |parallel| engine::view::EndpointForm {
            settings: Some(engine::view::EndpointSettingsForm {
                parallel,
                ..super::network::settings()
            }),
            ..form(&server.base_url(), KeyInput::None)
        };
        for wrong in [0, 25] {
            let refused = save(&engine, with(wrong)).await.expect_err("refused");
            assert_eq!(refused.details["reason"], "parallel");
        }
        let endpoint = engine.add_endpoint(with(1)).await.expect("added").id;
        let talk = engine.talk(endpoint, &MODELS[..3]).await;
        engine.prompt(&talk, "Go").await;
        server.reached("a").await;
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| page.answers()[2]["waits_for_slot"] == true)
            .await;
        assert_eq!(asked(&server), ["a"]);
        let form = engine::view::EndpointForm {
            id: Some(endpoint),
            ..with(24)
        };
        engine.add_endpoint(form).await.expect("saved");
        server.reached("b").await;
        server.reached("c").await;
        engine.stop_all(talk.id).await.expect("stopped");
    });
}
