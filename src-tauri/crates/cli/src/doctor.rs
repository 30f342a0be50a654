//! `juxta doctor`: looks at data folder, database, keyring and endpoints.

use std::{io, path::Path};

use chat::Failure;
use engine::{
    Engine, FolderState,
    view::{EndpointView, KeyringState},
};

use crate::{
    exit::{Exit, Stop},
    house::{self, House},
    output::Output,
    sentence::{self, About},
    words,
};

/// Says for each part whether it works; done only when all do.
pub(crate) fn run(house: House) -> Result<Exit, Stop> {
    let found = house.diagnose()?;
    let folder = folder(house.folder(), found.folder)?;
    let database = database(house.folder(), &found.database)?;
    let keyring = keyring(found.keyring)?;
    let exit = folder.max(database);
    if exit != Exit::Done || matches!(found.database, Ok(None)) {
        // Without a database there are no endpoints, and opening one would make it.
        return Ok(exit.max(keyring));
    }
    house.run(async |engine| endpoints(engine, keyring).await)
}

fn folder(path: &Path, state: FolderState) -> io::Result<Exit> {
    let shown = path.display().to_string();
    let values = [("folder", &*shown)];
    match state {
        FolderState::Usable => good(&words::say("doctor.folder", &values))?,
        FolderState::Absent => good(&words::say("doctor.folder_absent", &values))?,
        FolderState::Unusable => {
            bad(&words::say("doctor.folder_unusable", &values))?;
            return Ok(Exit::Storage);
        }
    }
    Ok(Exit::Done)
}

fn database(folder: &Path, state: &Result<Option<i64>, Failure>) -> io::Result<Exit> {
    match state {
        Ok(Some(schema)) => good(&words::say("doctor.schema", &[("schema", &schema.to_string())]))?,
        Ok(None) => good(words::word("doctor.database_absent"))?,
        Err(failure) => {
            bad(&sentence::of_storage(failure, folder))?;
            return Ok(Exit::Storage);
        }
    }
    Ok(Exit::Done)
}

fn keyring(state: KeyringState) -> io::Result<Exit> {
    let sentence = match state {
        KeyringState::Unlocked => {
            good(words::word("doctor.keyring.unlocked"))?;
            return Ok(Exit::Done);
        }
        KeyringState::Locked => words::word("doctor.keyring.locked"),
        KeyringState::Absent => words::word("doctor.keyring.absent"),
        KeyringState::Failing => words::word("doctor.keyring.failing"),
    };
    bad(sentence)?;
    Ok(Exit::Key)
}

/// Reads the model list of every endpoint: that costs nothing, and needs address, connection and key.
async fn endpoints(engine: &Engine, keyring: Exit) -> Result<Exit, Stop> {
    let endpoints = house::endpoints(engine).await?;
    if endpoints.is_empty() {
        good(words::word("doctor.endpoint_unused"))?;
        return Ok(keyring);
    }
    let mut exit = keyring;
    for endpoint in &endpoints {
        match engine.list_models(endpoint.id).await {
            Ok(rows) => {
                let values = [("name", &*endpoint.name), ("count", &rows.len().to_string())];
                good(&words::say("doctor.endpoint", &values))?;
            }
            Err(failure) => {
                unreachable(endpoint, &failure)?;
                exit = exit.max(Exit::of(failure.code));
            }
        }
    }
    Ok(exit)
}

fn unreachable(endpoint: &EndpointView, failure: &Failure) -> io::Result<()> {
    let message = sentence::of(
        failure,
        About {
            host: house::host(endpoint),
            model: "",
        },
    );
    bad(&words::say(
        "doctor.endpoint_failed",
        &[("name", &endpoint.name), ("message", &message)],
    ))
}

fn good(what: &str) -> io::Result<()> {
    Output::new().line(&words::say("doctor.ok", &[("what", what)]))
}

fn bad(what: &str) -> io::Result<()> {
    Output::new().line(&words::say("doctor.bad", &[("what", what)]))
}
