//! The catalogue: local copies at once, unchanged lists not sent again, marks, and what the person keeps at hand.

use std::time::Duration;

use chat::ErrorCode;
use demo::{Reply, Script};
use engine::view::{EndpointForm, ModelRef, PriceForm};
use serde_json::json;

use crate::common::{Asking, TestApp, command, form, known, run, save, server, typed};

#[test]
fn a_copy_is_there_at_once_and_an_unchanged_list_is_not_sent_again() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let list = json!({"data": [
            {"id": "b", "owned_by": "openai", "features": ["tools"], "input_modalities": ["text", "image"], "context_length": 9_000},
            {"id": "a", "pricing": {"prompt": "0.000001", "completion": "0.000002"}}]});
        let server = server(
            Script::new()
                .route("GET", "/v1/models", Reply::json(200, &list).header("etag", "\"v1\""))
                .route("GET", "/v1/models", Reply::body(304, "application/json", "")),
        );
        let endpoint = known(&engine, &server).await;
        let before = engine.catalogue(false).await.expect("a catalogue");
        assert!(before.model.is_empty() && before.endpoints[0].fetched_ms.is_none());
        assert_eq!(
            server.count("/v1/models"),
            0,
            "nothing is fetched for a look at the copy"
        );

        let view = engine.catalogue(true).await.expect("a catalogue");
        assert_eq!(
            (view.models, view.model, view.endpoint),
            (vec!["a".into(), "b".into()], vec![0, 1], vec![0, 0])
        );
        assert_eq!((view.vendors, view.vendor), (vec!["OpenAI".to_owned()], vec![0, 1]));
        assert_eq!((view.prices.len(), view.price), (1, vec![1, 0]));
        assert_eq!((view.can, view.context), (vec![0, 3], vec![0, 9_000]));
        let read_ms = view.endpoints[0].fetched_ms.expect("a time");

        // Fresh: nothing is asked, however often the picker opens.
        engine.catalogue(true).await.expect("a catalogue");
        assert_eq!(server.count("/v1/models"), 1);

        // Asked all the same: the server says that nothing has changed, and the copy stands.
        assert_eq!(engine.models(true).await.expect("lists").rows.len(), 2);
        let requests = server.requests();
        assert_eq!(requests[1].header("if-none-match"), Some("\"v1\""));
        let after = engine.catalogue(false).await.expect("a catalogue");
        assert_eq!(after.models.len(), 2);
        assert!(after.endpoints[0].fetched_ms.expect("a time") >= read_ms);

        engine.close().await;
        let again = app.open().await;
        let view = again.catalogue(false).await.expect("a catalogue");
        assert_eq!((view.models.len(), view.endpoints[0].id), (2, endpoint));
    });
}

#[test]
fn old_lists_are_read_anew_without_a_question_to_anyone() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let list = |id: &str| Reply::json(200, &json!({"data": [{"id": id}]}));
        let server = server(Script::new().route("GET", "/v1/models", list("old")).route(
            "GET",
            "/v1/models",
            list("new"),
        ));
        known(&engine, &server).await;
        let ids = async || engine.catalogue(false).await.expect("a catalogue").models;
        engine.refresh_lists(Duration::ZERO).await;
        assert_eq!(server.count("/v1/models"), 0, "without a list nothing is asked");
        engine.catalogue(true).await.expect("a catalogue");
        engine.refresh_lists(Duration::from_secs(24 * 60 * 60)).await;
        assert_eq!((server.count("/v1/models"), ids().await), (1, vec!["old".to_owned()]));
        engine.refresh_lists(Duration::ZERO).await;
        assert_eq!((server.count("/v1/models"), ids().await), (2, vec!["new".to_owned()]));

        assert_eq!(engine.refreshes_lists().await, Ok(true));
        engine.set_refreshes_lists(false).await.expect("set");
        engine.close().await;
        assert_eq!(app.open().await.refreshes_lists().await, Ok(false));
    });
}

#[test]
fn a_list_whose_key_cannot_be_had_is_left_as_it_is() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().models(["m"]).answer("m", Reply::answer("Yes.")));
        let form = EndpointForm {
            session_only: true,
            ..form(&server.base_url(), typed("sk-only-for-this-session"))
        };
        assert!(save(&engine, form).await.expect("checked").endpoint.is_some());
        engine.close().await;
        let again = app.open().await;
        let before = server.requests().len();
        again.refresh_lists(Duration::ZERO).await;
        assert_eq!(server.requests().len(), before, "no request goes out without its key");
        assert_eq!(again.catalogue(false).await.expect("a catalogue").models, ["m"]);
    });
}

#[test]
fn a_price_by_hand_has_four_parts_and_keeps_what_it_does_not_name() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let pricing = json!({"prompt": "0.000001", "completion": "0.000002", "input_cache_read": "0.0000001", "input_cache_write": "0.00000125"});
        let list = json!({"data": [{"id": "m", "pricing": pricing}]});
        let server = server(Script::new().route("GET", "/v1/models", Reply::json(200, &list)));
        let endpoint = known(&engine, &server).await;
        let listed = engine.catalogue(true).await.expect("a catalogue").prices[0];
        let model = || ModelRef {
            endpoint,
            model: "m".to_owned(),
        };
        let form = |output: &str, cached: &str, reasoning: &str| PriceForm {
            input: "1.5".to_owned(),
            output: output.to_owned(),
            cached: Some(cached.to_owned()),
            reasoning: Some(reasoning.to_owned()),
        };
        let set = async |form| engine.set_price(command(), model(), form).await;
        for (form, field) in [
            (form("much", "", ""), "output"),
            (form("2", "-1", ""), "cached"),
            (form("2", "", "x"), "reasoning"),
        ] {
            let wrong = set(Some(form)).await.expect_err("no price");
            assert_eq!(wrong.details.get("field").map(String::as_str), Some(field));
        }
        let price = set(Some(form("2", "0.2", "3"))).await.expect("set").expect("a price");
        let rates = [price.input, price.output, price.cached, price.reasoning].map(|rate| rate.map(|rate| rate.0));
        assert_eq!(
            rates,
            [
                Some(1_500_000_000),
                Some(2_000_000_000),
                Some(200_000_000),
                Some(3_000_000_000)
            ]
        );
        assert_eq!(price.cache_write, listed.cache_write);
        let blank = set(Some(form("2", " ", ""))).await.expect("set").expect("a price");
        assert_eq!((blank.cached, blank.reasoning), (None, None));
        assert_eq!(set(None).await, Ok(None));
        assert_eq!(engine.catalogue(false).await.expect("a catalogue").prices, [listed]);
    });
}

#[test]
fn a_list_that_cannot_be_read_is_said_beside_the_copy() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let gone = server(Script::new().route("GET", "/v1/models", Reply::body(503, "text/plain", "away")));
        known(&engine, &gone).await;
        let view = engine.catalogue(true).await.expect("a catalogue");
        let failure = view.endpoints[0].failure.as_ref().expect("why");
        assert_eq!((failure.status, view.endpoints[0].fetched_ms), (Some(503), None));
    });
}

#[test]
fn a_model_the_server_refuses_is_marked_until_it_answers() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let retired = json!({"error": {"message": "gone", "code": "model_retired"}});
        let server = server(
            Script::new()
                .models(["m"])
                .answer("m", Reply::json(404, &retired))
                .answer("m", Reply::answer("Here again.")),
        );
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        engine.settled(talk.id).await;
        let marks = engine.catalogue(true).await.expect("a catalogue").marks;
        assert_eq!(marks.len(), 1, "that the list has it is no answer");
        assert_eq!(
            (marks[0].endpoint, &*marks[0].model, marks[0].code),
            (endpoint, "m", ErrorCode::UnknownModel)
        );

        engine.close().await;
        let engine = app.open().await;
        assert_eq!(engine.catalogue(false).await.expect("a catalogue").marks, marks);
        engine.prompt(&talk, "And now?").await;
        engine.settled(talk.id).await;
        assert!(engine.catalogue(false).await.expect("a catalogue").marks.is_empty());
    });
}

#[test]
fn favourites_recents_and_sets_are_kept() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let endpoint = known(&engine, &server(Script::new())).await;
        let model = |model: &str| ModelRef {
            endpoint,
            model: model.to_owned(),
        };
        let three = || vec![model("a"), model("b"), model("c")];
        engine.set_favourite(command(), model("a"), true).await.expect("kept");
        engine.set_favourite(command(), model("b"), true).await.expect("kept");
        engine.set_favourite(command(), model("a"), false).await.expect("kept");
        engine.note_recent(command(), three()).await.expect("kept");
        engine
            .note_recent(command(), vec![model("c"), model("d"), model("c")])
            .await
            .expect("kept");
        engine
            .save_set(command(), " Fast 3 ".to_owned(), three())
            .await
            .expect("kept");
        engine
            .save_set(command(), "Other".to_owned(), vec![model("d")])
            .await
            .expect("kept");
        engine
            .save_set(command(), " ".to_owned(), three())
            .await
            .expect_err("no name");
        engine
            .save_set(command(), "None".to_owned(), Vec::new())
            .await
            .expect_err("no models");
        engine
            .rename_set(command(), "Fast 3".to_owned(), "Quick 3".to_owned())
            .await
            .expect("kept");
        engine.remove_set(command(), "Other".to_owned()).await.expect("kept");
        engine.close().await;

        let shelf = app.open().await.shelf().await.expect("a shelf");
        assert_eq!(shelf.favourites, [model("b")]);
        assert_eq!(shelf.recents, [model("c"), model("d"), model("a"), model("b")]);
        assert_eq!(shelf.sets.len(), 1);
        assert_eq!((&*shelf.sets[0].name, &shelf.sets[0].models), ("Quick 3", &three()));
    });
}
