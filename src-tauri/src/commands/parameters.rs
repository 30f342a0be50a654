//! Commands that set the parameters of tabs.

use api::{KeepParametersRequest, SetParametersRequest};

use super::{Context, Reply};

pub(crate) async fn set_parameters(context: &Context, request: SetParametersRequest) -> Reply<()> {
    context
        .engine
        .set_parameters(request.command, request.conversation, request.tabs, request.parameters)
        .await
}

pub(crate) async fn keep_parameters(context: &Context, request: KeepParametersRequest) -> Reply<()> {
    context.engine.keep_parameters(request.model, request.parameters).await
}
