//! Proxies and certificates as a person sets them: what the server and the proxy see, and
//! that no secret is seen anywhere else.

use demo::{Reply, Script, Server};
use engine::{
    Engine,
    view::{
        AuthHeader, ClientCertificateForm, EndpointForm, EndpointSettingsForm, Limits, NetworkForm, Proxy, ProxyForm,
        Purpose, SecretInput,
    },
};
use secret::SecretText;

use crate::common::{Authority, Relay, TestApp, form, reason, run, save, server, steps, typed};

pub(crate) const KEY: &str = "good-key-4711";
pub(crate) const PASSWORD: &str = "p@ss wörd%41";
pub(crate) const HEADER: &str = "header-secret-90817263";

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
        parallel: 6,
        extra_body: String::new(),
        send_reasoning_back: false,
        check_model: String::new(),
    }
}

pub(crate) fn with(base_url: &str, settings: EndpointSettingsForm) -> EndpointForm {
    EndpointForm {
        settings: Some(settings),
        accept_plain_http: true,
        ..form(base_url, typed(KEY))
    }
}

pub(crate) fn secret(text: &str) -> SecretText {
    SecretText::new(text.to_owned()).expect("short")
}

pub(crate) fn through(url: String) -> ProxyForm {
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
pub(crate) async fn nothing_leaks(app: &TestApp, engine: &Engine) {
    let mut said = serde_json::to_string(&engine.list_endpoints().await.expect("a list")).expect("JSON");
    said += &serde_json::to_string(&engine.connections().await.expect("a log")).expect("JSON");
    said += &serde_json::to_string(&engine.network_settings().await.expect("settings")).expect("JSON");
    for secret in [KEY, PASSWORD, HEADER, "p%40ss", "PRIVATE KEY"] {
        assert!(!said.contains(secret), "{secret} was said: {said}");
        assert!(!app.holds(secret), "{secret} is on the disk");
    }
}

#[test]
fn an_http_proxy_gets_its_password_and_the_network_alone() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
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
        let engine = app.open().await;
        engine.check_endpoint(endpoints[0].id).await.expect("checked");
        assert!(proxy.seen().len() > seen.len());
        nothing_leaks(&app, &engine).await;
    });
}

#[test]
fn a_socks_proxy_for_all_endpoints_looks_names_up_by_itself() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
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
        nothing_leaks(&app, &engine).await;
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
        let app = TestApp::new();
        let engine = app.open().await;
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
        let app = TestApp::new();
        let engine = app.open().await;
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
        nothing_leaks(&app, &engine).await;
        engine.close().await;
        let engine = app.open().await;
        let again = engine.check_endpoint(endpoint.id).await.expect("checked");
        assert_eq!(again.failure, None);
    });
}
