//! What was sent, and what is looked at before something is sent.

use chat::{AnswerId, ConversationId, TabId};
use engine::view::{Estimate, SentView, SuspectView};

use super::{Engine, Reply, page::copy_text};
use crate::desktop::clipboard::Clipboard;

/// What was sent for an answer, request by request. No secret is in it.
#[tauri::command]
pub(crate) async fn sent(engine: Engine<'_>, answer: AnswerId) -> Reply<SentView> {
    engine.sent(answer).await
}

/// Puts one of these requests (from 0) on the clipboard as a `curl` call, its secrets named as variables.
#[tauri::command]
pub(crate) async fn copy_sent(
    engine: Engine<'_>,
    clipboard: tauri::State<'_, Clipboard>,
    answer: AnswerId,
    attempt: usize,
) -> Reply<()> {
    let call = engine.sent_as_curl(answer, attempt).await?;
    copy_text(clipboard, call).await
}

/// What sending a prompt to these tabs would come to.
#[tauri::command]
pub(crate) async fn estimate(
    engine: Engine<'_>,
    conversation: ConversationId,
    prompt: String,
    tabs: Vec<TabId>,
) -> Reply<Estimate> {
    engine.estimate(conversation, prompt, tabs).await
}

/// What in a prompt looks like a secret or an identifier.
#[tauri::command]
pub(crate) async fn suspects(engine: Engine<'_>, prompt: String) -> Reply<Vec<SuspectView>> {
    engine.suspects(&prompt).await
}

/// Whether the person is asked before text that looks like a secret is sent.
#[tauri::command]
pub(crate) async fn warns_of_secrets(engine: Engine<'_>) -> Reply<bool> {
    engine.warns_of_secrets().await
}

/// Switches that question on or off.
#[tauri::command]
pub(crate) async fn set_warns_of_secrets(engine: Engine<'_>, on: bool) -> Reply<()> {
    engine.set_warns_of_secrets(on).await
}
