use chat::{
    Caps, Cost, EndpointId, ErrorCode, Price, PriceSource, Rate, SentBody, SentExchange, SentHeader, SentReply,
    SentRequest, SentTimes, SentValue,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::{
    models::per_model::PerModel,
    view::{
        AuthHeader, ClientCertificate, EndpointSettings, Header, Limits, ModelRef, ModelSet, Parallel,
        PickerPreferences, Proxy, Theme,
    },
};

const ENDPOINT: EndpointId = EndpointId(Uuid::from_u128(0x50));

macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("samples/", $name, ".json"))
    };
}

/// Reads a stored sample back as a value, and writes that value as the sample.
fn is_stored_as<D, S>(value: D, sample: &str)
where
    D: Clone + PartialEq + std::fmt::Debug + From<S>,
    S: Serialize + DeserializeOwned + From<D>,
{
    let read: S = serde_json::from_str(sample).expect("the sample is read");
    assert_eq!(D::from(read), value);
    let sample: Value = serde_json::from_str(sample).expect("JSON");
    assert_eq!(serde_json::to_value(S::from(value)).expect("JSON"), sample);
}

#[test]
fn endpoint_settings_are_read_and_written_as_their_sample() {
    let header = |name: &str, value: Option<&str>| Header {
        name: name.into(),
        value: value.map(str::to_owned),
        secret: value.is_none(),
    };
    let settings = EndpointSettings {
        preset: "openrouter".into(),
        auth_header: AuthHeader {
            name: "api-key".into(),
            scheme: String::new(),
        },
        query: vec![("api-version".into(), "2025-01-01".into())],
        headers: vec![header("x-title", Some("Juxta")), header("x-team", None)],
        proxy: Proxy::Url {
            url: "socks5://127.0.0.1:9050".into(),
            user: "me".into(),
            password: true,
        },
        ca_pem: "-----BEGIN CERTIFICATE-----".into(),
        client_cert: Some(ClientCertificate {
            cert_pem: "-----BEGIN CERTIFICATE-----".into(),
            key: true,
        }),
        limits: Limits {
            connect_s: 5,
            first_content_s: 60,
            silence_s: 30,
        },
        parallel: Parallel::new(3).expect("within bounds"),
        extra_body: r#"{"seed":1}"#.into(),
        send_reasoning_back: true,
        check_model: "small".into(),
    };
    is_stored_as::<_, StoredEndpointSettings>(settings, sample!("endpoint_settings"));
    is_stored_as::<_, StoredEndpointSettings>(
        EndpointSettings::default(),
        &serde_json::to_string(&StoredEndpointSettings::default()).expect("JSON"),
    );
    let older: StoredEndpointSettings = serde_json::from_str("{}").expect("older rows lack members");
    assert_eq!(EndpointSettings::from(older), EndpointSettings::default());
}

#[test]
fn proxies_are_read_and_written_as_their_samples() {
    let samples: Vec<Value> = serde_json::from_str(sample!("proxies")).expect("JSON");
    let url = Proxy::Url {
        url: "http://proxy.example:3128".into(),
        user: String::new(),
        password: false,
    };
    let proxies = [Proxy::Default, Proxy::System, Proxy::None, url];
    assert_eq!(samples.len(), proxies.len());
    for (proxy, sample) in proxies.into_iter().zip(samples) {
        is_stored_as::<_, StoredProxy>(proxy, &sample.to_string());
    }
}

#[test]
fn the_picker_is_read_and_written_as_its_sample() {
    let model = |model: &str| ModelRef {
        endpoint: ENDPOINT,
        model: model.into(),
    };
    let shelf = PickerPreferences {
        favourites: vec![model("a")],
        recents: vec![model("b")],
        sets: vec![ModelSet {
            name: "Small ones".into(),
            models: vec![model("c")],
        }],
    };
    is_stored_as::<_, StoredPicker>(shelf, sample!("picker"));
}

#[test]
fn prices_are_read_and_written_as_their_sample() {
    let price = Price {
        input: Some(Rate(150_000_000)),
        output: Some(Rate(600_000_000)),
        cached: Some(Rate(75_000_000)),
        cache_write: Some(Rate(187_500_000)),
        reasoning: Some(Rate(700_000_000)),
        request: Some(Rate(1)),
        source: PriceSource::Person,
    };
    let sample: Value = serde_json::from_str(sample!("prices")).expect("JSON");
    let read: PerModel<StoredPrice> = serde_json::from_value(sample.clone()).expect("the sample is read");
    let read = read.map(Price::from);
    assert_eq!(read.get(ENDPOINT, "a"), Some(&price));
    assert_eq!(serde_json::to_value(read.map(StoredPrice::from)).expect("JSON"), sample);
}

#[test]
fn caps_are_read_and_written_as_their_sample() {
    let caps = Caps {
        send: Some(Cost(50_000_000_000)),
        day: Some(Cost(2_000_000_000_000)),
        month: None,
        warn: Some(Cost(10_000_000_000)),
    };
    is_stored_as::<_, StoredCaps>(caps, sample!("caps"));
}

#[test]
fn themes_are_read_and_written_as_their_samples() {
    let samples: Vec<Value> = serde_json::from_str(sample!("themes")).expect("JSON");
    for (theme, sample) in [Theme::System, Theme::Light, Theme::Dark].into_iter().zip(samples) {
        is_stored_as::<_, StoredTheme>(theme, &sample.to_string());
    }
}

#[test]
fn what_was_sent_is_read_and_written_as_its_sample() {
    let header = |name: &str, value| SentHeader {
        name: name.into(),
        value,
    };
    let key = SentValue::Key {
        scheme: Some("Bearer".into()),
    };
    let json = SentValue::Plain {
        text: "application/json".into(),
    };
    let exchange = SentExchange {
        request: SentRequest {
            method: "POST".into(),
            url: "https://api.example/v1/chat/completions".into(),
            secret_query: vec!["key".into()],
            proxy: Some("http://proxy.example:3128".into()),
            headers: vec![
                header("authorization", key),
                header("content-type", json),
                header("x-team", SentValue::Secret),
            ],
            body: SentBody {
                text: "{}".into(),
                bytes: 2,
                cut: true,
                abbreviated: 1,
                sha256: "00ff".into(),
            },
            changes: vec!["without:stream_options".into()],
        },
        reply: Some(SentReply {
            status: 429,
            headers: vec![("retry-after".into(), "2".into())],
            request_id: Some("req_1".into()),
            bytes: 20,
            events: 3,
            tail: "slow down".into(),
        }),
        times: SentTimes {
            began_ms: 1_760_000_000_700,
            connect_ms: Some(12),
            head_ms: Some(80),
            first_reasoning_ms: Some(90),
            first_text_ms: Some(100),
            end_ms: Some(900),
        },
        failed: Some(ErrorCode::RateLimited),
        stopped: false,
    };
    is_stored_as::<_, StoredExchange>(exchange, sample!("sent"));
    let newer = r#"{"failed":"a_code_of_a_newer_build"}"#;
    assert!(serde_json::from_str::<StoredExchange>(newer).is_err());
}
