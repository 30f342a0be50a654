//! Reads the arguments and the environment once, and clears from the environment what no child may inherit.

use std::{ffi::OsString, path::PathBuf, process::ExitCode};

use secret::{EnvironmentError, EnvironmentKey, NamedKey};

use crate::renderer;

/// Arguments and environment of this start.
pub struct Launch {
    pub(crate) folder: PathBuf,
    pub(crate) demo: bool,
    pub(crate) key: Option<EnvironmentKey>,
    /// Other keys found in the environment, to be offered.
    pub(crate) offered: Vec<NamedKey>,
}

/// Reason why the window doesn't start.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Unknown argument.
    #[error("unknown argument: {}", .0.to_string_lossy())]
    Argument(OsString),
    /// Only one of the two key variables is set, or one is unusable.
    #[error(transparent)]
    Environment(#[from] EnvironmentError),
    /// No data folder.
    #[error("no data folder: set JUXTA_DATA_DIR")]
    Folder,
}

impl Refusal {
    /// Prints the reason to stderr. Returns the exit code of wrong usage, or of an unusable folder.
    pub fn report(&self) -> ExitCode {
        eprintln!("juxta: {self}");
        ExitCode::from(if matches!(self, Self::Folder) { 4 } else { 2 })
    }
}

impl Launch {
    /// Reads arguments and environment. Must run first in the process: it changes the environment, which is only sound
    /// while there is one thread.
    pub fn from_process() -> Result<Self, Refusal> {
        let (explicit, demo) = arguments(std::env::args_os().skip(1))?;
        let key = secret::take_environment_key(std::env::vars_os());
        let offered = secret::keys_from_environment(std::env::vars_os());
        let folder = engine::data_folder(explicit, demo).ok_or(Refusal::Folder)?;
        prepare_environment(&folder, &offered);
        Ok(Self {
            folder,
            demo,
            key: key?,
            offered,
        })
    }
}

fn arguments(mut given: impl Iterator<Item = OsString>) -> Result<(Option<PathBuf>, bool), Refusal> {
    let (mut folder, mut demo) = (None, false);
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("--demo") => demo = true,
            Some("--data-dir") => folder = Some(given.next().ok_or(Refusal::Argument(argument))?.into()),
            _ => return Err(Refusal::Argument(argument)),
        }
    }
    Ok((folder, demo))
}

/// Removes from the environment what children (WebKit's processes) must not inherit and what would let a program drive
/// this window; chooses the renderer.
#[allow(
    unsafe_code,
    reason = "the one place: changing the environment is unsafe, and only sound before any thread"
)]
fn prepare_environment(folder: &std::path::Path, offered: &[NamedKey]) {
    let mut remove = vec![secret::API_KEY, secret::BASE_URL];
    if !cfg!(feature = "automation") {
        remove.extend(["TAURI_AUTOMATION", "TAURI_WEBVIEW_AUTOMATION"]);
    }
    remove.extend(offered.iter().map(|key| key.name.as_str()));
    // SAFETY: main calls this first, before any other thread exists.
    unsafe {
        for name in remove {
            std::env::remove_var(name);
        }
        if renderer::wants_safe(folder) {
            std::env::set_var(renderer::SAFE, "1");
        }
    }
}
