//! Compiling the two binaries, and `cargo xtask build`.
//!
//! An automation build is the same code, plus the door for `WebDriver`; it never stays where an installed one is looked for.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::{Failure, Outcome, announce, cargo, run as run_to_end};
use crate::{page, project, system};

/// Whether a `WebDriver` can drive the window.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    /// It cannot.
    AsInstalled,
    /// It can.
    Automation,
}

/// The whole workspace but this program: always the same choice, so that features are resolved the same way each time
/// and nothing is compiled twice.
const EVERYTHING: &[&str] = &["build", "--workspace", "--exclude", "xtask", "--bins"];

/// `cargo xtask build [--automation]`.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let window = match arguments {
        [] => Window::AsInstalled,
        [flag] if flag == "--automation" => Window::Automation,
        _ => return Err(Failure("it takes no argument but --automation".into())),
    };
    system::ready_to_build()?;
    page::build()?;
    release(window)
}

/// Compiles quickly, unoptimised, into `target/debug`. The automation window goes to `target/e2e`.
pub(crate) fn development(window: Window) -> Outcome {
    announce("Compiling (development profile)");
    compile(window, &[], &project::target().join("debug"), "e2e")
}

/// Compiles optimised, into `target/release`. The automation window goes to `target/automation`.
pub(crate) fn release(window: Window) -> Outcome {
    announce("Compiling (release profile)");
    compile(window, &["--release"], &project::target().join("release"), "automation")
}

/// Compiles into `folder`; an automation window is moved to `target/ASIDE`, and what was in its place comes back.
fn compile(window: Window, profile: &[&str], folder: &Path, aside: &str) -> Outcome {
    let mut command = cargo(EVERYTHING);
    command.args(profile);
    if window == Window::AsInstalled {
        return run_to_end(&mut command);
    }
    let built = folder.join(project::binary("juxta-window"));
    let kept = SetAside::new(built.clone())?;
    run_to_end(command.args(["--features", "juxta-window/automation"]))?;
    let place = project::target().join(aside);
    fs::create_dir_all(&place)?;
    replace(&built, &place.join(project::binary("juxta-window")))?;
    drop(kept);
    Ok(())
}

/// Copies into a new file: the old one may be running.
fn replace(from: &Path, to: &Path) -> Outcome {
    let new = to.with_extension("new");
    fs::copy(from, &new)?;
    Ok(fs::rename(new, to)?)
}

/// A file set aside until the end of its value's life, so that an automation window never stays in its place.
struct SetAside {
    file: PathBuf,
    aside: PathBuf,
}

impl SetAside {
    fn new(file: PathBuf) -> Outcome<Self> {
        let aside = file.with_extension("aside");
        if file.exists() {
            fs::rename(&file, &aside)?;
        }
        Ok(Self { file, aside })
    }
}

impl Drop for SetAside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
        if self.aside.exists() {
            let _ = fs::rename(&self.aside, &self.file);
        }
    }
}
