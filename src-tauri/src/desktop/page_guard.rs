//! A page can die or never come up: this brings it back, and shows the window only when there is something to see.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tauri::{AppHandle, Manager, WebviewWindow};

/// How long a page may take to draw its first frame before the safe renderer is tried.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether the page has drawn, and where a need for the safe renderer is remembered.
pub(crate) struct PageGuard {
    drawn: AtomicBool,
    folder: PathBuf,
}

impl PageGuard {
    /// Guards the page of the window that runs on `folder`.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            drawn: AtomicBool::new(false),
            folder: folder.to_owned(),
        }
    }

    /// The page has drawn: the window is shown.
    pub(crate) fn ready(&self, window: &WebviewWindow) {
        self.drawn.store(true, Ordering::SeqCst);
        // A window that cannot be shown has no page that could be told.
        let _ = window.show();
    }

    /// Shows the window after a while whatever the page does; a page still blank then is tried once with the safe
    /// renderer.
    pub(crate) fn watch(app: &AppHandle) {
        let app = app.clone();
        tauri::async_runtime::spawn(async move {
            tokio::time::sleep(PATIENCE).await;
            let guard = app.state::<Self>();
            if guard.drawn.load(Ordering::SeqCst) {
                return;
            }
            tracing::warn!("the page is not ready after {PATIENCE:?}");
            if let Some(window) = app.get_webview_window(crate::WINDOW) {
                let _ = window.show();
            }
            // A driven window is slow to start and must not be replaced under its driver.
            if !cfg!(feature = "automation") && crate::renderer::remember_safe(&guard.folder) {
                app.restart();
            }
        });
    }
}

/// Reloads the page when its process dies; the engine's streams go on, and the new page reads a snapshot.
#[cfg(target_os = "linux")]
pub(crate) fn revive(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt;

    window.with_webview(|webview| {
        webview.inner().connect_web_process_terminated(|view, reason| {
            tracing::warn!(?reason, "the web process ended; reloading the page");
            view.reload();
        });
    })
}

/// Other systems' webviews restart their process themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn revive(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
