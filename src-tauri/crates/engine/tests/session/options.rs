//! Headers, query parameters and body members as a person sets them, what is wrong with some, the balance of an account,
//! and what a server had to be asked differently.

use demo::{Reply, Script};
use engine::view::{AuthHeader, EndpointSettingsForm, HeaderForm, KeyInput, Purpose};
use serde_json::json;

use crate::{
    common::{Asking, TestApp, known, reason, run, save, server},
    network::{HEADER, KEY, PASSWORD, nothing_leaks, secret, settings, through, with},
};

/// Makes one field of a form wrong.
type Fill = Box<dyn Fn(&mut EndpointSettingsForm)>;

#[test]
fn headers_query_and_body_members_reach_the_server() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(
            Script::new()
                .models(["gpt-4o-mini"])
                .answer("gpt-4o-mini", Reply::answer("Ready.")),
        );
        let header = |name: &str, value: Option<&str>, is_secret| HeaderForm {
            name: name.to_owned(),
            value: value.map(secret),
            secret: is_secret,
        };
        let mut filled = settings();
        filled.auth_header = AuthHeader {
            name: "api-key".to_owned(),
            scheme: String::new(),
        };
        filled.query = vec![("api-version".to_owned(), "2024 10".to_owned())];
        filled.headers = vec![
            header("X-Team", Some("blue"), false),
            header("X-Token", Some(HEADER), true),
        ];
        filled.extra_body = r#"{"seed": 7}"#.to_owned();
        let report = save(&engine, with(&server.base_url(), filled)).await.expect("checked");
        let endpoint = report.endpoint.expect("saved");
        assert!(
            endpoint.request_line.ends_with("/chat/completions?api-version=2024+10"),
            "{endpoint:?}"
        );
        assert_eq!(endpoint.settings.headers[1].value, None);
        for request in server.requests() {
            assert!(request.path.ends_with("?api-version=2024+10"), "{}", request.path);
            assert_eq!(
                (request.header("x-team"), request.header("x-token")),
                (Some("blue"), Some(HEADER))
            );
            assert_eq!(request.header("authorization"), None);
        }
        let asked = server.requests().pop().expect("a request");
        assert_eq!((asked.header("api-key"), &asked.json["seed"]), (Some(KEY), &json!(7)));
        nothing_leaks(&app, &engine).await;

        // Kept while it is edited; gone with the endpoint's address.
        let mut kept = settings();
        kept.headers = vec![header("x-token", None, true)];
        let mut edit = with(&server.base_url(), kept);
        (edit.id, edit.key) = (Some(endpoint.id), KeyInput::Keep);
        assert!(save(&engine, edit).await.expect("checked").endpoint.is_some());
        assert_eq!(
            server.requests().pop().expect("a request").header("x-token"),
            Some(HEADER)
        );
        let mut moved = settings();
        moved.headers = vec![header("x-token", None, true)];
        let mut edit = with("http://127.0.0.1:9/v1", moved);
        edit.id = Some(endpoint.id);
        let failure = save(&engine, edit).await.expect_err("it belongs elsewhere");
        assert_eq!(
            (failure.code.as_str(), failure.details["field"].as_str()),
            ("no_key", "headers")
        );
    });
}

#[test]
fn what_cannot_be_is_said_at_its_field() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let header = |name: &str, value: &str| HeaderForm {
            name: name.to_owned(),
            value: Some(secret(value)),
            secret: true,
        };
        let table: Vec<(Fill, &str, &str)> = vec![
            (
                Box::new(|form| form.extra_body = "{".to_owned()),
                "extra_body",
                "body_syntax",
            ),
            (
                Box::new(|form| form.extra_body = "[]".to_owned()),
                "extra_body",
                "body_not_an_object",
            ),
            (
                Box::new(|form| form.ca_pem = "-----BEGIN X".to_owned()),
                "ca_pem",
                "bad_certificate",
            ),
            (
                Box::new(|form| form.ca_pem = "/no/such/file".to_owned()),
                "ca_pem",
                "file",
            ),
            (Box::new(|form| form.limits.silence_s = 0), "limits", "limit"),
            (Box::new(|form| form.limits.silence_s = 999_999), "limits", "limit_long"),
            (
                Box::new(|form| form.query = vec![(String::new(), "x".to_owned())]),
                "query",
                "query_name",
            ),
            (
                Box::new(|form| form.auth_header.name = "a b".to_owned()),
                "auth_header",
                "header_name",
            ),
            (
                Box::new(move |form| form.headers = vec![header("host", "x")]),
                "headers",
                "header_reserved",
            ),
            (
                Box::new(move |form| form.headers = vec![header("x", "a\nb")]),
                "headers",
                "header_value",
            ),
            (
                Box::new(move |form| form.headers = vec![header("x", "1"), header("X", "2")]),
                "headers",
                "header_twice",
            ),
            (
                Box::new(move |form| form.headers = vec![header("authorization", "x")]),
                "headers",
                "header_is_the_keys",
            ),
            (
                Box::new(|form| form.proxy = through("ftp://x".to_owned())),
                "proxy",
                "proxy_scheme",
            ),
        ];
        for (fill, field, why) in table {
            let mut filled = settings();
            fill(&mut filled);
            let failure = save(&engine, with("http://127.0.0.1:9/v1", filled))
                .await
                .expect_err(why);
            assert_eq!((failure.details["field"].as_str(), reason(&failure)), (field, why));
            assert!(!format!("{failure:?}").contains(PASSWORD));
        }
    });
}

#[test]
fn the_balance_of_an_account() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let left = Reply::json(200, &json!({"object": "list", "total_usage": 12.34}));
        let script = Script::new().key(KEY).models(["gpt-4o-mini"]);
        let server = server(script.route("GET", "/dashboard/billing/remain", left));
        let mut aihubmix = settings();
        aihubmix.preset = "aihubmix".to_owned();
        let added = engine
            .add_endpoint(with(&server.base_url(), aihubmix))
            .await
            .expect("added");
        assert!(added.has_balance);
        let balance = engine.balance(added.id).await.expect("a balance");
        assert_eq!(balance.micro_usd, Some(12_340_000));
        let log = engine.connections().await.expect("a log");
        assert_eq!(
            (log[0].purpose, log[0].endpoint, log[0].status),
            (Purpose::Balance, Some(added.id), Some(200))
        );
        let folder = app.folder().to_owned();
        let path = engine.export_connections_to(folder.clone()).await.expect("written");
        let again = engine.export_connections_to(folder).await.expect("written beside it");
        assert_ne!(path, again);
        let csv = std::fs::read_to_string(path).expect("a file");
        assert!(csv.contains(",balance,200,ok,0,") && !csv.contains(KEY), "{csv}");
    });
}

#[test]
fn what_a_server_refuses_is_left_out_from_then_on_also_after_a_restart() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let error = json!({"error": {
            "message": "Unsupported parameter: 'stream_options'", "param": "stream_options", "code": "unsupported_parameter",
        }});
        let script = Script::new().models(["m"]).answer("m", Reply::answer("Ready."));
        let server = server(
            script.answer_with(move |request| request.json.get("stream_options").map(|_| Reply::json(400, &error))),
        );
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["m"]).await;
        engine.prompt(&talk, "one").await;
        engine.settled(talk.id).await;
        assert_eq!(server.count("/v1/chat/completions"), 2);
        engine.prompt(&talk, "two").await;
        engine.settled(talk.id).await;
        assert_eq!(server.count("/v1/chat/completions"), 3);
        engine.close().await;
        let engine = app.open().await;
        let talk = engine.open_conversation(talk.id).await.expect("a conversation");
        engine.prompt(&talk, "three").await;
        engine.settled(talk.id).await;
        assert_eq!(server.count("/v1/chat/completions"), 4);
    });
}
