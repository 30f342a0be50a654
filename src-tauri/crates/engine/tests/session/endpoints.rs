//! Checking and saving endpoints: what is asked, what is concluded, what is stored.

use std::{net::TcpListener, time::Duration};

use demo::{Reply, Script, Server};
use engine::view::KeyInput::{self, Pasted};
use engine::view::KeyState;
use serde_json::json;

use crate::common::{TestApp, form, reason, run, save, server, steps, typed};

const CHAT: &str = "/v1/chat/completions";
const LIST: &str = "/v1/models";

#[test]
fn a_public_list_proves_nothing_so_the_cheap_model_is_asked_one_word() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .key("good-key-4711")
            .models(["gpt-5", "gpt-4o-mini", "haiku"]);
        let server = server(script.answer("gpt-4o-mini", Reply::answer("Ready.")));
        let report = save(&engine, form(&server.base_url(), typed("good-key-4711")))
            .await
            .expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls skipped, key ok, model ok, streaming ok, usage ok"
        );
        assert_eq!(
            (report.asked_model.as_deref(), &report.failure),
            (Some("gpt-4o-mini"), &None)
        );
        let endpoint = report.endpoint.expect("saved");
        assert_eq!(
            (endpoint.name.as_str(), endpoint.key, endpoint.models),
            ("127.0.0.1", KeyState::Keyring, Some(3))
        );
        assert!(endpoint.verified_ms.is_some() && !endpoint.plain_http);
        let asked: Vec<_> = server
            .requests()
            .into_iter()
            .filter(|request| request.path == CHAT)
            .collect();
        let [asked] = &asked[..] else { panic!("one word") };
        assert_eq!(asked.json["max_tokens"], 64);
        assert_eq!(asked.json["messages"].as_array().map(Vec::len), Some(1));
        // The list was also asked for without the key, and only there.
        let lists = server.requests().into_iter().filter(|request| request.path == LIST);
        let with_key: Vec<bool> = lists.map(|request| request.header("authorization").is_some()).collect();
        assert_eq!(with_key, [true, false]);
    });
}

#[test]
fn a_list_that_needs_the_key_proves_it_without_a_completion() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let mut script = Script::new().key("good-key-4711").models(["m"]);
        script.private_models = true;
        let server = server(script);
        let report = save(&engine, form(&server.base_url(), typed("good-key-4711")))
            .await
            .expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls skipped, key ok, model ok, streaming skipped, usage skipped"
        );
        assert!(report.endpoint.is_some());
        assert_eq!(server.count(CHAT), 0);

        let wrong = save(&engine, form(&server.base_url(), typed("wrong-key-0815")))
            .await
            .expect("checked");
        assert_eq!(
            steps(&wrong),
            "address ok, tls skipped, key failed, model skipped, streaming skipped, usage skipped"
        );
        assert_eq!(wrong.failure.expect("a failure").code.as_str(), "unauthorised");
        assert_eq!(
            (server.count(CHAT), engine.list_endpoints().await.expect("a list").len()),
            (0, 1)
        );
    });
}

#[test]
fn a_refused_key_is_not_stored_and_its_echo_is_redacted() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().key("good-key-4711").models(["m"]));
        let report = save(&engine, form(&server.base_url(), typed("wrong-key-0815")))
            .await
            .expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls skipped, key failed, model skipped, streaming skipped, usage skipped"
        );
        let failure = report.failure.clone().expect("a failure");
        assert_eq!((failure.code.as_str(), failure.status), ("unauthorised", Some(401)));
        let said = failure.provider_message.expect("what the server said");
        assert!(
            said.starts_with("Invalid token:") && !said.contains("wrong-key"),
            "{said}"
        );
        assert!(report.endpoint.is_none() && engine.list_endpoints().await.expect("a list").is_empty());
        engine.close().await;
        assert!(!app.holds("wrong-key-0815") && !app.holds("127.0.0.1"));
    });
}

#[test]
fn one_model_that_does_not_answer_keeps_nobody_from_saving() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let busy = Reply::json(
            429,
            &json!({"error": {"message": "Slow down.", "code": "rate_limit_exceeded"}}),
        );
        let server = server(Script::new().models(["m"]).answer("m", busy));
        let report = save(&engine, form(&server.base_url(), typed("some-key-1234")))
            .await
            .expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls skipped, key ok, model failed, streaming skipped, usage skipped"
        );
        assert_eq!(report.failure.expect("a failure").code.as_str(), "rate_limited");
        assert_eq!(report.endpoint.expect("saved").verified_ms, None);
    });
}

#[test]
fn a_server_without_a_list_is_saved_unverified() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let none = Reply::json(404, &json!({"error": {"message": "Not Found"}}));
        let server = server(Script::new().route("GET", LIST, none));
        let report = save(&engine, form(&server.base_url(), typed("some-key-1234")))
            .await
            .expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls skipped, key warned, model warned, streaming skipped, usage skipped"
        );
        let endpoint = report.endpoint.expect("saved");
        assert_eq!(
            (endpoint.verified_ms, endpoint.models, endpoint.key),
            (None, None, KeyState::Keyring)
        );
        // Nothing else was asked: there is no model to ask.
        assert_eq!(server.requests().len(), 1);
    });
}

#[test]
fn what_is_no_api_is_told_apart_and_not_saved() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let elsewhere = server(Script::new().models(["m"]));
        let away = Reply::body(302, "text/plain", "").header("location", format!("{}/models", elsewhere.base_url()));
        let page = Reply::body(200, "text/html", "<html><title>Welcome</title></html>");
        let broken = Reply::json(500, &json!({"error": {"message": "Oops"}}));
        for (reply, code) in [(away, "redirect"), (page, "not_an_api"), (broken, "server_error")] {
            let server = server(Script::new().route("GET", LIST, reply));
            let report = save(&engine, form(&server.base_url(), typed("some-key-1234")))
                .await
                .expect("checked");
            assert_eq!(
                (
                    steps(&report).as_str(),
                    report.failure.expect("a failure").code.as_str()
                ),
                (
                    "address failed, tls skipped, key skipped, model skipped, streaming skipped, usage skipped",
                    code
                )
            );
        }
        assert_eq!(elsewhere.requests().len(), 0, "a redirect was followed");
        let report = save(&engine, form(&unreachable(), typed("some-key-1234")))
            .await
            .expect("checked");
        assert_eq!(report.failure.expect("a failure").code.as_str(), "connect");
        for (typed_url, problem) in [
            ("", "empty"),
            ("ftp://a.example", "scheme"),
            ("https://a:b@c.example", "credentials"),
        ] {
            let failure = save(&engine, form(typed_url, KeyInput::None))
                .await
                .expect_err("no address");
            assert_eq!(
                (reason(&failure), failure.details["problem"].as_str()),
                ("url", problem)
            );
        }
        assert!(engine.list_endpoints().await.expect("a list").is_empty());
    });
}

/// An address where nothing listens.
fn unreachable() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    format!("http://{}/v1", listener.local_addr().expect("an address"))
}

#[test]
fn a_pasted_key_is_kept_when_the_address_fails_and_dropped_when_refused() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(
            Script::new()
                .key("good-key-4711")
                .models(["m"])
                .answer("m", Reply::answer("Ready.")),
        );
        assert_eq!(engine.paste_key("two words".into()).characters, 0);
        let nothing = save(&engine, form(&server.base_url(), Pasted))
            .await
            .expect_err("nothing pasted");
        assert_eq!(nothing.code.as_str(), "no_key");

        assert_eq!(engine.paste_key(" good-key-4711\n".into()).characters, 13);
        let report = save(&engine, form(&unreachable(), Pasted)).await.expect("checked");
        assert!(report.endpoint.is_none());
        let report = save(&engine, form(&server.base_url(), Pasted)).await.expect("checked");
        assert_eq!(report.endpoint.expect("saved").key, KeyState::Keyring);

        engine.paste_key("wrong-key-0815".into());
        let report = save(&engine, form(&server.base_url(), Pasted)).await.expect("checked");
        assert_eq!(report.failure.expect("refused").code.as_str(), "unauthorised");
        let gone = save(&engine, form(&server.base_url(), Pasted)).await.expect_err("gone");
        assert_eq!(gone.code.as_str(), "no_key");
    });
}

#[test]
fn a_key_over_plain_http_is_refused_before_any_connection() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        // Nothing answers at this address (RFC 5737): a connection would take its whole limit of ten seconds.
        let exposed = "http://192.0.2.1/v1";
        let refused = async {
            let typed = save(&engine, form(exposed, typed("some-key-1234")))
                .await
                .expect_err("refused");
            engine.paste_key("pasted-key-1234".into());
            let pasted = save(&engine, form(exposed, Pasted)).await.expect_err("refused");
            [typed, pasted]
        };
        let refused = tokio::time::timeout(Duration::from_secs(5), refused)
            .await
            .expect("at once");
        for failure in refused {
            assert_eq!((failure.code.as_str(), reason(&failure)), ("bad_request", "plain_http"));
            assert_eq!(failure.details["origin"], "http://192.0.2.1");
        }
        // Confirmed, or without a key, it is taken. Nobody is asked here.
        let server = server(Script::new().models(["m"]).answer("m", Reply::answer("Ready.")));
        assert!(
            save(&engine, form(&server.base_url(), Pasted))
                .await
                .expect("checked")
                .endpoint
                .is_some()
        );
        assert!(
            engine
                .add_endpoint(form(exposed, KeyInput::None))
                .await
                .expect("added")
                .plain_http
        );
        let mut confirmed = form(exposed, typed("some-key-1234"));
        confirmed.accept_plain_http = true;
        assert!(engine.add_endpoint(confirmed).await.expect("added").plain_http);
        let preview = engine::preview_url(exposed, &[]);
        assert!(preview.plain_http && preview.problem.is_none());
    });
}

#[test]
fn names_are_free_or_numbered_and_an_endpoint_keeps_its_own() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let add = async |name: &str| {
            let mut form = form("http://127.0.0.1:9/v1", KeyInput::None);
            name.clone_into(&mut form.name);
            engine.add_endpoint(form).await.expect("added")
        };
        let names = [
            add("").await.name,
            add(" ").await.name,
            add("Mine").await.name,
            add("Mine").await.name,
        ];
        assert_eq!(names, ["127.0.0.1", "127.0.0.1 2", "Mine", "Mine 2"]);
        let all = engine.list_endpoints().await.expect("a list");
        let mut again = form("http://127.0.0.1:10/v1", KeyInput::None);
        (again.id, again.name) = (Some(all[2].id), "Mine".into());
        let changed = engine.add_endpoint(again).await.expect("changed");
        assert_eq!((changed.name.as_str(), changed.id), ("Mine", all[2].id));
        assert_eq!(engine.list_endpoints().await.expect("a list").len(), 4);
    });
}

#[test]
fn a_check_that_comes_late_neither_undoes_an_edit_nor_brings_back_what_was_removed() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let list = Reply::json(200, &json!({"data": [{"id": "m"}]}));
        let mut slow = list.clone();
        slow.steps.insert(0, demo::Step::gate("list"));
        let server: Server = server(Script::new().route("GET", LIST, slow.framing(demo::Framing::Close)));
        let added = engine
            .add_endpoint(form(&server.base_url(), KeyInput::None))
            .await
            .expect("added");
        let late = tokio::spawn({
            let engine = engine.clone();
            async move { engine.models(true).await }
        });
        let check = tokio::spawn({
            let engine = engine.clone();
            async move { engine.check_endpoint(added.id).await }
        });
        server.request(1).await;
        let mut edited = form("http://127.0.0.1:9/v1", KeyInput::None);
        (edited.id, edited.name) = (Some(added.id), "Edited".into());
        engine.add_endpoint(edited).await.expect("edited");
        server.open("list");
        late.await.expect("joined").expect("a list");
        check.await.expect("joined").expect("checked");
        let all = engine.list_endpoints().await.expect("a list");
        assert_eq!(
            (all[0].name.as_str(), all[0].base_url.as_str()),
            ("Edited", "http://127.0.0.1:9/v1")
        );
    });
}
