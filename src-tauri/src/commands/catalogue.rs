//! Commands of the model picker: the model lists, and favourites, recent models and sets.

use api::{
    CatalogueRequest, NoteRecentRequest, RefreshesListsRequest, RemoveSetRequest, RenameSetRequest, SaveSetRequest,
    SetFavouriteRequest, SetRefreshesListsRequest, ShelfRequest,
};
use engine::view::{CatalogueView, PickerPreferences};

use super::{Context, Reply};

pub(crate) async fn catalogue(context: &Context, request: CatalogueRequest) -> Reply<CatalogueView> {
    context.engine.catalogue(request.refresh).await
}

pub(crate) async fn refreshes_lists(context: &Context, _: RefreshesListsRequest) -> Reply<bool> {
    context.engine.refreshes_lists().await
}

pub(crate) async fn set_refreshes_lists(context: &Context, request: SetRefreshesListsRequest) -> Reply<()> {
    context.engine.set_refreshes_lists(request.on).await
}

pub(crate) async fn shelf(context: &Context, _: ShelfRequest) -> Reply<PickerPreferences> {
    context.engine.shelf().await
}

pub(crate) async fn set_favourite(context: &Context, request: SetFavouriteRequest) -> Reply<PickerPreferences> {
    context
        .engine
        .set_favourite(request.command, request.model, request.on)
        .await
}

pub(crate) async fn note_recent(context: &Context, request: NoteRecentRequest) -> Reply<PickerPreferences> {
    context.engine.note_recent(request.command, request.models).await
}

pub(crate) async fn save_set(context: &Context, request: SaveSetRequest) -> Reply<PickerPreferences> {
    context
        .engine
        .save_set(request.command, request.name, request.models)
        .await
}

pub(crate) async fn rename_set(context: &Context, request: RenameSetRequest) -> Reply<PickerPreferences> {
    context
        .engine
        .rename_set(request.command, request.from, request.to)
        .await
}

pub(crate) async fn remove_set(context: &Context, request: RemoveSetRequest) -> Reply<PickerPreferences> {
    context.engine.remove_set(request.command, request.name).await
}
