//! Commands for spending caps and figures, and for retrying several answers at once.

use api::{BudgetsRequest, FiguresRequest, MayCostRequest, RetryFailedRequest, SetBudgetsRequest};
use engine::view::{BudgetsView, FiguresView, MayCost, TabEntry};

use super::{Context, Reply};

pub(crate) async fn budgets(context: &Context, _: BudgetsRequest) -> Reply<BudgetsView> {
    context.engine.budgets().await
}

pub(crate) async fn set_budgets(context: &Context, request: SetBudgetsRequest) -> Reply<BudgetsView> {
    context.engine.set_budgets(request.form).await
}

pub(crate) async fn may_cost(context: &Context, request: MayCostRequest) -> Reply<MayCost> {
    context
        .engine
        .may_cost(request.conversation, request.prompt, request.tabs)
        .await
}

pub(crate) async fn retry_failed(context: &Context, request: RetryFailedRequest) -> Reply<Vec<TabEntry>> {
    context.engine.retry_failed(request.command, request.conversation).await
}

pub(crate) async fn figures(context: &Context, request: FiguresRequest) -> Reply<FiguresView> {
    context.engine.figures(request.conversation, request.turn).await
}
