//! Closing the window: the page may first hand over what the person typed a moment ago.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tauri::{Emitter, Manager, WebviewWindow, WindowEvent};

/// A page that does not answer in this time has nothing to hand over, or is dead.
const PATIENCE: Duration = Duration::from_millis(500);

/// Whether the window is closing already.
#[derive(Default)]
pub(crate) struct Closing(AtomicBool);

/// Asks the page, on the first request to close, and closes when it says so or after a moment.
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

/// Closes the window now. One that is gone already is closed.
pub(crate) fn leave(window: &WebviewWindow) {
    let _ = window.destroy();
}
