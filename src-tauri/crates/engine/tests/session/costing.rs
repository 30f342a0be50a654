//! What answers cost: prices from lists and by hand, kept with the answer; what the server charges; what nobody knows.

use chat::{Charge, Cost, PriceSource};
use demo::{Reply, Script, Step};
use engine::{
    Engine,
    view::{AnswerView, Capabilities, ModelRef, PriceForm},
};
use serde_json::json;

use crate::common::{Asking, TestApp, answers, command, known, run, server};

fn known_cost(usd: &str) -> Charge {
    Charge::Known {
        cost: Cost::from_usd(usd).expect("a cost"),
        reported: false,
    }
}

/// A whole answer with these members of usage.
fn used(usage: &serde_json::Value) -> Reply {
    let last = json!({"choices": [], "usage": usage});
    Reply::stream([Step::text("Yes."), Step::finish("stop"), Step::Data(last), Step::Done])
}

fn price(input: &str, output: &str) -> PriceForm {
    PriceForm {
        input: input.into(),
        output: output.into(),
        cached: Some(" ".into()),
        reasoning: None,
    }
}

async fn answered(engine: &Engine, talk: &engine::view::ConversationView) -> AnswerView {
    engine.prompt(talk, "Well?").await;
    answers(&engine.settled(talk.id).await)[0].clone()
}

#[test]
fn a_listed_price_makes_a_cost_that_stays_when_the_price_moves() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let usage = json!({"prompt_tokens": 2006, "completion_tokens": 300, "total_tokens": 2306, "prompt_tokens_details": {"cached_tokens": 1920}});
        let listed = json!({"id": "m", "context_length": 128_000, "architecture": {"input_modalities": ["text", "image"]},
            "top_provider": {"max_completion_tokens": 16_384},
            "pricing": {"prompt": "0.0000025", "completion": "0.00001", "input_cache_read": "0.00000125"}});
        let server = server(Script::new().models([listed]).answer("m", used(&usage)));
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["m"]).await;
        assert_eq!(
            answered(&engine, &talk).await.metrics.charge,
            Charge::NoPrice,
            "no list was read yet"
        );

        let models = engine.models(true).await.expect("a list");
        let row = &models.rows[0];
        assert_eq!((row.context, row.max_output), (Some(128_000), Some(16_384)));
        assert_eq!(row.modalities, ["text", "image"]);
        assert_eq!((row.capabilities.vision, row.capabilities.tools), (Some(true), None));
        assert_eq!(engine.capabilities(endpoint, "m").await, row.capabilities);
        assert_eq!(engine.capabilities(endpoint, "unlisted").await, Capabilities::default());
        assert_eq!(row.price.expect("a price").source, PriceSource::List);
        assert_eq!(answered(&engine, &talk).await.metrics.charge, known_cost("0.005615"));

        let model = || ModelRef {
            endpoint,
            model: "m".into(),
        };
        engine
            .set_price(command(), model(), Some(price("1", "2")))
            .await
            .expect("set");
        assert_eq!(
            engine.models(false).await.expect("a list").rows[0]
                .price
                .expect("a price")
                .source,
            PriceSource::Person
        );
        assert_eq!(answered(&engine, &talk).await.metrics.charge, known_cost("0.002606"));
        engine.set_price(command(), model(), None).await.expect("set");

        // In the next process the list is there, and each answer has the price it was asked at.
        engine.close().await;
        let again = app.open().await;
        let view = again.open_conversation(talk.id).await.expect("open");
        let charges: Vec<Charge> = view.tabs[0]
            .entries
            .iter()
            .map(|entry| entry.answer.metrics.charge)
            .collect();
        assert_eq!(
            charges,
            [Charge::NoPrice, known_cost("0.005615"), known_cost("0.002606")]
        );
        assert_eq!(answered(&again, &view).await.metrics.charge, known_cost("0.005615"));
    });
}

#[test]
fn what_the_server_charges_comes_first_and_its_speed_stands_beside_ours() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let usage = json!({"prompt_tokens": 10, "completion_tokens": 20, "total_tokens": 30, "cost": 0.000_142, "completion_time": 0.1});
        let server = server(Script::new().answer("m", used(&usage).served("another-model")));
        let endpoint = known(&engine, &server).await;
        let model = ModelRef {
            endpoint,
            model: "m".into(),
        };
        engine
            .set_price(command(), model, Some(price("1", "1")))
            .await
            .expect("set");
        let talk = engine.talk(endpoint, &["m"]).await;
        let metrics = answered(&engine, &talk).await.metrics;
        let cost = Cost::from_usd("0.000142").expect("a cost");
        assert_eq!(metrics.charge, Charge::Known { cost, reported: true });
        assert_eq!(metrics.reported_tokens_per_second, Some(200.0));
        assert_eq!(metrics.served_model.as_deref(), Some("another-model"));
    });
}

#[test]
fn unknown_is_unknown_and_the_demo_is_free() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let silent = Reply::stream([Step::text("Yes."), Step::finish("stop"), Step::Done]);
        let server = server(Script::new().answer("m", silent));
        let endpoint = known(&engine, &server).await;
        let model = ModelRef {
            endpoint,
            model: "m".into(),
        };
        engine
            .set_price(command(), model.clone(), Some(price("1", "1")))
            .await
            .expect("set");
        let talk = engine.talk(endpoint, &["m"]).await;
        let metrics = answered(&engine, &talk).await.metrics;
        assert_eq!((metrics.charge, metrics.about_tokens), (Charge::Unknown, Some(1)));

        for wrong in ["", "-1", "a lot"] {
            let refused = engine
                .set_price(command(), model.clone(), Some(price("1", wrong)))
                .await;
            let failure = refused.expect_err("refused");
            assert_eq!(
                (failure.details["reason"].as_str(), failure.details["field"].as_str()),
                ("price", "output")
            );
        }

        let demo = engine.start_demo(command()).await.expect("a demo");
        let brief: Vec<_> = demo
            .tabs
            .iter()
            .filter(|tab| tab.model == "demo-coder")
            .map(|tab| tab.id)
            .collect();
        engine.send(command(), demo.id, "Hi".into(), brief).await.expect("sent");
        let end = engine.settled(demo.id).await;
        let answered = end.tabs.iter().find(|tab| tab.model == "demo-coder").expect("a tab");
        assert_eq!(answered.entries[0].answer.metrics.charge, known_cost("0"));
    });
}
