//! The network: what holds for all endpoints, balances, and the log of connections.

use chat::EndpointId;
use engine::view::{Balance, ConnectionRow, NetworkForm, NetworkSettings};

use super::{Engine, Reply};

/// What holds for all endpoints.
#[tauri::command]
pub(crate) async fn network_settings(engine: Engine<'_>) -> Reply<NetworkSettings> {
    engine.network_settings().await
}

/// Sets what holds for all endpoints.
#[tauri::command]
pub(crate) async fn set_network(engine: Engine<'_>, form: NetworkForm) -> Reply<NetworkSettings> {
    engine.set_network(form).await
}

/// What is left of an endpoint's account.
#[tauri::command]
pub(crate) async fn balance(engine: Engine<'_>, id: EndpointId) -> Reply<Balance> {
    engine.balance(id).await
}

/// The requests made lately, newest first.
#[tauri::command]
pub(crate) async fn connections(engine: Engine<'_>) -> Reply<Vec<ConnectionRow>> {
    engine.connections().await
}

/// Writes the log into the downloads folder and says where.
#[tauri::command]
pub(crate) async fn export_connections(engine: Engine<'_>) -> Reply<String> {
    engine.export_connections().await
}
