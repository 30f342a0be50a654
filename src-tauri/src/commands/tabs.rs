//! Commands for tabs, and which of them are in view.

use api::{
    DuplicateTabRequest, MoveTabRequest, RenameTabRequest, ReopenTabRequest, ReplayTabRequest, SetColumnsRequest,
    SetInViewRequest, StopTabRequest,
};
use engine::view::{ConversationView, TabStrip};

use super::{Context, Reply};

pub(crate) async fn move_tab(context: &Context, request: MoveTabRequest) -> Reply<TabStrip> {
    context
        .engine
        .move_tab(request.command, request.conversation, request.tab, request.to)
        .await
}

pub(crate) async fn rename_tab(context: &Context, request: RenameTabRequest) -> Reply<TabStrip> {
    context
        .engine
        .rename_tab(request.command, request.conversation, request.tab, request.name)
        .await
}

pub(crate) async fn duplicate_tab(context: &Context, request: DuplicateTabRequest) -> Reply<ConversationView> {
    context
        .engine
        .duplicate_tab(request.command, request.conversation, request.tab)
        .await
}

pub(crate) async fn reopen_tab(context: &Context, request: ReopenTabRequest) -> Reply<ConversationView> {
    context.engine.reopen_tab(request.command, request.conversation).await
}

pub(crate) async fn replay_tab(context: &Context, request: ReplayTabRequest) -> Reply<ConversationView> {
    context
        .engine
        .replay_tab(request.command, request.conversation, request.tab, request.like)
        .await
}

pub(crate) async fn stop_tab(context: &Context, request: StopTabRequest) -> Reply<()> {
    context.engine.stop_tab(request.conversation, request.tab).await
}

pub(crate) async fn set_columns(context: &Context, request: SetColumnsRequest) -> Reply<()> {
    context.engine.set_columns(request.conversation, request.columns).await
}

pub(crate) async fn set_in_view(context: &Context, request: SetInViewRequest) -> Reply<()> {
    context.engine.set_in_view(request.conversation, request.tabs).await
}
