//! Commands for network settings, balances and the connection log.

use api::{BalanceRequest, ConnectionsRequest, ExportConnectionsRequest, NetworkSettingsRequest, SetNetworkRequest};
use engine::view::{Balance, ConnectionRow, NetworkSettings};

use super::{Context, Reply};

pub(crate) async fn network_settings(context: &Context, _: NetworkSettingsRequest) -> Reply<NetworkSettings> {
    context.engine.network_settings().await
}

pub(crate) async fn set_network(context: &Context, request: SetNetworkRequest) -> Reply<NetworkSettings> {
    context.engine.set_network(request.form).await
}

pub(crate) async fn balance(context: &Context, request: BalanceRequest) -> Reply<Balance> {
    context.engine.balance(request.id).await
}

pub(crate) async fn connections(context: &Context, _: ConnectionsRequest) -> Reply<Vec<ConnectionRow>> {
    context.engine.connections().await
}

pub(crate) async fn export_connections(context: &Context, _: ExportConnectionsRequest) -> Reply<String> {
    context.engine.export_connections().await
}
