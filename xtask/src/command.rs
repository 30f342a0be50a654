//! Running other programs, with an error that says which one failed.

use std::fmt;
use std::process::{Command, Stdio};

/// Why a command of this program did not work, in one sentence.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// What every step here gives.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Says what is done next.
pub(crate) fn announce(what: &str) {
    println!("\x1b[1m» {what}\x1b[0m");
}

/// A program with its arguments, to be run at the project's root.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command
        .args(arguments)
        .current_dir(crate::project::root())
        .stdin(Stdio::null());
    command
}

/// `cargo` itself: the one that runs this program.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments)
}

/// `npm`, which is a script with another name on Windows.
pub(crate) fn npm(folder: &str, arguments: &[&str]) -> Command {
    let mut command = program(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(crate::project::root().join(folder));
    command
}

/// Runs a program to its end, its output going to ours.
pub(crate) fn run(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|error| Failure(format!("{}: {error}", describe(command))))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure(format!("`{}` failed ({status})", describe(command))))
}

/// Whether a program runs and succeeds; its output is dropped.
pub(crate) fn succeeds(name: &str, arguments: &[&str]) -> bool {
    let status = program(name, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
