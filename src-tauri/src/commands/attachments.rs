//! Files that go with a prompt. They come as raw bodies, so that a picture is not written out as a list of numbers.

use chat::{Attachment, CommandId, ConversationId, ErrorCode, Failure, ImageHash};
use engine::{Given, view::ModelRef};
use percent_encoding::percent_decode_str;
use tauri::ipc::{InvokeBody, Request};

use super::{Engine, Reply};
use crate::desktop::pasted;

/// Adds a file to a conversation's draft. The body is what is in it; headers say the rest: `juxta-command`,
/// `juxta-conversation`, and `juxta-name` (percent-encoded), without which it is pasted text.
#[tauri::command]
pub(crate) async fn attach(engine: Engine<'_>, request: Request<'_>) -> Reply<Attachment> {
    let (command, conversation, given) = read(&request).ok_or_else(|| Failure::new(ErrorCode::Internal))?;
    engine.attach(command, conversation, given).await
}

fn read(request: &Request<'_>) -> Option<(CommandId, ConversationId, Given)> {
    let header = |name| request.headers().get(name)?.to_str().ok();
    let InvokeBody::Raw(bytes) = request.body() else {
        return None;
    };
    // A byte more than it may have is enough to be refused as too large.
    let bytes = &bytes[..bytes.len().min(engine::MAX_FILE + 1)];
    let given = match header("juxta-name") {
        Some(name) => Given::File(
            percent_decode_str(name).decode_utf8_lossy().into_owned(),
            bytes.to_vec(),
        ),
        None => Given::Paste(std::str::from_utf8(bytes).ok()?.to_owned()),
    };
    let command = header("juxta-command")?.parse().ok()?;
    let conversation = header("juxta-conversation")?.parse().ok()?;
    Some((command, conversation, given))
}

/// Adds the picture on the clipboard to a conversation's draft; `null` when there is none.
#[tauri::command]
pub(crate) async fn paste_picture(
    app: tauri::AppHandle,
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
) -> Reply<Option<Attachment>> {
    let Some(bytes) = pasted::picture(&app).await else {
        return Ok(None);
    };
    let given = Given::File("image.png".to_owned(), bytes);
    engine.attach(command, conversation, given).await.map(Some)
}

/// Takes a file out of a conversation's draft.
#[tauri::command]
pub(crate) async fn detach(engine: Engine<'_>, conversation: ConversationId, hash: ImageHash) -> Reply<()> {
    engine.detach(conversation, hash).await
}

/// The text of a file of a conversation's draft.
#[tauri::command]
pub(crate) async fn attachment_text(
    engine: Engine<'_>,
    conversation: ConversationId,
    hash: ImageHash,
) -> Reply<String> {
    engine.attachment_text(conversation, hash).await
}

/// Whether each of these models can see pictures; `null` where nobody knows.
#[tauri::command]
pub(crate) async fn can_see(engine: Engine<'_>, models: Vec<ModelRef>) -> Reply<Vec<Option<bool>>> {
    Ok(engine.can_see(models).await)
}
