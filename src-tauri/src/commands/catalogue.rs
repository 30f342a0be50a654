//! The model picker: the catalogue, and what the person keeps at hand in it.

use chat::CommandId;
use engine::view::{CatalogueView, ModelRef, Shelf};

use super::{Engine, Reply};

/// The lists of all endpoints: the local copies, or with `refresh` read anew where they are no longer fresh.
#[tauri::command]
pub(crate) async fn catalogue(engine: Engine<'_>, refresh: bool) -> Reply<CatalogueView> {
    engine.catalogue(refresh).await
}

/// Whether lists are read anew once a day while the window is open.
#[tauri::command]
pub(crate) async fn refreshes_lists(engine: Engine<'_>) -> Reply<bool> {
    engine.refreshes_lists().await
}

/// Switches that on or off.
#[tauri::command]
pub(crate) async fn set_refreshes_lists(engine: Engine<'_>, on: bool) -> Reply<()> {
    engine.set_refreshes_lists(on).await
}

/// Favourites, models used last, and sets.
#[tauri::command]
pub(crate) async fn shelf(engine: Engine<'_>) -> Reply<Shelf> {
    engine.shelf().await
}

/// Makes a model a favourite, or no longer.
#[tauri::command]
pub(crate) async fn set_favourite(engine: Engine<'_>, command: CommandId, model: ModelRef, on: bool) -> Reply<Shelf> {
    engine.set_favourite(command, model, on).await
}

/// Notes that these models were taken.
#[tauri::command]
pub(crate) async fn note_recent(engine: Engine<'_>, command: CommandId, models: Vec<ModelRef>) -> Reply<Shelf> {
    engine.note_recent(command, models).await
}

/// Keeps these models under a name.
#[tauri::command]
pub(crate) async fn save_set(
    engine: Engine<'_>,
    command: CommandId,
    name: String,
    models: Vec<ModelRef>,
) -> Reply<Shelf> {
    engine.save_set(command, name, models).await
}

/// Gives a set another name.
#[tauri::command]
pub(crate) async fn rename_set(engine: Engine<'_>, command: CommandId, from: String, to: String) -> Reply<Shelf> {
    engine.rename_set(command, from, to).await
}

/// Forgets a set.
#[tauri::command]
pub(crate) async fn remove_set(engine: Engine<'_>, command: CommandId, name: String) -> Reply<Shelf> {
    engine.remove_set(command, name).await
}
