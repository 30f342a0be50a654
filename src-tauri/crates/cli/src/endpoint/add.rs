//! `juxta endpoint add`: what is given, judged, checked and kept. A key comes from stdin only.

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
    arguments::AddEndpoint,
    exit::{Exit, Stop},
    house,
    output::Output,
    sentence::{self, About},
    words,
};

/// The form, filled in from arguments and stdin.
pub(super) fn form(arguments: &AddEndpoint) -> Result<EndpointForm, Stop> {
    let preset = arguments.preset.as_deref().map(preset).transpose()?;
    let by_preset = preset.map(|preset| preset.base_url.as_str());
    let base_url = arguments.base_url.as_deref().or(by_preset).unwrap_or_default();
    let preview = engine::preview_url(base_url, &[]);
    if let Some(problem) = preview.problem {
        return Err(Stop::usage(explain_url(problem).to_owned()));
    }
    if arguments.key_stdin && preview.plain_http && !arguments.accept_plain_http {
        return Err(Stop::usage(words::word("usage.plain_http").to_owned()));
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

/// The preset of this id, such as `openai`.
fn preset(id: &str) -> Result<&'static PresetView, Stop> {
    let found = engine::presets().iter().find(|preset| preset.id == id);
    found.ok_or_else(|| {
        let known: Vec<&str> = engine::presets().iter().map(|preset| preset.id.as_str()).collect();
        Stop::usage(words::say(
            "usage.preset",
            &[("id", &secret::redact_shapes(id)), ("known", &known.join(", "))],
        ))
    })
}

fn explain_url(problem: UrlProblem) -> &'static str {
    match problem {
        UrlProblem::Empty => words::word("usage.url.empty"),
        UrlProblem::Invalid => words::word("usage.url.invalid"),
        UrlProblem::Scheme => words::word("usage.url.scheme"),
        UrlProblem::Credentials => words::word("usage.url.credentials"),
        UrlProblem::Query => words::word("usage.url.query"),
    }
}

/// The key on stdin; typed unseen where that is a terminal.
fn key(preview: &UrlPreview) -> Result<Key, Stop> {
    let text = if io::stdin().is_terminal() {
        let host = preview.base_url.as_deref().unwrap_or_default();
        rpassword::prompt_password(words::say("endpoint.type_key", &[("host", host)]))
    } else {
        from_pipe()
    };
    let text = text.map_err(|_| unusable_key(KeyError::Character))?;
    Key::new(text).map_err(unusable_key)
}

fn from_pipe() -> io::Result<String> {
    // A little more than the longest key, so that a longer one is noticed and a file given by mistake is not read whole.
    let limit = MAX_KEY_BYTES + 64;
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit));
    io::stdin().lock().take(limit as u64).read_to_end(&mut bytes)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    Ok(text.to_owned())
}

fn unusable_key(error: KeyError) -> Stop {
    let sentence = match error {
        KeyError::Empty => words::word("usage.key.empty"),
        KeyError::TooLong => words::word("usage.key.too_long"),
        KeyError::Character => words::word("usage.key.character"),
    };
    Stop::usage(sentence.to_owned())
}

/// Checks the endpoint and keeps it when it works. A model that did not answer is said but does not hinder.
pub(super) async fn save(engine: &Engine, form: EndpointForm) -> Result<Exit, Stop> {
    let taken = house::endpoints(engine)
        .await?
        .iter()
        .any(|known| known.name == form.name);
    if taken {
        return Err(Stop::usage(words::say(
            "usage.endpoint_exists",
            &[("name", &form.name)],
        )));
    }
    let base_url = form.base_url.clone();
    let about = About {
        host: &base_url,
        model: "",
    };
    // In a box: the whole check is in this future.
    let saved = Box::pin(engine.save_endpoint(CommandId(Uuid::new_v4()), form)).await;
    let report = saved.map_err(|failure| Stop::failure(&failure, sentence::of(&failure, about)))?;
    report::print(&report)?;
    let failed = report
        .failure
        .as_ref()
        .map(|failure| Stop::failure(failure, sentence::of(failure, about)));
    let Some(endpoint) = &report.endpoint else {
        return Err(failed.unwrap_or_else(|| Stop::Said(Exit::Failed, words::word("endpoint.not_saved").to_owned())));
    };
    let values = [("name", &*endpoint.name), ("request_line", &endpoint.request_line)];
    Output::new().line(&words::say("endpoint.saved", &values))?;
    failed.map_or(Ok(Exit::Done), Err)
}
