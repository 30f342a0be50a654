//! `juxta doctor`: checks data folder, database, keyring and endpoints.

use std::{io, path::Path};

use chat::Failure;
use engine::{
    Engine, FolderState,
    view::{EndpointView, KeyringState},
};

use crate::{
    app_context::{self, AppContext},
    error_text::{self, About},
    exit::{Exit, Stop},
    messages,
    output::Output,
};

/// Prints for each part whether it works. Returns the exit code, 0 only if all do.
pub(crate) fn run(context: AppContext) -> Result<Exit, Stop> {
    let found = context.diagnose()?;
    let folder = folder(context.folder(), found.folder)?;
    let database = database(context.folder(), &found.database)?;
    let keyring = keyring(found.keyring)?;
    let exit = folder.max(database);
    if exit != Exit::Done || matches!(found.database, Ok(None)) {
        // Without a database there are no endpoints, and opening it would create it.
        return Ok(exit.max(keyring));
    }
    context.run(async |engine| endpoints(engine, keyring).await)
}

fn folder(path: &Path, state: FolderState) -> io::Result<Exit> {
    let shown = path.display().to_string();
    let values = [("folder", &*shown)];
    match state {
        FolderState::Usable => good(&messages::say("doctor.folder", &values))?,
        FolderState::Absent => good(&messages::say("doctor.folder_absent", &values))?,
        FolderState::Unusable => {
            bad(&messages::say("doctor.folder_unusable", &values))?;
            return Ok(Exit::Storage);
        }
    }
    Ok(Exit::Done)
}

fn database(folder: &Path, state: &Result<Option<i64>, Failure>) -> io::Result<Exit> {
    match state {
        Ok(Some(schema)) => good(&messages::say("doctor.schema", &[("schema", &schema.to_string())]))?,
        Ok(None) => good(messages::word("doctor.database_absent"))?,
        Err(failure) => {
            bad(&error_text::of_storage(failure, folder))?;
            return Ok(Exit::Storage);
        }
    }
    Ok(Exit::Done)
}

fn keyring(state: KeyringState) -> io::Result<Exit> {
    let sentence = match state {
        KeyringState::Unlocked => {
            good(messages::word("doctor.keyring.unlocked"))?;
            return Ok(Exit::Done);
        }
        KeyringState::Locked => messages::word("doctor.keyring.locked"),
        KeyringState::Absent => messages::word("doctor.keyring.absent"),
        KeyringState::Failing => messages::word("doctor.keyring.failing"),
    };
    bad(sentence)?;
    Ok(Exit::Key)
}

/// Reads the model list of every endpoint: that is free, and needs address, connection and key.
async fn endpoints(engine: &Engine, keyring: Exit) -> Result<Exit, Stop> {
    let endpoints = app_context::endpoints(engine).await?;
    if endpoints.is_empty() {
        good(messages::word("doctor.endpoint_unused"))?;
        return Ok(keyring);
    }
    let mut exit = keyring;
    for endpoint in &endpoints {
        match engine.list_models(endpoint.id).await {
            Ok(rows) => {
                let values = [("name", &*endpoint.name), ("count", &rows.len().to_string())];
                good(&messages::say("doctor.endpoint", &values))?;
            }
            Err(failure) => {
                unreachable(endpoint, &failure)?;
                exit = exit.max(Exit::from_code(failure.code));
            }
        }
    }
    Ok(exit)
}

fn unreachable(endpoint: &EndpointView, failure: &Failure) -> io::Result<()> {
    let message = error_text::describe(
        failure,
        About {
            host: app_context::host(endpoint),
            model: "",
        },
    );
    bad(&messages::say(
        "doctor.endpoint_failed",
        &[("name", &endpoint.name), ("message", &message)],
    ))
}

fn good(what: &str) -> io::Result<()> {
    Output::new().line(&messages::say("doctor.ok", &[("what", what)]))
}

fn bad(what: &str) -> io::Result<()> {
    Output::new().line(&messages::say("doctor.bad", &[("what", what)]))
}
