//! Commands that compare answers and mark the best.

use api::{CompareRequest, MarkBestRequest, SharedSentencesRequest};
use chat::AnswerId;
use engine::view::{DiffView, SharedSentence};

use super::{Context, Reply};

pub(crate) async fn compare(context: &Context, request: CompareRequest) -> Reply<DiffView> {
    context
        .engine
        .compare(request.conversation, request.one, request.two)
        .await
}

pub(crate) async fn shared_sentences(context: &Context, request: SharedSentencesRequest) -> Reply<Vec<SharedSentence>> {
    context
        .engine
        .shared_sentences(request.conversation, request.answers)
        .await
}

pub(crate) async fn mark_best(context: &Context, request: MarkBestRequest) -> Reply<Vec<AnswerId>> {
    context
        .engine
        .mark_best(request.command, request.answer, request.best)
        .await
}
