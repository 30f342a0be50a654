//! Defines what a command works with, and reads its request and writes its reply.

use api::{Body, Command, IntoReply};
use chat::{ErrorCode, Failure, RefusalReason};
use engine::Engine;
use tauri::{
    AppHandle, Manager, Webview, WebviewWindow,
    ipc::{InvokeBody, InvokeError, InvokeMessage, InvokeResponseBody, Response},
};

use super::Reply;
use crate::desktop::clipboard::Clipboard;

/// What a command works with: the engine, and the desktop around the page that called.
pub(super) struct Context {
    /// Does the work.
    pub(super) engine: Engine,
    page: Webview,
}

impl Context {
    /// Returns the running app.
    pub(super) fn app(&self) -> &AppHandle {
        self.page.app_handle()
    }

    /// Returns the window of the page.
    ///
    /// # Errors
    /// `internal` when it is gone: then nobody waits for the reply either.
    pub(super) fn window(&self) -> Reply<WebviewWindow> {
        let window = self.app().get_webview_window(crate::WINDOW);
        window.ok_or_else(|| Failure::new(ErrorCode::Internal))
    }

    /// Returns the text on the clipboard.
    pub(super) async fn paste(&self) -> Reply<String> {
        let read = self.app().state::<Clipboard>().read().await;
        read.map_err(|_| Failure::refused(RefusalReason::Clipboard))
    }

    /// Puts text on the clipboard.
    pub(super) async fn copy(&self, text: String) -> Reply<()> {
        let written = self.app().state::<Clipboard>().write(text).await;
        written.map_err(|_| Failure::new(ErrorCode::Internal).with_reason(RefusalReason::Clipboard))
    }
}

/// Reads the request of a call.
///
/// # Errors
/// `internal` when the page sent something else than the command takes. Both come from one list, so only a broken page
/// does.
pub(super) fn read<C: Command>(message: &InvokeMessage) -> Result<(Context, C), InvokeError> {
    let header = |name: &str| message.headers().get(name)?.to_str().ok();
    let body = match message.payload() {
        InvokeBody::Json(value) => Body::Json(value),
        InvokeBody::Raw(bytes) => Body::Raw { bytes, header: &header },
    };
    let request = C::from_body(&body).ok_or_else(|| Failure::new(ErrorCode::Internal))?;
    let page = message.webview();
    let engine = page.state::<Engine>().inner().clone();
    Ok((Context { engine, page }, request))
}

/// Writes the reply of a command, or its failure.
pub(super) fn write<T: IntoReply>(reply: Reply<T>) -> Result<Response, InvokeError> {
    let body = match reply?.into_reply() {
        Some(api::Reply::Json(text)) => InvokeResponseBody::Json(text),
        Some(api::Reply::Raw(bytes)) => InvokeResponseBody::Raw(bytes),
        None => return Err(Failure::new(ErrorCode::Internal).into()),
    };
    Ok(Response::new(body))
}
