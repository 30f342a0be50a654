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
    arguments::Endpoint,
    exit::{Exit, Stop},
    house::{self, House},
    output::Output,
    words,
};

/// Runs one of the four.
pub(crate) fn run(house: House, command: Endpoint) -> Result<Exit, Stop> {
    match command {
        Endpoint::Add(arguments) => {
            // Read before anything is opened, so that a mistake costs nothing.
            let form = add::form(&arguments)?;
            house.run(async |engine| Box::pin(add::save(engine, form)).await)
        }
        Endpoint::List { json } => house.run(async |engine| list(engine, json).await),
        Endpoint::Test { name } => house.run(async |engine| test(engine, &name).await),
        Endpoint::Remove { name, keep_key } => house.run(async |engine| remove(engine, &name, keep_key).await),
    }
}

async fn list(engine: &Engine, json: bool) -> Result<Exit, Stop> {
    let endpoints = house::endpoints(engine).await?;
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
        crate::output::note(words::word("endpoint.none"));
    }
    Ok(Exit::Done)
}

fn plain(endpoint: &EndpointView) -> String {
    let key = match endpoint.key {
        KeyState::None => words::word("endpoint.key.none"),
        KeyState::Keyring => words::word("endpoint.key.keyring"),
        KeyState::Session => words::word("endpoint.key.session"),
        KeyState::Environment => words::word("endpoint.key.environment"),
        KeyState::Missing => words::word("endpoint.key.missing"),
    };
    format!("{}\t{}\t{key}", endpoint.name, endpoint.base_url)
}

async fn test(engine: &Engine, name: &str) -> Result<Exit, Stop> {
    let endpoint = house::endpoint(engine, Some(name)).await?;
    let report = engine
        .check_endpoint(endpoint.id)
        .await
        .map_err(|failure| house::about(&failure, &endpoint))?;
    report::print(&report)?;
    if let Some(failure) = &report.failure {
        return Err(house::about(failure, &endpoint));
    }
    Output::new().line(&words::say("endpoint.works", &[("name", &endpoint.name)]))?;
    Ok(Exit::Done)
}

async fn remove(engine: &Engine, name: &str, keep_key: bool) -> Result<Exit, Stop> {
    let endpoint = house::endpoint(engine, Some(name)).await?;
    let removed = engine
        .remove_endpoint(CommandId(Uuid::new_v4()), endpoint.id, !keep_key)
        .await;
    removed.map_err(|failure| house::about(&failure, &endpoint))?;
    let sentence = match (endpoint.key, keep_key) {
        (KeyState::Keyring, true) => words::word("endpoint.removed_keeping_key"),
        (KeyState::Keyring, false) => words::word("endpoint.removed_with_key"),
        _ => words::word("endpoint.removed"),
    };
    Output::new().line(&words::fill(sentence, &[("name", &endpoint.name)]))?;
    Ok(Exit::Done)
}
