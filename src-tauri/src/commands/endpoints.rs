//! Commands for endpoints, keys and models. No command returns a key.

use api::{
    CapabilitiesRequest, CheckEndpointRequest, KeyringStateRequest, ListEndpointsRequest, PasteKeyRequest,
    PresetsRequest, PreviewUrlRequest, RemoveEndpointRequest, ReorderEndpointsRequest, SaveEndpointRequest,
    SetPriceRequest, StartDemoRequest, UnlockKeyringRequest,
};
use chat::Price;
use engine::view::{
    Capabilities, CheckReport, ConversationView, EndpointView, KeyringState, PasteReceipt, PresetView, UrlPreview,
};

use super::{Context, Reply};

pub(crate) async fn list_endpoints(context: &Context, _: ListEndpointsRequest) -> Reply<Vec<EndpointView>> {
    context.engine.list_endpoints().await
}

pub(crate) async fn preview_url(_: &Context, request: PreviewUrlRequest) -> Reply<UrlPreview> {
    Ok(engine::preview_url(&request.text, &request.query))
}

pub(crate) async fn presets(_: &Context, _: PresetsRequest) -> Reply<&'static [PresetView]> {
    Ok(engine::presets())
}

pub(crate) async fn reorder_endpoints(context: &Context, request: ReorderEndpointsRequest) -> Reply<Vec<EndpointView>> {
    context.engine.reorder_endpoints(request.command, request.ids).await
}

pub(crate) async fn paste_key(context: &Context, _: PasteKeyRequest) -> Reply<PasteReceipt> {
    Ok(context.engine.paste_key(context.paste().await?))
}

pub(crate) async fn save_endpoint(context: &Context, request: SaveEndpointRequest) -> Reply<CheckReport> {
    context.engine.save_endpoint(request.command, request.form).await
}

pub(crate) async fn check_endpoint(context: &Context, request: CheckEndpointRequest) -> Reply<CheckReport> {
    context.engine.check_endpoint(request.id).await
}

pub(crate) async fn remove_endpoint(context: &Context, request: RemoveEndpointRequest) -> Reply<()> {
    context
        .engine
        .remove_endpoint(request.command, request.id, request.remove_key)
        .await
}

pub(crate) async fn keyring_state(context: &Context, _: KeyringStateRequest) -> Reply<KeyringState> {
    Ok(context.engine.keyring_state().await)
}

pub(crate) async fn unlock_keyring(context: &Context, _: UnlockKeyringRequest) -> Reply<KeyringState> {
    context.engine.unlock_keyring().await
}

pub(crate) async fn start_demo(context: &Context, request: StartDemoRequest) -> Reply<ConversationView> {
    context.engine.start_demo(request.command).await
}

pub(crate) async fn set_price(context: &Context, request: SetPriceRequest) -> Reply<Option<Price>> {
    context
        .engine
        .set_price(request.command, request.model, request.price)
        .await
}

pub(crate) async fn capabilities(context: &Context, request: CapabilitiesRequest) -> Reply<Vec<Capabilities>> {
    let mut all = Vec::with_capacity(request.models.len());
    for model in &request.models {
        all.push(context.engine.capabilities(model.endpoint, &model.model).await);
    }
    Ok(all)
}
