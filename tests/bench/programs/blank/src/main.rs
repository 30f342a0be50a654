//! The least a Tauri window can be: one text field, shown once its page has drawn.

use tauri::{WebviewUrl, WebviewWindow, WebviewWindowBuilder};

#[tauri::command]
fn ready(window: WebviewWindow) {
    // A window that cannot be shown is never found by the bench, which then says so.
    let _ = window.show();
}

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![ready])
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("Blank")
                .inner_size(1280.0, 800.0)
                .visible(false)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
