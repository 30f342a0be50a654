//! Reloads a page whose process died, and shows the window once there is something to see.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tauri::{AppHandle, Manager, WebviewWindow};

/// Timeout for the page's first frame; after it the safe renderer is tried.
const PATIENCE: Duration = Duration::from_secs(5);

/// Records whether the page has drawn, and the folder where the need for the safe renderer is stored.
pub(crate) struct PageGuard {
    drawn: AtomicBool,
    folder: PathBuf,
}

impl PageGuard {
    /// Creates the guard of a window that runs on `folder`.
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            drawn: AtomicBool::new(false),
            folder: folder.to_owned(),
        }
    }

    /// Shows the window, as the page has drawn.
    pub(crate) fn ready(&self, window: &WebviewWindow) {
        self.drawn.store(true, Ordering::SeqCst);
        // If the window can't be shown, its page can't show an error either.
        let _ = window.show();
    }

    /// Shows the window after [`PATIENCE`] even if the page is blank, and then restarts once with the safe renderer.
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
            // A window driven by WebDriver starts slowly and must keep its process.
            if !cfg!(feature = "automation") && crate::renderer::remember_safe(&guard.folder) {
                app.restart();
            }
        });
    }
}

/// Reloads the page when its process dies. The engine's streams go on, and the new page reads a snapshot.
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

/// Does nothing: other systems' webviews restart their process themselves.
#[cfg(not(target_os = "linux"))]
pub(crate) fn revive(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
