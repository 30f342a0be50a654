//! Mock servers nobody here wrote that come from Python's registry.

use std::fs;

use crate::command::{Outcome, announce, program, run};
use crate::project;
use crate::stamp::Stamp;

/// Installs the packages of `tests/e2e/requirements.txt` into `target/mocks`, unless they are there.
pub(crate) fn install() -> Outcome {
    let list = "tests/e2e/requirements.txt";
    let stamp = Stamp::new("mocks", fs::read_to_string(project::root().join(list))?);
    let place = project::target().join("mocks");
    if stamp.holds() && place.join("bin/llmock").is_file() {
        return Ok(());
    }
    announce("Installing mock servers into target/mocks");
    run(program("/usr/bin/python3", &["-m", "venv", "--clear"]).arg(&place))?;
    let pip = place.join("bin/pip");
    let quietly = [
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "-r",
        list,
    ];
    run(&mut program(&pip.to_string_lossy(), &quietly))?;
    stamp.set()
}
