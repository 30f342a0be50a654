//! Commands that send: send, stop, retry, continue, and the frames that carry the answers.

use api::{
    ContinueAnswerRequest, FrameBody, NextFrameRequest, RetryNowRequest, RetryRequest, SendRequest, StopAllRequest,
    StopRequest,
};
use engine::view::{Sent, TabEntry};

use super::{Context, Reply};

pub(crate) async fn next_frame(context: &Context, request: NextFrameRequest) -> Reply<FrameBody> {
    Ok(FrameBody(
        context.engine.next_frame(&request.viewer, request.cursor).await,
    ))
}

pub(crate) async fn send(context: &Context, request: SendRequest) -> Reply<Sent> {
    let SendRequest {
        command,
        conversation,
        prompt,
        tabs,
        picked,
        confirmed,
    } = request;
    context
        .engine
        .send_with(command, conversation, prompt, tabs, picked, confirmed)
        .await
}

pub(crate) async fn stop(context: &Context, request: StopRequest) -> Reply<()> {
    context.engine.stop(request.answer).await
}

pub(crate) async fn stop_all(context: &Context, request: StopAllRequest) -> Reply<()> {
    context.engine.stop_all(request.conversation).await
}

pub(crate) async fn retry(context: &Context, request: RetryRequest) -> Reply<TabEntry> {
    context.engine.retry(request.command, request.answer).await
}

pub(crate) async fn retry_now(context: &Context, request: RetryNowRequest) -> Reply<()> {
    context.engine.retry_now(request.answer, request.attempt).await
}

pub(crate) async fn continue_answer(context: &Context, request: ContinueAnswerRequest) -> Reply<TabEntry> {
    context.engine.continue_answer(request.command, request.answer).await
}
