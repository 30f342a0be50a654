//! What tabs ask of their models besides the conversation.

use chat::{CommandId, ConversationId, Parameters, TabId};
use engine::view::ModelRef;

use super::{Engine, Reply};

/// Sets the parameters of these tabs, from their next requests on.
#[tauri::command]
pub(crate) async fn set_parameters(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
    tabs: Vec<TabId>,
    parameters: Parameters,
) -> Reply<()> {
    engine.set_parameters(command, conversation, tabs, parameters).await
}

/// Keeps parameters for new tabs of a model; empty ones are forgotten.
#[tauri::command]
pub(crate) async fn keep_parameters(engine: Engine<'_>, model: ModelRef, parameters: Parameters) -> Reply<()> {
    engine.keep_parameters(model, parameters).await
}
