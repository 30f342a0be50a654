//! GTK's clipboard. Only the main thread may touch it, so each call is sent there and its answer awaited.

use std::time::Duration;

use gtk::gdk::SELECTION_CLIPBOARD;
use tauri::AppHandle;
use tokio::{sync::oneshot, time::timeout};

use super::NoText;

/// The longest wait for the program that owns the text: it may hang. GTK itself waits longer.
const LONGEST: Duration = Duration::from_secs(4);

/// A handle to the clipboard.
pub(crate) struct Clipboard(AppHandle);

impl Clipboard {
    /// Makes a handle. The clipboard itself is not touched.
    pub(crate) fn new(app: &AppHandle) -> Self {
        Self(app.clone())
    }

    /// Reads the text on the clipboard.
    pub(crate) async fn read(&self) -> Result<String, NoText> {
        let text = self.ask(|clipboard, reply| {
            clipboard.request_text(move |_, text| {
                let _ = reply.send(text.map(str::to_owned));
            });
        });
        timeout(LONGEST, text).await.ok().flatten().flatten().ok_or(NoText)
    }

    /// Puts text on the clipboard.
    pub(crate) async fn write(&self, text: String) -> Result<(), NoText> {
        let written = self.ask(move |clipboard, reply| {
            clipboard.set_text(&text);
            let _ = reply.send(());
        });
        written.await.ok_or(NoText)
    }

    /// Runs `question` on the main thread and waits for what it sends; `None` when the window is gone.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(gtk::Clipboard, oneshot::Sender<T>) + Send + 'static,
    ) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        let ask = move || question(gtk::Clipboard::get(&SELECTION_CLIPBOARD), reply);
        self.0.run_on_main_thread(ask).ok()?;
        answer.await.ok()
    }
}
