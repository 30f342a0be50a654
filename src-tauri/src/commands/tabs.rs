//! Tabs: opened, closed and opened again, put elsewhere, named, doubled; and what of them is in view.

use chat::{CommandId, ConversationId, TabId};
use engine::view::{ColumnsLook, ConversationView};

use super::{Engine, Reply};

/// Puts a tab elsewhere among the open ones.
#[tauri::command]
pub(crate) async fn move_tab(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    tab: TabId,
    to: usize,
) -> Reply<ConversationView> {
    engine.move_tab(command, conversation, tab, to).await
}

/// Names a tab; a blank name gives it back its model's.
#[tauri::command]
pub(crate) async fn rename_tab(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    tab: TabId,
    name: String,
) -> Reply<ConversationView> {
    engine.rename_tab(command, conversation, tab, name).await
}

/// Opens a copy of a tab behind it.
#[tauri::command]
pub(crate) async fn duplicate_tab(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    tab: TabId,
) -> Reply<ConversationView> {
    engine.duplicate_tab(command, conversation, tab).await
}

/// Opens the tab that was closed last.
#[tauri::command]
pub(crate) async fn reopen_tab(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
) -> Reply<ConversationView> {
    engine.reopen_tab(command, conversation).await
}

/// Asks in a tab without a history the prompts of another tab's.
#[tauri::command]
pub(crate) async fn replay_tab(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    tab: TabId,
    like: TabId,
) -> Reply<ConversationView> {
    engine.replay_tab(command, conversation, tab, like).await
}

/// Stops everything that runs and waits in a tab.
#[tauri::command]
pub(crate) async fn stop_tab(engine: Engine<'_>, conversation: ConversationId, tab: TabId) -> Reply<()> {
    engine.stop_tab(conversation, tab).await
}

/// Remembers how a conversation's columns are read.
#[tauri::command]
pub(crate) async fn set_columns(engine: Engine<'_>, conversation: ConversationId, columns: ColumnsLook) -> Reply<()> {
    engine.set_columns(conversation, columns).await
}

/// The columns that can be seen.
#[tauri::command]
pub(crate) async fn set_in_view(engine: Engine<'_>, conversation: ConversationId, tabs: Vec<TabId>) -> Reply<()> {
    engine.set_in_view(conversation, tabs).await
}
