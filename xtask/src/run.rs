//! `cargo xtask run`: builds what changed and opens the app.

use crate::command::{Failure, Outcome, program};
use crate::{build, page, project, system};

/// Opens Juxta with these arguments and ends as it does.
///
/// The development profile: it compiles in half the time, the page is embedded all the same, and a change in Rust is
/// on the screen after seconds. `cargo xtask build` makes what people install.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    system::ready_to_run()?;
    page::build()?;
    build::development(build::Window::AsInstalled)?;
    let juxta = project::target().join("debug").join(project::binary("juxta"));
    let mut command = program(&juxta.to_string_lossy(), &[]);
    let status = command.args(arguments).stdin(std::process::Stdio::inherit()).status()?;
    if status.success() {
        return Ok(());
    }
    Err(Failure(format!("Juxta ended with {status}")))
}
