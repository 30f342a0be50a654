//! `juxta endpoint`: add, list, test and remove.

mod add;
mod report;

use chat::CommandId;
use engine::{
    Engine,
    view::{EndpointView, KeyState},
};
use uuid::Uuid;

use crate::{
    app_context::{self, AppContext},
    arguments::Endpoint,
    exit::{Exit, Stop},
    messages,
    output::Output,
};

/// Runs a subcommand.
pub(crate) fn run(context: AppContext, command: Endpoint) -> Result<Exit, Stop> {
    match command {
        Endpoint::Add(arguments) => {
            // Validated before anything is opened, so that a mistake costs nothing.
            let form = add::form(&arguments)?;
            context.run(async |engine| Box::pin(add::save(engine, form)).await)
        }
        Endpoint::List { json } => context.run(async |engine| list(engine, json).await),
        Endpoint::Test { name } => context.run(async |engine| test(engine, &name).await),
        Endpoint::Remove { name, keep_key } => context.run(async |engine| remove(engine, &name, keep_key).await),
    }
}

async fn list(engine: &Engine, json: bool) -> Result<Exit, Stop> {
    let endpoints = app_context::endpoints(engine).await?;
    let output = Output::new();
    for endpoint in &endpoints {
        let line = if json {
            serde_json::to_string(endpoint).unwrap_or_default()
        } else {
            plain(endpoint)
        };
        output.line(&line)?;
    }
    if endpoints.is_empty() && !json {
        crate::output::note(messages::word("endpoint.none"));
    }
    Ok(Exit::Done)
}

fn plain(endpoint: &EndpointView) -> String {
    let key = match endpoint.key {
        KeyState::None => messages::word("endpoint.key.none"),
        KeyState::Keyring => messages::word("endpoint.key.keyring"),
        KeyState::Session => messages::word("endpoint.key.session"),
        KeyState::Environment => messages::word("endpoint.key.environment"),
        KeyState::Missing => messages::word("endpoint.key.missing"),
    };
    format!("{}\t{}\t{key}", endpoint.name, endpoint.base_url)
}

async fn test(engine: &Engine, name: &str) -> Result<Exit, Stop> {
    let endpoint = app_context::endpoint(engine, Some(name)).await?;
    let report = engine
        .check_endpoint(endpoint.id)
        .await
        .map_err(|failure| app_context::about(&failure, &endpoint))?;
    report::print(&report)?;
    if let Some(failure) = &report.failure {
        return Err(app_context::about(failure, &endpoint));
    }
    Output::new().line(&messages::say("endpoint.works", &[("name", &endpoint.name)]))?;
    Ok(Exit::Done)
}

async fn remove(engine: &Engine, name: &str, keep_key: bool) -> Result<Exit, Stop> {
    let endpoint = app_context::endpoint(engine, Some(name)).await?;
    let removed = engine
        .remove_endpoint(CommandId(Uuid::new_v4()), endpoint.id, !keep_key)
        .await;
    removed.map_err(|failure| app_context::about(&failure, &endpoint))?;
    let sentence = match (endpoint.key, keep_key) {
        (KeyState::Keyring, true) => messages::word("endpoint.removed_keeping_key"),
        (KeyState::Keyring, false) => messages::word("endpoint.removed_with_key"),
        _ => messages::word("endpoint.removed"),
    };
    Output::new().line(&messages::fill(sentence, &[("name", &endpoint.name)]))?;
    Ok(Exit::Done)
}
