//! Closes the window after the page has saved what was typed a moment ago.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tauri::{Emitter, Manager, WebviewWindow, WindowEvent};

/// Timeout for the page's answer. A page that needs longer is dead or has nothing to save.
const PATIENCE: Duration = Duration::from_millis(500);

/// Records whether the window is already closing.
#[derive(Default)]
pub(crate) struct Closing(AtomicBool);

/// Asks the page on the first request to close; closes when it answers, or after [`PATIENCE`].
pub(crate) fn ask_page_first(window: &WebviewWindow) {
    let asked = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::CloseRequested { api, .. } = event else {
            return;
        };
        if asked.state::<Closing>().0.swap(true, Ordering::SeqCst) {
            return;
        }
        api.prevent_close();
        let window = asked.clone();
        tauri::async_runtime::spawn(async move {
            if window.emit("closing", ()).is_ok() {
                tokio::time::sleep(PATIENCE).await;
            }
            leave(&window);
        });
    });
}

/// Closes the window now. A window that is gone is not an error.
pub(crate) fn leave(window: &WebviewWindow) {
    let _ = window.destroy();
}
