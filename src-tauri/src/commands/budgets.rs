//! Spending caps, what was spent, and what happens to several answers at once.

use chat::{CommandId, ConversationId, TabId, TurnId};
use engine::view::{BudgetsForm, BudgetsView, FiguresView, MayCost, TabEntry};

use super::{Engine, Reply};

/// The caps, and what was spent today and this month.
#[tauri::command]
pub(crate) async fn budgets(engine: Engine<'_>) -> Reply<BudgetsView> {
    engine.budgets().await
}

/// Sets the caps.
#[tauri::command]
pub(crate) async fn set_budgets(engine: Engine<'_>, form: BudgetsForm) -> Reply<BudgetsView> {
    engine.set_budgets(form).await
}

/// What a prompt to these tabs may cost.
#[tauri::command]
pub(crate) async fn may_cost(
    engine: Engine<'_>,
    conversation: ConversationId,
    prompt: String,
    tabs: Vec<TabId>,
) -> Reply<MayCost> {
    engine.may_cost(conversation, prompt, tabs).await
}

/// Asks every tab's newest answer again that failed.
#[tauri::command]
pub(crate) async fn retry_failed(
    engine: Engine<'_>,
    command: CommandId,
    conversation: ConversationId,
) -> Reply<Vec<TabEntry>> {
    engine.retry_failed(command, conversation).await
}

/// The figures of a turn, or of a whole conversation.
#[tauri::command]
pub(crate) async fn figures(
    engine: Engine<'_>,
    conversation: ConversationId,
    turn: Option<TurnId>,
) -> Reply<FiguresView> {
    engine.figures(conversation, turn).await
}
