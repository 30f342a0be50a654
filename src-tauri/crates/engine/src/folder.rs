//! Where the app keeps everything: one folder, the platform's unless told otherwise.

use std::path::PathBuf;

/// The environment variable that names the folder.
pub const DATA_DIR: &str = "JUXTA_DATA_DIR";

/// The data folder: `explicit` (`--data-dir`), else [`DATA_DIR`], else the platform's. The demo has one of its own, so
/// that it never mixes with what a person keeps. `None` where the platform names no place.
pub fn data_folder(explicit: Option<PathBuf>, demo: bool) -> Option<PathBuf> {
    let named = explicit.or_else(|| {
        std::env::var_os(DATA_DIR)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    });
    let folder = named.or_else(|| dirs::data_dir().map(|data| data.join("juxta")))?;
    Some(if demo { folder.join("demo") } else { folder })
}
