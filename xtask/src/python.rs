//! Packages from Python's registry, each list in a folder of its own under `target`.

use std::fs;
use std::path::PathBuf;

use crate::command::{Outcome, announce, program, run};
use crate::project;
use crate::stamp::Stamp;

/// Whether the packages that a list's packages name are installed too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// The list is complete.
    Listed,
    /// The registry says what else.
    Resolved,
}

/// Installs the packages of `list` (a `requirements.txt`, from the project's root) into `target/NAME`, unless they are
/// there, and gives the folder of their programs.
pub(crate) fn install(list: &str, name: &str, needs: Needs) -> Outcome<PathBuf> {
    let stamp = Stamp::new(&name.replace('/', "-"), fs::read_to_string(project::root().join(list))?);
    let place = project::target().join(name);
    let programs = place.join("bin");
    if stamp.holds() && programs.join("pip").is_file() {
        return Ok(programs);
    }
    announce(&format!("Installing {list} into target/{name}"));
    run(program("/usr/bin/python3", &["-m", "venv", "--clear"]).arg(&place))?;
    let pip = programs.join("pip");
    let mut command = program(
        &pip.to_string_lossy(),
        &["install", "--quiet", "--disable-pip-version-check"],
    );
    if needs == Needs::Listed {
        command.arg("--no-deps");
    }
    run(command.args(["-r", list]))?;
    stamp.set()?;
    Ok(programs)
}
