//! Which renderer WebKitGTK gets. Some drivers leave its fast one blank, and without a GPU it is slower than the plain one.

use std::path::Path;

/// Present once a page stayed blank with the fast renderer.
const MARKER: &str = "safe-renderer";

/// WebKitGTK's switch to its plain renderer.
pub(crate) const SAFE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Whether this start should use the plain renderer.
pub(crate) fn wants_safe(folder: &Path) -> bool {
    cfg!(target_os = "linux") && (folder.join(MARKER).exists() || !has_render_node())
}

/// Remembers that the fast renderer left the page blank. `false` when that was known already or cannot be written:
/// then a restart would change nothing.
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
