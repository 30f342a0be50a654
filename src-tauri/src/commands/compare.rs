//! Answers beside each other, and which of them is best.

use chat::{AnswerId, CommandId, ConversationId};
use engine::view::{DiffView, SharedSentence};

use super::{Engine, Reply};

/// Compares two answers.
#[tauri::command]
pub(crate) async fn compare(
    engine: Engine<'_>,
    conversation: ConversationId,
    one: AnswerId,
    two: AnswerId,
) -> Reply<DiffView> {
    engine.compare(conversation, one, two).await
}

/// The sentences that several answers share.
#[tauri::command]
pub(crate) async fn shared_sentences(
    engine: Engine<'_>,
    conversation: ConversationId,
    answers: Vec<AnswerId>,
) -> Reply<Vec<SharedSentence>> {
    engine.shared_sentences(conversation, answers).await
}

/// Marks an answer as the best of its turn, or takes the mark away; the answers marked in its conversation.
#[tauri::command]
pub(crate) async fn mark_best(
    engine: Engine<'_>,
    command: CommandId,
    answer: AnswerId,
    best: bool,
) -> Reply<Vec<AnswerId>> {
    engine.mark_best(command, answer, best).await
}
