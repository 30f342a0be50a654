//! Proxies, certificates, headers and query parameters as a person sets them: what the server and the proxy see, and
//! that no secret is seen anywhere else.

use demo::{Reply, Script, Server};
use engine::{
    Engine,
    view::{
        AuthHeader, ClientCertificateForm, EndpointForm, EndpointSettingsForm, HeaderForm, KeyInput, Limits,
        NetworkForm, Proxy, ProxyForm, Purpose, SecretInput,
    },
};
use secret::SecretText;
use serde_json::json;

use crate::common::{Asking, Authority, House, Relay, form, known, reason, run, save, server, steps, typed};

const KEY: &str = "good-key-4711";
const PASSWORD: &str = "p@ss wörd%41";
const HEADER: &str = "header-secret-90817263";

pub(crate) fn settings() -> EndpointSettingsForm {
    EndpointSettingsForm {
        preset: String::new(),
        auth_header: AuthHeader::default(),
        query: Vec::new(),
        headers: Vec::new(),
        proxy: ProxyForm::Default,
        ca_pem: String::new(),
        client_cert: None,
        limits: Limits::default(),
        extra_body: String::new(),
        send_reasoning_back: false,
        check_model: String::new(),
    }
}

fn with(base_url: &str, settings: EndpointSettingsForm) -> EndpointForm {
    EndpointForm {
        settings: Some(settings),
        accept_plain_http: true,
        ..form(base_url, typed(KEY))
    }
}

fn secret(text: &str) -> SecretText {
    SecretText::new(text.to_owned()).expect("short")
}

fn through(url: String) -> ProxyForm {
    ProxyForm::Url {
        url,
        user: "me".to_owned(),
        password: SecretInput::Typed(secret(PASSWORD)),
    }
}

fn ready() -> Server {
    server(
        Script::new()
            .key(KEY)
            .models(["gpt-4o-mini"])
            .answer("gpt-4o-mini", Reply::answer("Ready.")),
    )
}

/// Nothing the engine answered or wrote holds any of the secrets.
async fn nothing_leaks(house: &House, engine: &Engine) {
    let mut said = serde_json::to_string(&engine.list_endpoints().await.expect("a list")).expect("JSON");
    said += &serde_json::to_string(&engine.connections().await.expect("a log")).expect("JSON");
    said += &serde_json::to_string(&engine.network_settings().await.expect("settings")).expect("JSON");
    for secret in [KEY, PASSWORD, HEADER, "p%40ss", "PRIVATE KEY"] {
        assert!(!said.contains(secret), "{secret} was said: {said}");
        assert!(!house.holds(secret), "{secret} is on the disk");
    }
}

#[test]
fn an_http_proxy_gets_its_password_and_the_network_alone() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
        let server = ready();
        let proxy = Relay::http(server.address()).await;
        let mut proxied = settings();
        proxied.proxy = through(format!("http://{}", proxy.address));
        let report = save(&engine, with("http://models.example/v1", proxied))
            .await
            .expect("checked");
        assert_eq!(report.failure, None);
        let seen = proxy.seen();
        assert!(seen[0].starts_with("GET http://models.example/v1/models "), "{seen:?}");
        // `me:p@ss wörd%41`
        assert!(seen[0].contains("Basic bWU6cEBzcyB3w7ZyZCU0MQ=="), "{seen:?}");
        // Of a loopback server the same proxy hears nothing.
        let mut local = settings();
        local.proxy = through(format!("http://{}", proxy.address));
        let report = save(&engine, with(&server.base_url(), local)).await.expect("checked");
        assert!(report.endpoint.is_some());
        assert_eq!(proxy.seen().len(), seen.len());
        let endpoints = engine.list_endpoints().await.expect("a list");
        let kept = matches!(&endpoints[0].settings.proxy, Proxy::Url { user, password: true, .. } if user == "me");
        assert!(kept, "{:?}", endpoints[0].settings.proxy);
        let log = engine.connections().await.expect("a log");
        assert!(log.iter().all(|row| row.purpose == Purpose::Check && row.bytes_in > 0));
        assert!(
            log.iter()
                .any(|row| row.host == "models.example:80" && row.proxy.is_some())
        );
        engine.close().await;
        // Another start reads the password from the keyring.
        let engine = house.open().await;
        engine.check_endpoint(endpoints[0].id).await.expect("checked");
        assert!(proxy.seen().len() > seen.len());
        nothing_leaks(&house, &engine).await;
    });
}

#[test]
fn a_socks_proxy_for_all_endpoints_looks_names_up_by_itself() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
        let server = ready();
        let proxy = Relay::socks(server.address()).await;
        let network = NetworkForm {
            proxy: through(format!("socks5://{}", proxy.address)),
        };
        let set = engine.set_network(network).await.expect("set");
        assert!(matches!(set.proxy, Proxy::Url { password: true, .. }));
        let report = save(&engine, with("http://models.example/v1", settings()))
            .await
            .expect("checked");
        assert_eq!(report.failure, None);
        assert_eq!(proxy.seen()[0], format!("me {PASSWORD} models.example:80"));
        nothing_leaks(&house, &engine).await;
        // Kept where it is, then forgotten.
        let kept = ProxyForm::Url {
            url: format!("socks5://{}", proxy.address),
            user: "me".to_owned(),
            password: SecretInput::Keep,
        };
        engine.set_network(NetworkForm { proxy: kept }).await.expect("kept");
        let elsewhere = ProxyForm::Url {
            url: "socks5://127.0.0.1:1".to_owned(),
            user: "me".to_owned(),
            password: SecretInput::Keep,
        };
        let failure = engine.set_network(NetworkForm { proxy: elsewhere }).await;
        let failure = failure.expect_err("a password goes to its own proxy only");
        assert_eq!(
            (failure.code.as_str(), failure.details["field"].as_str()),
            ("no_key", "proxy")
        );
        let none = NetworkForm { proxy: ProxyForm::None };
        assert_eq!(engine.set_network(none).await.expect("none").proxy, Proxy::None);
    });
}

#[test]
fn a_dead_proxy_is_said_with_the_endpoint_it_is_about() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
        let mut dead = settings();
        dead.proxy = ProxyForm::Url {
            url: "http://127.0.0.1:1".to_owned(),
            user: String::new(),
            password: SecretInput::None,
        };
        let added = engine
            .add_endpoint(with("http://models.example/v1", dead))
            .await
            .expect("added");
        let report = engine.check_endpoint(added.id).await.expect("checked");
        let failure = report.failure.expect("a dead proxy");
        assert_eq!(failure.code.as_str(), "proxy");
        assert_eq!(failure.details["endpoint_id"], added.id.to_string());
    });
}

#[test]
fn an_authority_of_ones_own_and_a_certificate_to_show() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
        let (server, authority) = (ready(), Authority::new());
        let asking = Relay::tls(server.address(), &authority, true).await;
        let url = format!("https://localhost:{}/v1", asking.address.port());
        let report = save(&engine, with(&url, settings())).await.expect("checked");
        assert_eq!(report.failure.as_ref().map(reason), Some("unknown_issuer"));
        assert!(
            steps(&report).starts_with("address ok, tls failed, key skipped"),
            "{report:?}"
        );

        let mut trusting = settings();
        trusting.ca_pem.clone_from(&authority.pem);
        let report = save(&engine, with(&url, trusting)).await.expect("checked");
        assert!(report.endpoint.is_none(), "a certificate is wanted: {report:?}");

        let (certificate, key) = authority.client();
        let mut showing = settings();
        showing.ca_pem.clone_from(&authority.pem);
        showing.client_cert = Some(ClientCertificateForm {
            // Both in one file, as they often are: the key goes to the keyring all the same.
            cert_pem: format!("{certificate}{key}"),
            key: SecretInput::Typed(secret(&key)),
        });
        let report = save(&engine, with(&url, showing)).await.expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls ok, key ok, model ok, streaming ok, usage ok"
        );
        assert_eq!(asking.seen().last().map(String::as_str), Some("1 certificates"));
        let endpoint = report.endpoint.expect("saved");
        assert!(endpoint.settings.client_cert.expect("a certificate").key);
        nothing_leaks(&house, &engine).await;
        engine.close().await;
        let engine = house.open().await;
        let again = engine.check_endpoint(endpoint.id).await.expect("checked");
        assert_eq!(again.failure, None);
    });
}

#[test]
fn headers_query_and_body_members_reach_the_server() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
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
        nothing_leaks(&house, &engine).await;

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
        let house = House::new();
        let engine = house.open().await;
        let header = |name: &str, value: &str| HeaderForm {
            name: name.to_owned(),
            value: Some(secret(value)),
            secret: true,
        };
        type Fill = Box<dyn Fn(&mut EndpointSettingsForm)>;
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
        let house = House::new();
        let engine = house.open().await;
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
        let path = house.folder().join("log.csv");
        engine.export_connections_to(path.clone()).await.expect("written");
        let csv = std::fs::read_to_string(path).expect("a file");
        assert!(csv.contains(",balance,200,ok,0,") && !csv.contains(KEY), "{csv}");
    });
}

#[test]
fn what_a_server_refuses_is_left_out_from_then_on_also_after_a_restart() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
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
        let engine = house.open().await;
        let talk = engine.open_conversation(talk.id).await.expect("a conversation");
        engine.prompt(&talk, "three").await;
        engine.settled(talk.id).await;
        assert_eq!(server.count("/v1/chat/completions"), 4);
    });
}
