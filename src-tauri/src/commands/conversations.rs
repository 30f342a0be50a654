//! Commands for conversations and their tabs.

use api::{
    AddTabRequest, CloseTabRequest, CreateConversationRequest, DeleteConversationRequest, ListConversationsRequest,
    OpenConversationRequest, RenameConversationRequest, SaveDraftRequest, SaveScrollRequest, SelectTabRequest,
    SetContextRequest, SetLayoutRequest,
};
use engine::view::{ConversationRow, ConversationView, TabStrip};

use super::{Context, Reply};

pub(crate) async fn list_conversations(context: &Context, _: ListConversationsRequest) -> Reply<Vec<ConversationRow>> {
    context.engine.list_conversations().await
}

pub(crate) async fn open_conversation(context: &Context, request: OpenConversationRequest) -> Reply<ConversationView> {
    context.engine.open_conversation(request.id).await
}

pub(crate) async fn create_conversation(
    context: &Context,
    request: CreateConversationRequest,
) -> Reply<ConversationView> {
    context
        .engine
        .create_conversation(request.command, request.models)
        .await
}

pub(crate) async fn set_context(context: &Context, request: SetContextRequest) -> Reply<chat::Context> {
    context
        .engine
        .set_context(request.command, request.conversation, request.context)
        .await
}

pub(crate) async fn rename_conversation(
    context: &Context,
    request: RenameConversationRequest,
) -> Reply<ConversationRow> {
    context
        .engine
        .rename_conversation(request.command, request.id, request.title)
        .await
}

pub(crate) async fn delete_conversation(context: &Context, request: DeleteConversationRequest) -> Reply<()> {
    context.engine.delete_conversation(request.command, request.id).await
}

pub(crate) async fn add_tab(context: &Context, request: AddTabRequest) -> Reply<ConversationView> {
    context
        .engine
        .add_tab(request.command, request.conversation, request.model)
        .await
}

pub(crate) async fn close_tab(context: &Context, request: CloseTabRequest) -> Reply<TabStrip> {
    context
        .engine
        .close_tab(request.command, request.conversation, request.tab)
        .await
}

pub(crate) async fn select_tab(context: &Context, request: SelectTabRequest) -> Reply<()> {
    context.engine.select_tab(request.conversation, request.tab).await
}

pub(crate) async fn set_layout(context: &Context, request: SetLayoutRequest) -> Reply<()> {
    context.engine.set_layout(request.conversation, request.layout).await
}

pub(crate) async fn save_draft(context: &Context, request: SaveDraftRequest) -> Reply<()> {
    context.engine.save_draft(request.conversation, request.text).await
}

pub(crate) async fn save_scroll(context: &Context, request: SaveScrollRequest) -> Reply<()> {
    context.engine.save_scroll(request.conversation, request.top).await
}
