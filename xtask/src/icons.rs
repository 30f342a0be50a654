//! `cargo xtask icons`: every size of the app's icon from the one drawing.

use std::fs;

use crate::command::{Outcome, announce, program, run as run_to_end};
use crate::{page, project};

/// What a desktop takes; the drawing tool makes phone sizes besides.
const KEPT: &[&str] = &[
    "32x32.png",
    "64x64.png",
    "128x128.png",
    "128x128@2x.png",
    "icon.png",
    "icon.ico",
    "icon.icns",
];

/// Draws them with Tauri's own tool, from the packages of `icons/package-lock.json`.
pub(crate) fn run() -> Outcome {
    page::packages("icons")?;
    let drawn = project::target().join("icons");
    announce("Drawing the icons");
    let tool = project::root().join("icons/node_modules/@tauri-apps/cli/tauri.js");
    run_to_end(
        program("node", &[])
            .arg(tool)
            .args(["icon", "icons/juxta.svg", "--output"])
            .arg(&drawn),
    )?;
    for name in KEPT {
        fs::copy(drawn.join(name), project::root().join("icons").join(name))?;
    }
    Ok(())
}
