//! Commands that show what was sent, and what is checked before something is sent.

use api::{
    CopySentRequest, EstimateRequest, SaveSentRequest, SentRequest, SetWarnsOfSecretsRequest, SuspectsRequest,
    WarnsOfSecretsRequest,
};
use engine::view::{Estimate, SentView, SuspectView};

use super::{Context, Reply};

pub(crate) async fn sent(context: &Context, request: SentRequest) -> Reply<SentView> {
    context.engine.sent(request.answer).await
}

pub(crate) async fn copy_sent(context: &Context, request: CopySentRequest) -> Reply<Option<String>> {
    let made = context.engine.sent_as_curl(request.answer, request.attempt).await?;
    context.copy(made.call).await?;
    Ok(made.file)
}

pub(crate) async fn save_sent(context: &Context, request: SaveSentRequest) -> Reply<String> {
    context.engine.save_sent(request.answer, request.attempt).await
}

pub(crate) async fn estimate(context: &Context, request: EstimateRequest) -> Reply<Estimate> {
    context
        .engine
        .estimate(request.conversation, request.prompt, request.tabs)
        .await
}

pub(crate) async fn suspects(context: &Context, request: SuspectsRequest) -> Reply<Vec<SuspectView>> {
    context
        .engine
        .suspects(request.conversation, &request.prompt, &request.files)
        .await
}

pub(crate) async fn warns_of_secrets(context: &Context, _: WarnsOfSecretsRequest) -> Reply<bool> {
    context.engine.warns_of_secrets().await
}

pub(crate) async fn set_warns_of_secrets(context: &Context, request: SetWarnsOfSecretsRequest) -> Reply<()> {
    context.engine.set_warns_of_secrets(request.on).await
}
