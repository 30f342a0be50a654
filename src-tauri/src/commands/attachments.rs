//! Commands for attachments of a draft.

use api::{AttachRequest, AttachmentTextRequest, CanSeeRequest, DetachRequest, PastePictureRequest};
use chat::{Attachment, ErrorCode, Failure};
use engine::Given;

use super::{Context, Reply};
use crate::desktop::pasted;

pub(crate) async fn attach(context: &Context, request: AttachRequest) -> Reply<Attachment> {
    let given = match request.name {
        Some(name) => Given::File(name, request.bytes),
        None => Given::Paste(String::from_utf8(request.bytes).map_err(|_| Failure::new(ErrorCode::Internal))?),
    };
    context
        .engine
        .attach(request.command, request.conversation, given)
        .await
}

pub(crate) async fn paste_picture(context: &Context, request: PastePictureRequest) -> Reply<Option<Attachment>> {
    let Some(bytes) = pasted::picture(context.app()).await else {
        return Ok(None);
    };
    let given = Given::File("image.png".to_owned(), bytes);
    context
        .engine
        .attach(request.command, request.conversation, given)
        .await
        .map(Some)
}

pub(crate) async fn detach(context: &Context, request: DetachRequest) -> Reply<()> {
    context.engine.detach(request.conversation, request.hash).await
}

pub(crate) async fn attachment_text(context: &Context, request: AttachmentTextRequest) -> Reply<String> {
    context.engine.attachment_text(request.conversation, request.hash).await
}

pub(crate) async fn can_see(context: &Context, request: CanSeeRequest) -> Reply<Vec<Option<bool>>> {
    Ok(context.engine.can_see(request.models).await)
}
