//! The page itself: its first screen, its colours, links and the clipboard.

use chat::{AnswerId, ErrorCode, Failure};
use engine::view::{Boot, Theme};

use super::{Engine, Reply};
use crate::desktop::{clipboard::Clipboard, closing, links, page_guard::PageGuard};

/// Everything for the first screen.
#[tauri::command]
pub(crate) async fn boot(engine: Engine<'_>) -> Reply<Boot> {
    engine.boot().await
}

/// The page has drawn its first themed frame: the window may be seen, as large as the person likes it.
#[tauri::command]
pub(crate) async fn page_ready(
    engine: Engine<'_>,
    window: tauri::WebviewWindow,
    guard: tauri::State<'_, PageGuard>,
) -> Reply<()> {
    if let Ok(look) = engine.look().await {
        // A window that cannot be zoomed is shown as it is.
        let _ = window.set_zoom(look.zoom);
    }
    guard.ready(&window);
    Ok(())
}

/// The page has handed over what it held: the window may close.
#[tauri::command]
#[expect(clippy::needless_pass_by_value, reason = "a command's window comes by value")]
pub(crate) fn leave(window: tauri::WebviewWindow) {
    closing::leave(&window);
}

/// Remembers which colours the person wants.
#[tauri::command]
pub(crate) async fn set_theme(engine: Engine<'_>, theme: Theme) -> Reply<()> {
    engine.set_theme(theme).await
}

/// Shows the page larger or smaller, and remembers it; answers with what is within bounds.
#[tauri::command]
pub(crate) async fn set_zoom(engine: Engine<'_>, window: tauri::WebviewWindow, zoom: f64) -> Reply<f64> {
    let zoom = engine.set_zoom(zoom).await?;
    window
        .set_zoom(zoom)
        .map_err(|_| Failure::new(ErrorCode::Internal).with("reason", "zoom"))?;
    Ok(zoom)
}

/// Remembers how large text is; answers with the nearest size there is.
#[tauri::command]
pub(crate) async fn set_text_size(engine: Engine<'_>, text: f64) -> Reply<f64> {
    engine.set_text_size(text).await
}

/// Remembers how wide the sidebar is.
#[tauri::command]
pub(crate) async fn set_sidebar(engine: Engine<'_>, width: u32) -> Reply<()> {
    engine.set_sidebar(width).await
}

/// Opens a link in the system's browser or mail program; https, http and mailto only.
#[tauri::command]
pub(crate) fn open_link(url: &str) -> Reply<()> {
    links::open(url)
}

/// Puts text on the clipboard.
#[tauri::command]
pub(crate) async fn copy_text(clipboard: tauri::State<'_, Clipboard>, text: String) -> Reply<()> {
    clipboard
        .write(text)
        .await
        .map_err(|_| Failure::new(ErrorCode::Internal).with("reason", "clipboard"))
}

/// Puts an answer's markdown on the clipboard.
#[tauri::command]
pub(crate) async fn copy_answer(
    engine: Engine<'_>,
    clipboard: tauri::State<'_, Clipboard>,
    answer: AnswerId,
) -> Reply<()> {
    let text = engine.answer_text(answer).await?;
    copy_text(clipboard, text).await
}
