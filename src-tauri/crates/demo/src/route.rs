//! Chooses the reply to a request: by route, after the key check by the answerer, then by model.

use serde_json::{Value, json};

use crate::{Reply, Request, Script, record::Record};

/// Returns the reply to a request.
pub(crate) fn reply(record: &Record, request: &Request) -> Reply {
    let script = record.script();
    if let Some(reply) = by_route(record, &script, request) {
        return reply;
    }
    let is_models = request.method == "GET" && request.route() == format!("{}/models", script.base);
    let is_chat = request.method == "POST" && request.route() == format!("{}/chat/completions", script.base);
    if !is_models && !is_chat {
        return error(
            404,
            "invalid_request_error",
            &format!("Invalid URL ({} {})", request.method, request.route()),
        );
    }
    if (is_chat || script.private_models)
        && let Some(refusal) = refusal(&script, request)
    {
        return refusal;
    }
    if let Some(reply) = script.answerer.as_ref().and_then(|answerer| answerer(request)) {
        return reply;
    }
    if is_models {
        models(&script)
    } else {
        answer(record, &script, request)
    }
}

fn by_route(record: &Record, script: &Script, request: &Request) -> Option<Reply> {
    let fits = |pattern: &str, word: &str| pattern == "*" || pattern == word;
    let found = script
        .routes
        .iter()
        .find(|route| fits(&route.method, &request.method) && fits(&route.path, request.route()))?;
    Some(next_reply(
        record,
        &format!("{} {}", found.method, found.path),
        &found.replies,
    ))
}

fn models(script: &Script) -> Reply {
    let listed = |model: &Value| match model {
        Value::String(id) => json!({"id": id, "object": "model", "created": 1_700_000_000, "owned_by": "demo"}),
        other => other.clone(),
    };
    Reply::json(
        200,
        &json!({"object": "list", "data": script.models.iter().map(listed).collect::<Vec<_>>()}),
    )
}

fn answer(record: &Record, script: &Script, request: &Request) -> Reply {
    let model = request.model();
    let entry = if script.answers.contains_key(model) { model } else { "*" };
    match script.answers.get(entry) {
        Some(replies) => next_reply(record, &format!("model {entry}"), replies),
        None => unknown_model(model),
    }
}

/// Returns the next reply of an entry. The last one is repeated.
fn next_reply(record: &Record, entry: &str, replies: &[Reply]) -> Reply {
    let at = record.count_use(entry).min(replies.len().saturating_sub(1));
    replies
        .get(at)
        .cloned()
        .unwrap_or_else(|| error(500, "server_error", "The script has no reply here."))
}

fn unknown_model(model: &str) -> Reply {
    let message = format!("The model `{model}` does not exist or you do not have access to it.");
    Reply::json(
        404,
        &json!({"error": {
            "message": message, "type": "invalid_request_error", "param": "model", "code": "model_not_found",
        }}),
    )
}

/// Returns a 401 unless the request has the right key. The wrong key is echoed, as `AiHubMix` does.
fn refusal(script: &Script, request: &Request) -> Option<Reply> {
    let wanted = script.key.as_deref()?;
    let given = request
        .header("authorization")
        .and_then(|value| value.strip_prefix("Bearer "));
    let message = match given {
        Some(given) if given == wanted => return None,
        Some(given) => format!("Invalid token: {given} (tid: 2026020310203040506070)"),
        None => "No token was given (tid: 2026020310203040506070)".to_owned(),
    };
    Some(error(401, "Aihubmix_api_error", &message).header("x-request-id", "2026020310203040506070"))
}

fn error(status: u16, kind: &str, message: &str) -> Reply {
    Reply::json(
        status,
        &json!({"error": {"message": message, "type": kind, "param": null, "code": null}}),
    )
}
