//! Answers beside each other.

use chat::{AnswerId, ConversationId};
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
