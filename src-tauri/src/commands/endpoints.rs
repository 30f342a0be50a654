//! Endpoints, keys and models. No command here or elsewhere hands a key out.

use chat::{CommandId, EndpointId, ErrorCode, Failure, Price};
use engine::view::{
    Capabilities, CheckReport, ConversationView, EndpointForm, EndpointView, KeyringState, ModelRef, PasteReceipt,
    PresetView, PriceForm, UrlPreview,
};

use super::{Engine, Reply};
use crate::desktop::clipboard::Clipboard;

/// Every endpoint, in the person's order.
#[tauri::command]
pub(crate) async fn list_endpoints(engine: Engine<'_>) -> Reply<Vec<EndpointView>> {
    engine.list_endpoints().await
}

/// Judges a base URL as typed; the request line has these query parameters.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's arguments come by value")]
pub(crate) fn preview_url(text: &str, query: Option<Vec<(String, String)>>) -> UrlPreview {
    engine::preview_url(text, query.as_deref().unwrap_or_default())
}

/// Endpoints many people use.
#[tauri::command]
pub(crate) fn presets() -> &'static [PresetView] {
    engine::presets()
}

/// Puts the endpoints in this order.
#[tauri::command]
pub(crate) async fn reorder_endpoints(
    engine: Engine<'_>,
    command: CommandId,
    ids: Vec<EndpointId>,
) -> Reply<Vec<EndpointView>> {
    engine.reorder_endpoints(command, ids).await
}

/// Reads a key from the clipboard and keeps it here until the form is saved; the page learns its length.
#[tauri::command]
pub(crate) async fn paste_key(engine: Engine<'_>, clipboard: tauri::State<'_, Clipboard>) -> Reply<PasteReceipt> {
    let text = clipboard
        .read()
        .await
        .map_err(|_| Failure::new(ErrorCode::BadRequest).with("reason", "clipboard"))?;
    Ok(engine.paste_key(text))
}

/// Checks an endpoint as filled in, then stores it and its key; stores nothing when a needed step fails.
#[tauri::command]
pub(crate) async fn save_endpoint(engine: Engine<'_>, command: CommandId, form: EndpointForm) -> Reply<CheckReport> {
    engine.save_endpoint(command, form).await
}

/// Checks a stored endpoint.
#[tauri::command]
pub(crate) async fn check_endpoint(engine: Engine<'_>, id: EndpointId) -> Reply<CheckReport> {
    engine.check_endpoint(id).await
}

/// Removes an endpoint, and its key where the person says so.
#[tauri::command]
pub(crate) async fn remove_endpoint(
    engine: Engine<'_>,
    command: CommandId,
    id: EndpointId,
    remove_key: bool,
) -> Reply<()> {
    engine.remove_endpoint(command, id, remove_key).await
}

/// What the system keyring says, without prompting.
#[tauri::command]
pub(crate) async fn keyring_state(engine: Engine<'_>) -> Reply<KeyringState> {
    Ok(engine.keyring_state().await)
}

/// Has the system ask the person to unlock the keyring.
#[tauri::command]
pub(crate) async fn unlock_keyring(engine: Engine<'_>) -> Reply<KeyringState> {
    engine.unlock_keyring().await
}

/// Adds the offline demo and opens a conversation with its models.
#[tauri::command]
pub(crate) async fn start_demo(engine: Engine<'_>, command: CommandId) -> Reply<ConversationView> {
    engine.start_demo(command).await
}

/// Sets what a model costs; `null` leaves it to the list again.
#[tauri::command]
pub(crate) async fn set_price(
    engine: Engine<'_>,
    command: CommandId,
    model: ModelRef,
    price: Option<PriceForm>,
) -> Reply<Option<Price>> {
    engine.set_price(command, model, price).await
}

/// What each of these models can do, in their order, as far as the lists last read say.
#[tauri::command]
pub(crate) async fn capabilities(engine: Engine<'_>, models: Vec<ModelRef>) -> Reply<Vec<Capabilities>> {
    let mut all = Vec::with_capacity(models.len());
    for model in &models {
        all.push(engine.capabilities(model.endpoint, &model.model).await);
    }
    Ok(all)
}
