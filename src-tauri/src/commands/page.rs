//! Commands of the page itself: first screen, appearance, links and the clipboard.

use api::{
    BootRequest, CopyAnswerRequest, CopyTextRequest, LeaveRequest, OpenLinkRequest, PageReadyRequest,
    SetSidebarRequest, SetTextSizeRequest, SetThemeRequest, SetZoomRequest,
};
use chat::{ErrorCode, Failure, RefusalReason};
use engine::view::Boot;
use tauri::Manager;

use super::{Context, Reply};
use crate::desktop::{closing, links, page_guard::PageGuard};

pub(crate) async fn boot(context: &Context, _: BootRequest) -> Reply<Boot> {
    context.engine.boot().await
}

pub(crate) async fn page_ready(context: &Context, _: PageReadyRequest) -> Reply<()> {
    if let Ok(look) = context.engine.appearance().await {
        // A window that cannot be zoomed is shown as it is.
        let _ = context.window()?.set_zoom(look.zoom);
    }
    context.app().state::<PageGuard>().ready(&context.window()?);
    Ok(())
}

pub(crate) async fn leave(context: &Context, _: LeaveRequest) -> Reply<()> {
    closing::leave(&context.window()?);
    Ok(())
}

pub(crate) async fn set_theme(context: &Context, request: SetThemeRequest) -> Reply<()> {
    context.engine.set_theme(request.theme).await
}

pub(crate) async fn set_zoom(context: &Context, request: SetZoomRequest) -> Reply<f64> {
    let zoom = context.engine.set_zoom(request.zoom).await?;
    let zoomed = context.window()?.set_zoom(zoom);
    zoomed.map_err(|_| Failure::new(ErrorCode::Internal).with_reason(RefusalReason::Zoom))?;
    Ok(zoom)
}

pub(crate) async fn set_text_size(context: &Context, request: SetTextSizeRequest) -> Reply<f64> {
    context.engine.set_text_size(request.text).await
}

pub(crate) async fn set_sidebar(context: &Context, request: SetSidebarRequest) -> Reply<()> {
    context.engine.set_sidebar(request.width).await
}

pub(crate) async fn open_link(_: &Context, request: OpenLinkRequest) -> Reply<()> {
    links::open(&request.url)
}

pub(crate) async fn copy_text(context: &Context, request: CopyTextRequest) -> Reply<()> {
    context.copy(request.text).await
}

pub(crate) async fn copy_answer(context: &Context, request: CopyAnswerRequest) -> Reply<()> {
    let text = context.engine.answer_text(request.answer).await?;
    context.copy(text).await
}
