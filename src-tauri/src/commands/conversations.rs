//! Conversations and their tabs.

use chat::{CommandId, Context, ConversationId, TabId};
use engine::view::{ConversationRow, ConversationView, Layout, ModelRef};

use super::{Engine, Reply};

/// Every conversation, newest first.
#[tauri::command]
pub(crate) async fn list_conversations(engine: Engine<'_>) -> Reply<Vec<ConversationRow>> {
    engine.list_conversations().await
}

/// Shows a conversation: its snapshot; frames follow for it from now on.
#[tauri::command]
pub(crate) async fn open_conversation(engine: Engine<'_>, id: ConversationId) -> Reply<ConversationView> {
    engine.open_conversation(id).await
}

/// Makes a conversation with a tab for each model.
#[tauri::command]
pub(crate) async fn create_conversation(
    engine: Engine<'_>,
    command: CommandId,
    models: Vec<ModelRef>,
) -> Reply<ConversationView> {
    engine.create_conversation(command, models).await
}

/// Sets which earlier turns the requests of a conversation carry.
#[tauri::command]
pub(crate) async fn set_context(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    context: Context,
) -> Reply<Context> {
    engine.set_context(command, conversation, context).await
}

/// Names a conversation.
#[tauri::command]
pub(crate) async fn rename_conversation(
    engine: Engine<'_>,
    command: CommandId,
    id: ConversationId,
    title: String,
) -> Reply<ConversationRow> {
    engine.rename_conversation(command, id, title).await
}

/// Deletes a conversation with everything in it.
#[tauri::command]
pub(crate) async fn delete_conversation(engine: Engine<'_>, command: CommandId, id: ConversationId) -> Reply<()> {
    engine.delete_conversation(command, id).await
}

/// Opens a tab.
#[tauri::command]
pub(crate) async fn add_tab(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    model: ModelRef,
) -> Reply<ConversationView> {
    engine.add_tab(command, conversation, model).await
}

/// Closes a tab; its history is kept.
#[tauri::command]
pub(crate) async fn close_tab(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    tab: TabId,
) -> Reply<ConversationView> {
    engine.close_tab(command, conversation, tab).await
}

/// Remembers which tab is shown.
#[tauri::command]
pub(crate) async fn select_tab(engine: Engine<'_>, conversation: ConversationId, tab: TabId) -> Reply<()> {
    engine.select_tab(conversation, tab).await
}

/// Remembers how a conversation is laid out.
#[tauri::command]
pub(crate) async fn set_layout(engine: Engine<'_>, conversation: ConversationId, layout: Layout) -> Reply<()> {
    engine.set_layout(conversation, layout).await
}

/// Remembers the composer's text.
#[tauri::command]
pub(crate) async fn save_draft(engine: Engine<'_>, conversation: ConversationId, text: String) -> Reply<()> {
    engine.save_draft(conversation, text).await
}

/// Remembers where the shown tab is scrolled to; `null` means at the end.
#[tauri::command]
pub(crate) async fn save_scroll(engine: Engine<'_>, conversation: ConversationId, top: Option<f64>) -> Reply<()> {
    engine.save_scroll(conversation, top).await
}
