//! Tests refusals as providers send them, by quirk number.

mod refusals;

use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use secret::Key;

use super::*;

fn head(status: u16, headers: &[(&'static str, &str)]) -> Head {
    let map: HeaderMap = headers
        .iter()
        .map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_str(value).expect("a header value"),
            )
        })
        .collect();
    // 2025-01-01T00:00:00Z
    Head::read(
        status,
        &map,
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_735_689_600),
    )
}

fn asked() -> RequestEcho {
    let members = ["stream_options", "max_tokens", "temperature"];
    RequestEcho {
        model: "gpt-5".to_owned(),
        members: members.map(str::to_owned).to_vec(),
        system: true,
    }
}

fn refused(status: u16, body: &str) -> Failure {
    from_reply(&head(status, &[]), body.as_bytes(), &asked())
}

#[test]
fn what_can_be_sent_again() {
    for (status, body, retryable) in [
        (429, r#"{"error":{"code":"insufficient_quota"}}"#, false),
        (429, "", true),
        (408, "", true),
        (409, "", true),
        (500, "", true),
        (503, "", true),
        (501, "", false),
        (400, "", false),
        (401, "", false),
        (404, "", false),
    ] {
        assert_eq!(refused(status, body).retryable, retryable, "{status} {body}");
    }
}

#[test]
fn quirk_35_names_the_parameter_and_404_the_model() {
    let refusal = refused(
        400,
        r#"{"error":{"message":"unknown field: `stream_options` (near `temperature`)"}}"#,
    );
    assert_eq!(refusal.details["parameter"], "stream_options");
    let nested = refused(
        400,
        r#"{"error":{"message":"x","param":"stream_options.include_usage","code":"unknown_parameter"}}"#,
    );
    assert_eq!(nested.details["parameter"], "stream_options");
    assert_eq!(refused(404, r#"{"error":{"message":"x"}}"#).details["model"], "gpt-5");
}

#[test]
fn quirk_35_the_system_prompts_role_is_named_where_there_was_one() {
    let body = r#"{"error":{"message":"System role not supported"}}"#;
    assert_eq!(refused(400, body).details["parameter"], SYSTEM_ROLE);
    let without = RequestEcho {
        system: false,
        ..asked()
    };
    let failure = from_reply(&head(400, &[]), body.as_bytes(), &without);
    assert_eq!(
        (failure.code, failure.details.get("parameter")),
        (ErrorCode::BadRequest, None)
    );
}

#[test]
fn quirk_48_another_route_is_named() {
    let table = [
        (
            404,
            "This model is only supported in v1/responses and not in v1/chat/completions.",
            Some("/responses"),
        ),
        (
            400,
            "This model does not support chat. Please use the Responses API.",
            Some("/responses"),
        ),
        (
            404,
            "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?",
            Some("/completions"),
        ),
        (
            400,
            "model x is an embedding model, please use /v1/embeddings",
            Some("/embeddings"),
        ),
        (
            400,
            "This model only supports v1/images/generations",
            Some("/images/generations"),
        ),
        (404, "This is not a chat model", None),
    ];
    for (status, message, route) in table {
        let body = serde_json::json!({"error": {"message": message, "param": "model"}}).to_string();
        let failure = refused(status, &body);
        let detail = |name: &str| failure.details.get(name).map(String::as_str);
        assert_eq!(failure.code, ErrorCode::UnknownModel, "{message}");
        assert_eq!(
            (detail("reason"), detail("route")),
            (Some("other_route"), route),
            "{message}"
        );
    }
    let coded = refused(
        400,
        r#"{"error":{"code":"OperationNotSupported","message":"The chatCompletion operation does not work with the specified model, x."}}"#,
    );
    assert_eq!(coded.details["reason"], "other_route");
}

#[test]
fn quirk_48_what_is_not_about_another_route() {
    for (status, message, param, code) in [
        (404, "Invalid URL (POST /v1/responses)", None, "not_an_api"),
        (
            400,
            "Function tools are not supported with max_tokens. Please use /v1/responses instead.",
            Some("max_tokens"),
            "parameter_refused",
        ),
        (404, "The model `x` does not exist", None, "unknown_model"),
        (500, "please use v1/responses", None, "server_error"),
    ] {
        let body = serde_json::json!({"error": {"message": message, "param": param}}).to_string();
        let failure = refused(status, &body);
        assert_eq!(
            (failure.code.as_str(), failure.details.get("reason")),
            (code, None),
            "{message}"
        );
    }
}

#[test]
fn quirk_20_gateway_pages_become_one_sentence_and_an_id() {
    let page = "<!DOCTYPE html>\n<html><head><title>aihubmix.com | 502: Bad\n gateway</title></head><body>\
        <span>Cloudflare Ray ID: <strong class=\"x\">8f1c2d3e4a5b6c7d</strong></span></body></html>";
    let failure = refused(502, page);
    assert_eq!(failure.code, ErrorCode::Gateway);
    assert!(failure.retryable);
    assert_eq!(
        failure.provider_message.as_deref(),
        Some("aihubmix.com | 502: Bad gateway")
    );
    assert_eq!(failure.details["ray_id"], "8f1c2d3e4a5b6c7d");
    let blocked = from_reply(
        &head(403, &[("cf-ray", "abc-FRA")]),
        b"<html><title>Just a moment...</title>",
        &asked(),
    );
    assert_eq!((blocked.code, blocked.retryable), (ErrorCode::Gateway, false));
    assert_eq!(blocked.details["ray_id"], "abc-FRA");
    assert_eq!(refused(403, "<html></html>").code, ErrorCode::Forbidden);
    let json = refused(
        522,
        r#"{"cloudflare_error":true,"error_code":522,"detail":"origin is slow","ray_id":"r1"}"#,
    );
    assert_eq!((json.code, json.details["ray_id"].as_str()), (ErrorCode::Gateway, "r1"));
}

#[test]
fn quirk_41_every_form_of_retry_after() {
    type Headers = &'static [(&'static str, &'static str)];
    let table: &[(Headers, Option<u64>)] = &[
        (&[("retry-after", "7")], Some(7_000)),
        (&[("retry-after", "1.5")], Some(1_500)),
        (&[("retry-after", "Wed, 01 Jan 2025 00:01:00 GMT")], Some(60_000)),
        (&[("retry-after", "Tue, 31 Dec 2024 00:00:00 GMT")], Some(0)),
        (&[("retry-after", "soon")], None),
        (&[("retry-after", "-3")], None),
        (&[("retry-after", "NaN")], None),
        (&[("retry-after-ms", "250"), ("retry-after", "9")], Some(250)),
        (&[("x-ratelimit-reset-requests", "1s")], Some(1_000)),
        (
            &[
                ("x-ratelimit-reset-tokens", "6m0s"),
                ("x-ratelimit-reset-requests", "120ms"),
            ],
            Some(360_000),
        ),
        (&[("x-ratelimit-reset", "1h2m3.5s")], Some(3_723_500)),
        (&[("x-ratelimit-reset", "30")], Some(30_000)),
        (&[("x-ratelimit-reset", "1735689605")], Some(5_000)),
        (&[("x-ratelimit-reset", "1735689605500")], Some(5_500)),
        (&[("x-ratelimit-reset", "5 parsecs")], None),
        (&[], None),
    ];
    for (headers, expected) in table {
        assert_eq!(head(429, headers).retry_after_ms, *expected, "{headers:?}");
    }
    let in_body = refused(429, r#"{"error":{"message":"x","retry_after":4}}"#);
    assert_eq!(in_body.retry_after_ms, Some(4_000));
}

#[test]
fn the_request_id_is_found_wherever_it_is() {
    let body = r#"{"error":{"message":"Invalid token (tid: 2025-abc)"}}"#;
    assert_eq!(refused(401, body).request_id.as_deref(), Some("2025-abc"));
    let both = from_reply(
        &head(401, &[("cf-ray", "c"), ("x-request-id", "x")]),
        body.as_bytes(),
        &asked(),
    );
    assert_eq!(both.request_id.as_deref(), Some("x"));
    assert_eq!(head(200, &[("cf-ray", "c")]).request_id.as_deref(), Some("c"));
    assert_eq!(
        refused(400, r#"{"message":"无效 (request id: 77)"}"#)
            .request_id
            .as_deref(),
        Some("77")
    );
}

#[test]
fn quirk_44_a_redirect_is_named_not_followed() {
    let failure = from_reply(&head(308, &[("location", "https://evil.example/v1")]), b"", &asked());
    assert_eq!(failure.code, ErrorCode::Redirect);
    assert_eq!(failure.details["location"], "https://evil.example/v1");
    assert_eq!(
        from_reply(&head(302, &[]), b"<html>", &asked()).code,
        ErrorCode::Redirect
    );
}

const SECRET: &str = "sk-Zq81mNvT0pLx93RbYc7Ks24HwUe6";

#[test]
fn the_key_is_taken_out_whole_in_part_and_encoded() {
    let key = Key::new(SECRET.to_owned()).expect("a key");
    let partial = format!("{}****{}", &SECRET[..7], &SECRET[SECRET.len() - 4..]);
    let encoded = url::form_urlencoded::byte_serialize(SECRET.as_bytes())
        .collect::<String>()
        .replace('-', "%2D");
    for echo in [SECRET.to_owned(), partial, encoded, format!("Bearer%20{SECRET}")] {
        let body =
            serde_json::json!({"error": {"message": format!("Invalid token: {echo} (tid: {SECRET})"), "code": echo}});
        let failure = redacted(refused(401, &body.to_string()), std::slice::from_ref(&key));
        let said = serde_json::to_string(&failure).expect("JSON");
        for part in [SECRET, &echo, &SECRET[..7], &SECRET[SECRET.len() - 6..]] {
            assert!(!said.contains(part), "{part} in {said}");
        }
        assert!(
            failure
                .provider_message
                .expect("a message")
                .starts_with("Invalid token: ")
        );
    }
}

#[test]
fn long_messages_are_cut_only_after_the_key_is_out() {
    let key = Key::new(SECRET.to_owned()).expect("a key");
    for offset in 1_960..2_010 {
        let message = format!("{}{SECRET}", "é".repeat(offset));
        let body = serde_json::json!({"error": {"message": message}}).to_string();
        let text = redacted(refused(400, &body), std::slice::from_ref(&key))
            .provider_message
            .expect("a message");
        assert!(text.chars().count() <= MAX_MESSAGE_CHARS);
        assert!(!text.contains("sk-Z"), "at {offset}");
    }
}
