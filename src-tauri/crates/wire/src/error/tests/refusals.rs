//! Refusals seen in practice: status, body, and the expected code.

use super::refused;

/// Status, body, code; grouped by quirk number.
const REFUSALS: &[(u16, &str, &str)] = &[
    (
        401,
        r#"{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}"#,
        "unauthorised",
    ),
    (401, "", "unauthorised"),
    (
        403,
        r#"{"error":{"message":"model not permitted","type":"Aihubmix_api_error"}}"#,
        "forbidden",
    ),
    // 35
    (
        400,
        r#"{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","param":"max_tokens","code":"unsupported_parameter"}}"#,
        "parameter_refused",
    ),
    (
        400,
        r#"{"error":{"message":"Unsupported value: 'temperature' does not support 0.2","param":"temperature","code":"unsupported_value"}}"#,
        "parameter_refused",
    ),
    (
        400,
        r#"{"error":{"message":"Unrecognized request argument supplied: stream_options"}}"#,
        "parameter_refused",
    ),
    (
        422,
        r#"{"detail":[{"type":"extra_forbidden","loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]}"#,
        "parameter_refused",
    ),
    (
        400,
        r#"{"error":{"message":"messages: roles must alternate","param":"messages"}}"#,
        "bad_request",
    ),
    // 37
    (200, r#"{"error":{"message":"x","code":"401"}}"#, "unauthorised"),
    (500, r#"{"error":{"message":"x","code":429.0}}"#, "rate_limited"),
    (400, r#"{"error":"plain"}"#, "bad_request"),
    (400, r#"{"message":"alone"}"#, "bad_request"),
    (400, r#"{"detail":"FastAPI"}"#, "bad_request"),
    (
        400,
        r#"data: {"error":{"message":"x","code":"model_not_found"}}"#,
        "unknown_model",
    ),
    // 38
    (
        429,
        r#"{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}"#,
        "quota",
    ),
    (
        429,
        r#"{"error":{"message":"Rate limit; check your quota and billing","code":"rate_limit_exceeded"}}"#,
        "rate_limited",
    ),
    (429, r#"{"error":{"message":"quota quota quota"}}"#, "rate_limited"),
    (402, r#"{"error":{"message":"Insufficient Balance"}}"#, "quota"),
    // 39
    (
        400,
        r#"{"error":{"message":"x","code":"context_length_exceeded","param":"messages"}}"#,
        "context_exceeded",
    ),
    (
        400,
        r#"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}}"#,
        "context_exceeded",
    ),
    (
        400,
        r#"{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000 (max_tokens).","type":"BadRequestError","code":400}"#,
        "context_exceeded",
    ),
    (
        400,
        r#"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}"#,
        "context_exceeded",
    ),
    (
        413,
        r#"{"error":{"message":"Input length 9 exceeds the maximum"}}"#,
        "context_exceeded",
    ),
    (413, "<html><title>413</title></html>", "not_an_api"),
    (413, "", "too_large"),
    // 40
    (
        400,
        r#"{"error":{"message":"The response was filtered","param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{}}}}"#,
        "content_policy",
    ),
    // 48
    (
        404,
        r#"{"error":{"message":"This model is only supported in v1/responses and not in v1/chat/completions.","type":"invalid_request_error","param":"model","code":null}}"#,
        "unknown_model",
    ),
    // 35, the role of the system prompt
    (
        400,
        r#"{"error":{"message":"Unsupported value: 'messages[0].role' does not support 'system' with this model.","param":"messages[0].role","code":"unsupported_value"}}"#,
        "parameter_refused",
    ),
    (
        500,
        r#"{"error":{"message":"Jinja Exception: System role not supported"}}"#,
        "parameter_refused",
    ),
    // Models
    (
        404,
        r#"{"error":{"message":"The model `x` does not exist","code":"model_not_found"}}"#,
        "unknown_model",
    ),
    (
        404,
        r#"{"object":"error","message":"The model `x` does not exist.","type":"NotFoundError","param":"model","code":404}"#,
        "unknown_model",
    ),
    (
        404,
        r#"{"error":{"message":"gone","code":"model_retired"}}"#,
        "unknown_model",
    ),
    (410, r#"{"error":{"message":"removed"}}"#, "unknown_model"),
    (
        400,
        r#"{"error":{"message":"x is not a valid model ID","param":"model"}}"#,
        "unknown_model",
    ),
    (
        503,
        r#"{"error":{"message":"no available channel","code":"model_not_found"}}"#,
        "server_error",
    ),
    // 19
    (404, r#"{"detail":"Not Found"}"#, "not_an_api"),
    (
        404,
        r#"{"error":{"message":"Invalid URL (POST /v2/chat/completions)"}}"#,
        "not_an_api",
    ),
    (404, "404 page not found", "not_an_api"),
    (404, "<html><title>Not here</title></html>", "not_an_api"),
    (405, "", "not_an_api"),
    // Others
    (407, "", "proxy"),
    (408, "", "timeout"),
    (409, r#"{"error":{"message":"busy"}}"#, "bad_request"),
    (500, "oops", "server_error"),
    (502, "", "gateway"),
    (503, r#"{"error":{"message":"no channel"}}"#, "server_error"),
    (504, "stream timeout", "gateway"),
];

#[test]
fn refusals_and_their_codes() {
    for (status, body, code) in REFUSALS {
        assert_eq!(refused(*status, body).code.as_str(), *code, "{status} {body}");
    }
}
