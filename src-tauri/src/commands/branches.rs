//! Commands for branches: edit, regenerate, switch, branch, fork, continue all tabs from an answer; notes on answers.

use api::{
    AdoptRequest, BranchRequest, EditPromptRequest, FitContextRequest, ForkRequest, ReadAnswersRequest,
    RegenerateRequest, RestoreHeadsRequest, SetNoteRequest, SummariseRequest, WalkRequest,
};
use engine::view::{Adopted, ConversationView, EntryView, NoteView};

use super::{Context, Reply};

pub(crate) async fn regenerate(context: &Context, request: RegenerateRequest) -> Reply<ConversationView> {
    context.engine.regenerate(request.command, request.answer).await
}

pub(crate) async fn edit_prompt(context: &Context, request: EditPromptRequest) -> Reply<ConversationView> {
    let EditPromptRequest {
        command,
        conversation,
        turn,
        prompt,
        tabs,
        confirmed,
    } = request;
    context
        .engine
        .edit_prompt(command, conversation, turn, prompt, tabs, confirmed)
        .await
}

pub(crate) async fn adopt(context: &Context, request: AdoptRequest) -> Reply<Adopted> {
    context.engine.adopt(request.command, request.answer).await
}

pub(crate) async fn restore_heads(context: &Context, request: RestoreHeadsRequest) -> Reply<ConversationView> {
    context
        .engine
        .restore_heads(request.command, request.conversation, request.heads)
        .await
}

pub(crate) async fn walk(context: &Context, request: WalkRequest) -> Reply<ConversationView> {
    context
        .engine
        .walk(request.command, request.conversation, request.to)
        .await
}

pub(crate) async fn branch(context: &Context, request: BranchRequest) -> Reply<ConversationView> {
    context
        .engine
        .branch(request.command, request.conversation, request.tab, request.answer)
        .await
}

pub(crate) async fn fit_context(context: &Context, request: FitContextRequest) -> Reply<ConversationView> {
    context.engine.fit_context(request.command, request.answer).await
}

pub(crate) async fn summarise(context: &Context, request: SummariseRequest) -> Reply<ConversationView> {
    context
        .engine
        .summarise(request.command, request.answer, request.title, request.prompt)
        .await
}

pub(crate) async fn fork(context: &Context, request: ForkRequest) -> Reply<ConversationView> {
    context
        .engine
        .fork(request.command, request.conversation, request.turn, request.title)
        .await
}

pub(crate) async fn read_answers(context: &Context, request: ReadAnswersRequest) -> Reply<Vec<EntryView>> {
    context.engine.read_answers(request.conversation, request.answers).await
}

pub(crate) async fn set_note(context: &Context, request: SetNoteRequest) -> Reply<Vec<NoteView>> {
    context
        .engine
        .set_note(request.command, request.answer, request.note, request.labels)
        .await
}
