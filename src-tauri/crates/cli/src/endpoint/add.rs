//! `juxta endpoint add`: validates, checks and stores an endpoint. The key comes from stdin only.

use std::io::{self, IsTerminal, Read};

use chat::CommandId;
use engine::{
    Engine,
    view::{EndpointForm, KeyInput, PresetView, UrlPreview, UrlProblem},
};
use secret::{Key, KeyError, MAX_KEY_BYTES};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::report;
use crate::{
    app_context,
    arguments::AddEndpoint,
    error_text::{self, About},
    exit::{Exit, Stop},
    messages,
    output::Output,
};

/// Fills in the form from arguments and stdin.
pub(super) fn form(arguments: &AddEndpoint) -> Result<EndpointForm, Stop> {
    let preset = arguments.preset.as_deref().map(preset).transpose()?;
    let by_preset = preset.map(|preset| preset.base_url.as_str());
    let base_url = arguments.base_url.as_deref().or(by_preset).unwrap_or_default();
    let preview = engine::preview_url(base_url, &[]);
    if let Some(problem) = preview.problem {
        return Err(Stop::usage(explain_url(problem).to_owned()));
    }
    if arguments.key_stdin && preview.plain_http && !arguments.accept_plain_http {
        return Err(Stop::usage(messages::word("usage.plain_http").to_owned()));
    }
    let key = if arguments.key_stdin {
        KeyInput::Typed(key(&preview)?)
    } else {
        KeyInput::None
    };
    Ok(EndpointForm {
        id: None,
        name: arguments.name.clone(),
        base_url: base_url.to_owned(),
        key,
        session_only: false,
        accept_plain_http: arguments.accept_plain_http,
        settings: preset.map(engine::preset_settings),
    })
}

/// Returns the preset with this id, such as `openai`.
fn preset(id: &str) -> Result<&'static PresetView, Stop> {
    let found = engine::presets().iter().find(|preset| preset.id == id);
    found.ok_or_else(|| {
        let known: Vec<&str> = engine::presets().iter().map(|preset| preset.id.as_str()).collect();
        Stop::usage(messages::say(
            "usage.preset",
            &[("id", &secret::redact_shapes(id)), ("known", &known.join(", "))],
        ))
    })
}

fn explain_url(problem: UrlProblem) -> &'static str {
    match problem {
        UrlProblem::Empty => messages::word("usage.url.empty"),
        UrlProblem::Invalid => messages::word("usage.url.invalid"),
        UrlProblem::Scheme => messages::word("usage.url.scheme"),
        UrlProblem::Credentials => messages::word("usage.url.credentials"),
        UrlProblem::Query => messages::word("usage.url.query"),
    }
}

/// Reads the key from stdin; on a terminal without echo.
fn key(preview: &UrlPreview) -> Result<Key, Stop> {
    let text = if io::stdin().is_terminal() {
        let host = preview.base_url.as_deref().unwrap_or_default();
        rpassword::prompt_password(messages::say("endpoint.type_key", &[("host", host)]))
    } else {
        from_pipe()
    };
    let text = text.map_err(|_| unusable_key(KeyError::Character))?;
    Key::new(text).map_err(unusable_key)
}

fn from_pipe() -> io::Result<String> {
    // A little more than the longest key: enough to notice a longer one without reading a whole file given by mistake.
    let limit = MAX_KEY_BYTES + 64;
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit));
    io::stdin().lock().take(limit as u64).read_to_end(&mut bytes)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    Ok(text.to_owned())
}

fn unusable_key(error: KeyError) -> Stop {
    let sentence = match error {
        KeyError::Empty => messages::word("usage.key.empty"),
        KeyError::TooLong => messages::word("usage.key.too_long"),
        KeyError::Character => messages::word("usage.key.character"),
    };
    Stop::usage(sentence.to_owned())
}

/// Checks the endpoint and stores it if it works. A model that doesn't answer is reported, but is no obstacle.
pub(super) async fn save(engine: &Engine, form: EndpointForm) -> Result<Exit, Stop> {
    let taken = app_context::endpoints(engine)
        .await?
        .iter()
        .any(|known| known.name == form.name);
    if taken {
        return Err(Stop::usage(messages::say(
            "usage.endpoint_exists",
            &[("name", &form.name)],
        )));
    }
    let base_url = form.base_url.clone();
    let about = About {
        host: &base_url,
        model: "",
    };
    // Boxed: the future contains the whole check.
    let saved = Box::pin(engine.save_endpoint(CommandId(Uuid::new_v4()), form)).await;
    let report = saved.map_err(|failure| Stop::failure(&failure, error_text::describe(&failure, about)))?;
    report::print(&report)?;
    let failed = report
        .failure
        .as_ref()
        .map(|failure| Stop::failure(failure, error_text::describe(failure, about)));
    let Some(endpoint) = &report.endpoint else {
        return Err(failed.unwrap_or_else(|| Stop::Said(Exit::Failed, messages::word("endpoint.not_saved").to_owned())));
    };
    let values = [("name", &*endpoint.name), ("request_line", &endpoint.request_line)];
    Output::new().line(&messages::say("endpoint.saved", &values))?;
    failed.map_or(Ok(Exit::Done), Err)
}
