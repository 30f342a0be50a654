//! What was sent, and what is looked at before something is sent.

use chat::{AnswerId, ConversationId, ImageHash, TabId};
use engine::view::{Estimate, SentView, SuspectView};

use super::{Engine, Reply, page::copy_text};
use crate::desktop::clipboard::Clipboard;

/// What was sent for an answer, request by request. No secret is in it.
#[tauri::command]
pub(crate) async fn sent(engine: Engine<'_>, answer: AnswerId) -> Reply<SentView> {
    engine.sent(answer).await
}

/// Puts one of these requests (from 0) on the clipboard as a `curl` call, its secrets named as variables. Says into which
/// file its body was written, where files went with it.
#[tauri::command]
pub(crate) async fn copy_sent(
    engine: Engine<'_>,
    clipboard: tauri::State<'_, Clipboard>,
    answer: AnswerId,
    attempt: usize,
) -> Reply<Option<String>> {
    let made = engine.sent_as_curl(answer, attempt).await?;
    copy_text(clipboard, made.call).await?;
    Ok(made.file)
}

/// Writes one of these requests and what came back into the downloads folder, and says where.
#[tauri::command]
pub(crate) async fn save_sent(engine: Engine<'_>, answer: AnswerId, attempt: usize) -> Reply<String> {
    engine.save_sent(answer, attempt).await
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

/// What in a prompt, or in these files of the draft, looks like a secret or an identifier.
#[tauri::command]
pub(crate) async fn suspects(
    engine: Engine<'_>,
    conversation: ConversationId,
    prompt: String,
    files: Vec<ImageHash>,
) -> Reply<Vec<SuspectView>> {
    engine.suspects(conversation, &prompt, &files).await
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
