//! Asking: send, stop, retry, continue, and the frames that carry the answers.

use chat::{AnswerId, CommandId, ConversationId, TabId};
use engine::{
    Picked,
    view::{Sent, TabEntry},
};
use tauri::ipc::Response;

use super::{Engine, Reply};

/// Held open until something changed in a running answer; a raw body, see `engine::view::Frame`.
#[tauri::command]
pub(crate) async fn next_frame(engine: Engine<'_>, viewer: String, cursor: u64) -> Reply<Response> {
    Ok(Response::new(engine.next_frame(&viewer, cursor).await))
}

/// Sends a prompt to some tabs. One that looks as if it, or a file with it, held a secret is refused unless the person `confirmed` it.
#[tauri::command]
pub(crate) async fn send(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    prompt: String,
    tabs: Vec<TabId>,
    picked: Option<Picked>,
    confirmed: Option<bool>,
) -> Reply<Sent> {
    let (picked, confirmed) = (picked.unwrap_or_default(), confirmed.unwrap_or(false));
    let checked = engine.check_prompt(conversation, &prompt, &picked.files, confirmed);
    checked.await?;
    engine.send_with(command, conversation, prompt, tabs, picked).await
}

/// Stops one answer.
#[tauri::command]
pub(crate) async fn stop(engine: Engine<'_>, answer: AnswerId) -> Reply<()> {
    engine.stop(answer).await
}

/// Stops every answer of a conversation.
#[tauri::command]
pub(crate) async fn stop_all(engine: Engine<'_>, conversation: ConversationId) -> Reply<()> {
    engine.stop_all(conversation).await
}

/// Asks an ended answer again.
#[tauri::command]
pub(crate) async fn retry(engine: Engine<'_>, command: CommandId, answer: AnswerId) -> Reply<TabEntry> {
    engine.retry(command, answer).await
}

/// Asks again at once an answer that waits for its retry number `attempt`.
#[tauri::command]
pub(crate) async fn retry_now(engine: Engine<'_>, answer: AnswerId, attempt: u32) -> Reply<()> {
    engine.retry_now(answer, attempt).await
}

/// Lets an answer that ended short go on.
#[tauri::command]
pub(crate) async fn continue_answer(engine: Engine<'_>, command: CommandId, answer: AnswerId) -> Reply<TabEntry> {
    engine.continue_answer(command, answer).await
}
