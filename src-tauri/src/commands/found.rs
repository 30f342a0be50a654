//! Endpoints that need not be typed: servers on this computer, and keys found on the clipboard or in the environment.

use chat::{CommandId, ErrorCode, Failure};
use engine::view::{Found, FoundReport, LocalServer};

use super::{Engine, Reply};
use crate::desktop::clipboard::Clipboard;

/// Servers that answer on this computer. Loads no model.
#[tauri::command]
pub(crate) async fn local_servers(engine: Engine<'_>) -> Reply<Vec<LocalServer>> {
    Ok(engine.local_servers().await)
}

/// Reads a whole `.env` from the clipboard: names and lengths go to the page, values stay here.
#[tauri::command]
pub(crate) async fn paste_endpoints(engine: Engine<'_>, clipboard: tauri::State<'_, Clipboard>) -> Reply<Vec<Found>> {
    let text = clipboard
        .read()
        .await
        .map_err(|_| Failure::new(ErrorCode::BadRequest).with("reason", "clipboard"))?;
    Ok(engine.paste_endpoints(text))
}

/// Keys this process was started with, as names and lengths.
#[tauri::command]
pub(crate) async fn environment_endpoints(engine: Engine<'_>) -> Reply<Vec<Found>> {
    Ok(engine.environment_endpoints())
}

/// Checks the chosen ones and stores those that work.
#[tauri::command]
pub(crate) async fn add_found(
    engine: Engine<'_>,
    command: CommandId,
    ids: Vec<String>,
    session_only: Option<bool>,
) -> Reply<Vec<FoundReport>> {
    engine.add_found(command, ids, session_only.unwrap_or_default()).await
}

/// Forgets what was pasted and not added.
#[tauri::command]
pub(crate) async fn drop_found(engine: Engine<'_>) -> Reply<()> {
    engine.drop_found();
    Ok(())
}
