//! Chooses WebKitGTK's renderer. Some drivers leave the fast one blank, and without a GPU it is slower than the plain
//! one.

use std::path::Path;

/// File that exists once a page stayed blank with the fast renderer.
const MARKER: &str = "safe-renderer";

/// Environment variable that switches WebKitGTK to its plain renderer.
pub(crate) const SAFE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Returns whether this start should use the plain renderer.
pub(crate) fn wants_safe(folder: &Path) -> bool {
    cfg!(target_os = "linux") && (folder.join(MARKER).exists() || !has_render_node())
}

/// Stores that the fast renderer left the page blank. `false` if that was known or can't be stored: then a restart
/// would change nothing.
pub(crate) fn remember_safe(folder: &Path) -> bool {
    let marker = folder.join(MARKER);
    cfg!(target_os = "linux") && !marker.exists() && std::fs::write(marker, b"").is_ok()
}

fn has_render_node() -> bool {
    std::fs::read_dir("/dev/dri").is_ok_and(|nodes| {
        nodes
            .flatten()
            .any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
    })
}
