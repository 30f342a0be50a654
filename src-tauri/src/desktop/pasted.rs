//! A picture on the clipboard. WebKitGTK hands none to a page that is pasted into; other webviews hand it over as a
//! file.

/// The picture's file as the program wrote it from which it was copied; `None` where there is none.
#[cfg(target_os = "linux")]
pub(crate) async fn picture(app: &tauri::AppHandle) -> Option<Vec<u8>> {
    for kind in ["image/png", "image/jpeg", "image/webp", "image/gif"] {
        let bytes = contents(app, kind).await?;
        if !bytes.is_empty() {
            return Some(bytes);
        }
    }
    None
}

/// Asks the clipboard on the main thread, which alone may; an owner that does not answer is given up on by GTK.
#[cfg(target_os = "linux")]
async fn contents(app: &tauri::AppHandle, kind: &'static str) -> Option<Vec<u8>> {
    use gtk::gdk::{Atom, SELECTION_CLIPBOARD};

    let (reply, answer) = tokio::sync::oneshot::channel();
    let ask = move || {
        let clipboard = gtk::Clipboard::get(&SELECTION_CLIPBOARD);
        clipboard.request_contents(&Atom::intern(kind), move |_, selection| {
            let _ = reply.send(selection.data());
        });
    };
    app.run_on_main_thread(ask).ok()?;
    answer.await.ok()
}

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unused_async, reason = "as on Linux")]
pub(crate) async fn picture(_: &tauri::AppHandle) -> Option<Vec<u8>> {
    None
}
