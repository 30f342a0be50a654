//! `cargo xtask bench`: release builds, then the benches of `tests/bench` beside what others made.

use crate::build::{self, Window};
use crate::command::{Outcome, announce, cargo, program, run as run_to_end};
use crate::python::{self, Needs};
use crate::{page, project, system};

/// The benches' own programs: a workspace of their own that shares the target folder.
const PROGRAMS: &str = "tests/bench/programs/Cargo.toml";

/// Runs all benches, or those named; `--quick` takes minutes rather than an hour. Tables go to stdout, figures and
/// tables to `target/bench`.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    system::ready_to_test()?;
    page::build()?;
    build::release(Window::Automation)?;
    programs()?;
    page::packages("tests/e2e")?;
    page::packages("tests/bench")?;
    python::install("tests/bench/requirements.txt", "bench/python", Needs::Resolved)?;
    if !arguments.iter().any(|word| word == "--quick") {
        aichat()?;
    }
    announce("Measuring; the figures are worth most on a machine that does nothing else");
    let mut command = program("node", &["tests/bench/main.mjs"]);
    command.env("JUXTA_BENCH_TARGET", project::target());
    run_to_end(command.args(arguments))
}

fn programs() -> Outcome {
    announce("Compiling the benches' programs (release profile)");
    let mut command = cargo(&["build", "--release", "--manifest-path", PROGRAMS, "--target-dir"]);
    run_to_end(command.arg(project::target()))
}

/// A rival that is a program of crates.io; compiling it takes minutes, so a quick run does without it.
fn aichat() -> Outcome {
    let place = project::target().join("bench/cargo");
    if place.join("bin").join(project::binary("aichat")).is_file() {
        return Ok(());
    }
    announce("Installing aichat into target/bench/cargo");
    run_to_end(cargo(&["install", "--quiet", "--locked", "aichat", "--root"]).arg(place))
}
