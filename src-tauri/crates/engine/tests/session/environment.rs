//! A key from the environment: for this process and its own origin, never stored.

use chat::AnswerState::{Done, Failed};
use demo::{Reply, Script, Server};
use engine::{
    Engine,
    view::{ConversationView, KeyState},
};
use secret::EnvironmentKey;

use crate::common::{Asking, Code, TestApp, answers, known, reason, run, server};

const KEY: &str = "given-key-2718";

fn given(server: &Server) -> EnvironmentKey {
    let vars = [(secret::API_KEY, KEY.to_owned()), (secret::BASE_URL, server.base_url())];
    let vars = vars.map(|(name, value)| (name.into(), value.into()));
    secret::take_environment_key(vars).expect("usable").expect("set")
}

async fn conversations(engine: &Engine) -> Vec<ConversationView> {
    let mut all = Vec::new();
    for row in engine.list_conversations().await.expect("a list") {
        all.push(engine.open_conversation(row.id).await.expect("open"));
    }
    all
}

#[test]
fn it_goes_to_its_own_origin_only_and_nothing_of_it_is_stored() {
    run(async {
        let app = TestApp::new();
        let mine = server(Script::new().key(KEY).models(["m"]).answer("m", Reply::answer("Yes.")));
        let other = server(Script::new().models(["m"]).answer("m", Reply::answer("Yes.")));
        let engine = app.open_given(given(&mine)).await;
        let other_id = known(&engine, &other).await;
        let endpoints = engine.list_endpoints().await.expect("a list");
        assert_eq!(
            endpoints.iter().map(|endpoint| endpoint.key).collect::<Vec<_>>(),
            [KeyState::Environment, KeyState::None]
        );
        assert_eq!(engine.find_endpoint(None).expect("found"), endpoints[0].id);
        assert_eq!(engine.find_endpoint(Some("127.0.0.1 2")).expect("found"), other_id);
        assert_eq!(engine.models(true).await.expect("lists").rows.len(), 2);
        for endpoint in [endpoints[0].id, other_id] {
            let talk = engine.talk(endpoint, &["m"]).await;
            engine.prompt(&talk, "Well?").await;
            assert_eq!(answers(&engine.settled(talk.id).await)[0].code(), (Done, None));
        }
        let sent = |server: &Server| -> Vec<bool> {
            let requests = server.requests().into_iter();
            requests
                .map(|request| request.header("authorization").is_some())
                .collect()
        };
        assert!(sent(&mine).into_iter().all(|with| with) && !sent(&other).contains(&true));
        engine.close().await;
        assert!(!app.holds(KEY));

        // The next process without it knows neither key nor endpoint; the conversation stays.
        let engine = app.open().await;
        let endpoints = engine.list_endpoints().await.expect("a list");
        assert_eq!(
            endpoints.iter().map(|endpoint| endpoint.id).collect::<Vec<_>>(),
            [other_id]
        );
        for talk in conversations(&engine).await {
            if talk.tabs[0].endpoint != other_id {
                assert_eq!(talk.tabs[0].endpoint_name, "");
                engine.prompt(&talk, "And now?").await;
                let end = engine.settled(talk.id).await;
                assert_eq!(answers(&end)[0].code(), (Failed, Some("no_key")));
                let failure = answers(&end)[0].failure.as_ref().expect("a failure");
                assert_eq!(reason(failure), "endpoint_removed");
            }
        }
        engine.close().await;

        // With it again, its tabs find it again.
        let engine = app.open_given(given(&mine)).await;
        let again = engine.list_endpoints().await.expect("a list")[0].id;
        let found = conversations(&engine).await;
        assert!(found.iter().any(|talk| talk.tabs[0].endpoint == again));
    });
}

#[test]
fn an_endpoint_of_the_same_address_uses_it_and_keeps_its_own_marker() {
    run(async {
        let app = TestApp::new();
        let mine = server(Script::new().key(KEY).models(["m"]).answer("m", Reply::answer("Yes.")));
        let engine = app.open().await;
        let id = known(&engine, &mine).await;
        engine.close().await;
        let engine = app.open_given(given(&mine)).await;
        let endpoints = engine.list_endpoints().await.expect("a list");
        assert_eq!(
            (endpoints.len(), endpoints[0].id, endpoints[0].key),
            (1, id, KeyState::Environment)
        );
        assert!(engine.check_endpoint(id).await.expect("checked").endpoint.is_some());
        engine.close().await;
        let engine = app.open().await;
        assert_eq!(engine.list_endpoints().await.expect("a list")[0].key, KeyState::None);
    });
}
