//! Commands that find endpoints: servers on this computer, and keys on the clipboard or in the environment.

use api::{AddFoundRequest, DropFoundRequest, EnvironmentEndpointsRequest, LocalServersRequest, PasteEndpointsRequest};
use engine::view::{Found, FoundReport, LocalServer};

use super::{Context, Reply};

pub(crate) async fn local_servers(context: &Context, _: LocalServersRequest) -> Reply<Vec<LocalServer>> {
    Ok(context.engine.local_servers().await)
}

pub(crate) async fn paste_endpoints(context: &Context, _: PasteEndpointsRequest) -> Reply<Vec<Found>> {
    Ok(context.engine.paste_endpoints(context.paste().await?))
}

pub(crate) async fn environment_endpoints(context: &Context, _: EnvironmentEndpointsRequest) -> Reply<Vec<Found>> {
    Ok(context.engine.environment_endpoints())
}

pub(crate) async fn add_found(context: &Context, request: AddFoundRequest) -> Reply<Vec<FoundReport>> {
    context
        .engine
        .add_found(request.command, request.ids, request.session_only)
        .await
}

pub(crate) async fn drop_found(context: &Context, _: DropFoundRequest) -> Reply<()> {
    context.engine.drop_found();
    Ok(())
}
