//! Going another way: edit, regenerate, walk, branch, fork, continue all tabs from an answer; notes on answers.

use chat::{AnswerId, CommandId, ConversationId, TabId, TurnId};
use engine::view::{Adopted, ConversationView, EntryView, NoteView, TabHead};

use super::{Engine, Reply};

/// Asks an ended answer again, wherever it stands.
#[tauri::command]
pub(crate) async fn regenerate(engine: Engine<'_>, command: CommandId, answer: AnswerId) -> Reply<ConversationView> {
    engine.regenerate(command, answer).await
}

/// Asks a prompt otherwise in some tabs; as in `send`, one that looks secret is refused unless the person `confirmed` it.
#[tauri::command]
pub(crate) async fn edit_prompt(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    turn: TurnId,
    prompt: String,
    tabs: Vec<TabId>,
    confirmed: Option<bool>,
) -> Reply<ConversationView> {
    // Its files went out before, and were asked about then.
    let confirmed = confirmed.unwrap_or(false);
    engine.check_prompt(conversation, &prompt, &[], confirmed).await?;
    engine.edit_prompt(command, conversation, turn, prompt, tabs).await
}

/// Continues all tabs from an answer.
#[tauri::command]
pub(crate) async fn adopt(engine: Engine<'_>, command: CommandId, answer: AnswerId) -> Reply<Adopted> {
    engine.adopt(command, answer).await
}

/// Gives tabs the heads they had.
#[tauri::command]
pub(crate) async fn restore_heads(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    heads: Vec<TabHead>,
) -> Reply<ConversationView> {
    engine.restore_heads(command, conversation, heads).await
}

/// Shows other answers in their place.
#[tauri::command]
pub(crate) async fn walk(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    to: Vec<(TabId, AnswerId)>,
) -> Reply<ConversationView> {
    engine.walk(command, conversation, to).await
}

/// Opens a tab that goes on from an answer.
#[tauri::command]
pub(crate) async fn branch(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    tab: TabId,
    answer: AnswerId,
) -> Reply<ConversationView> {
    engine.branch(command, conversation, tab, answer).await
}

/// Has requests carry as few earlier turns as should fit, and asks an answer again that was too long.
#[tauri::command]
pub(crate) async fn trim(engine: Engine<'_>, command: CommandId, answer: AnswerId) -> Reply<ConversationView> {
    engine.trim(command, answer).await
}

/// Makes a conversation that begins with a summary of the history of an answer that was too long, and shows it.
#[tauri::command]
pub(crate) async fn summarise(
    engine: Engine<'_>,
    command: CommandId,
    answer: AnswerId,
    title: String,
    prompt: String,
) -> Reply<ConversationView> {
    engine.summarise(command, answer, title, prompt).await
}

/// Makes a conversation of its own from what this one had come to at a turn, and shows it.
#[tauri::command]
pub(crate) async fn fork(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    turn: TurnId,
    title: String,
) -> Reply<ConversationView> {
    engine.fork(command, conversation, turn, title).await
}

/// Answers to be read beside what is shown.
#[tauri::command]
pub(crate) async fn read_answers(
    engine: Engine<'_>,
    conversation: ConversationId,
    answers: Vec<AnswerId>,
) -> Reply<Vec<EntryView>> {
    engine.read_answers(conversation, answers).await
}

/// Writes a note and labels on an answer; what is written in its conversation.
#[tauri::command]
pub(crate) async fn set_note(
    engine: Engine<'_>,
    command: CommandId,
    answer: AnswerId,
    note: String,
    labels: Vec<String>,
) -> Reply<Vec<NoteView>> {
    engine.set_note(command, answer, note, labels).await
}
