//! Where things are in the project.

use std::path::{Path, PathBuf};

/// The folder with the workspace's `Cargo.toml`.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in a folder of the project")
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root().join(folder),
        None => root().join("target"),
    }
}

/// A binary's file name here.
pub(crate) fn binary(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The newest change below `path`, leaving out what npm and vite write.
pub(crate) fn newest_change(path: &Path) -> std::io::Result<std::time::SystemTime> {
    let about = path.metadata()?;
    let mut newest = about.modified()?;
    if about.is_dir() {
        for entry in path.read_dir()? {
            let entry = entry?;
            if entry.file_name() != "node_modules" && entry.file_name() != "dist" {
                newest = newest.max(newest_change(&entry.path())?);
            }
        }
    }
    Ok(newest)
}
