//! The clipboard of macOS and Windows, owned by one thread.

use std::sync::mpsc;

use tauri::AppHandle;
use tokio::sync::oneshot;

use super::NoText;

enum Call {
    Read(oneshot::Sender<Result<String, NoText>>),
    Write(String, oneshot::Sender<Result<(), NoText>>),
}

/// A handle to the clipboard's thread, which starts with the first call.
#[derive(Default)]
pub(crate) struct Clipboard {
    thread: std::sync::OnceLock<mpsc::Sender<Call>>,
}

impl Clipboard {
    /// Makes a handle. The clipboard itself is not touched.
    pub(crate) fn new(_: &AppHandle) -> Self {
        Self::default()
    }

    /// Reads the text on the clipboard.
    pub(crate) async fn read(&self) -> Result<String, NoText> {
        let (reply, answer) = oneshot::channel();
        self.call(Call::Read(reply))?;
        answer.await.map_err(|_| NoText)?
    }

    /// Puts text on the clipboard.
    pub(crate) async fn write(&self, text: String) -> Result<(), NoText> {
        let (reply, answer) = oneshot::channel();
        self.call(Call::Write(text, reply))?;
        answer.await.map_err(|_| NoText)?
    }

    fn call(&self, call: Call) -> Result<(), NoText> {
        let thread = self.thread.get_or_init(|| {
            let (calls, inbox) = mpsc::channel();
            // A thread that cannot start shows itself as a closed channel.
            let _ = std::thread::Builder::new()
                .name("clipboard".into())
                .spawn(move || serve(&inbox));
            calls
        });
        thread.send(call).map_err(|_| NoText)
    }
}

fn serve(inbox: &mpsc::Receiver<Call>) {
    let mut clipboard = None;
    for call in inbox {
        if clipboard.is_none() {
            clipboard = arboard::Clipboard::new().ok();
        }
        match call {
            Call::Read(reply) => {
                let text = clipboard.as_mut().and_then(|clipboard| clipboard.get_text().ok());
                let _ = reply.send(text.ok_or(NoText));
            }
            Call::Write(text, reply) => {
                let done = clipboard.as_mut().and_then(|clipboard| clipboard.set_text(text).ok());
                let _ = reply.send(done.ok_or(NoText));
            }
        }
    }
}
