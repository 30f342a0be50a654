//! `cargo xtask test`: every test there is, in the order in which a mistake shows soonest.

use std::time::Instant;

use crate::build::{self, Window};
use crate::command::{Failure, Outcome, announce, cargo, npm, run as run_to_end};
use crate::python::{self, Needs};
use crate::{page, project, system};

/// One stage: its name, what it is, how it runs with the filters given.
struct Stage {
    name: &'static str,
    what: &'static str,
    run: fn(&[String]) -> Outcome,
}

/// The page comes before Rust, because the window embeds it.
const STAGES: &[Stage] = &[
    Stage {
        name: "fmt",
        what: "formatting, and what eslint finds in the page and the tests",
        run: formatting,
    },
    Stage {
        name: "page",
        what: "the page's types, tests and build",
        run: page_tests,
    },
    Stage {
        name: "clippy",
        what: "lints",
        run: lints,
    },
    Stage {
        name: "unit",
        what: "the crates' own tests, the arrows between crates, the page's types",
        run: crate_tests,
    },
    Stage {
        name: "e2e",
        what: "the real window against real servers",
        run: end_to_end,
    },
];

/// Runs all stages, or the one named first; what follows the name filters its tests.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let named = arguments
        .first()
        .and_then(|name| STAGES.iter().find(|stage| stage.name == name));
    let (stages, filters) = match named {
        Some(stage) => (std::slice::from_ref(stage), &arguments[1..]),
        None if arguments.is_empty() => (STAGES, arguments),
        None => return Err(Failure(format!("there is no stage `{}`", arguments[0]))),
    };
    system::ready_to_test()?;
    let started = Instant::now();
    for stage in stages {
        timed(stage, filters)?;
    }
    announce(&format!("Everything passed in {} s", started.elapsed().as_secs()));
    Ok(())
}

fn timed(stage: &Stage, filters: &[String]) -> Outcome {
    announce(&format!("Stage {}: {}", stage.name, stage.what));
    let started = Instant::now();
    (stage.run)(filters).map_err(|failure| Failure(format!("stage {} failed: {failure}", stage.name)))?;
    announce(&format!(
        "Stage {} passed in {} s",
        stage.name,
        started.elapsed().as_secs()
    ));
    Ok(())
}

fn formatting(_: &[String]) -> Outcome {
    run_to_end(&mut cargo(&["fmt", "--all", "--check"]))?;
    page::packages("ui")?;
    run_to_end(&mut npm("ui", &["run", "--silent", "format:check"]))?;
    // The types of what the tests drive windows with.
    page::packages("tests/e2e")?;
    run_to_end(&mut npm("ui", &["run", "--silent", "lint"]))
}

fn page_tests(filters: &[String]) -> Outcome {
    page::packages("ui")?;
    run_to_end(&mut npm("ui", &["run", "--silent", "check"]))?;
    run_to_end(npm("ui", &["run", "--silent", "--if-present", "test", "--"]).args(filters))?;
    page::build()
}

fn lints(_: &[String]) -> Outcome {
    page::build()?;
    let mut command = cargo(&["clippy", "--quiet", "--workspace", "--all-targets"]);
    run_to_end(command.args(["--", "--deny", "warnings"]))
}

fn crate_tests(filters: &[String]) -> Outcome {
    page::build()?;
    let mut command = cargo(&["test", "--quiet", "--workspace"]);
    run_to_end(command.arg("--").args(filters))
}

/// The development profile again: the optimised build of the same code takes minutes more and answers the same.
fn end_to_end(filters: &[String]) -> Outcome {
    page::build()?;
    build::development(Window::Automation)?;
    page::packages("tests/e2e")?;
    let mocks = python::install("tests/e2e/requirements.txt", "mocks", Needs::Listed)?;
    let tests = filters
        .iter()
        .map(|name| format!("{}.test.mjs", name.trim_end_matches(".test.mjs")));
    let mut command = npm("tests/e2e", &["run", "--silent", "test", "--"]);
    command.env(
        "JUXTA_E2E_WINDOW",
        project::target().join("e2e").join(project::binary("juxta-window")),
    );
    command.env("JUXTA_E2E_TOOLS", project::target().join("debug"));
    command.env("JUXTA_E2E_MOCKS", mocks);
    run_to_end(command.args(tests))
}
