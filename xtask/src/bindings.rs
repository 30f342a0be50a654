//! `cargo xtask bindings`: the TypeScript types of what crosses IPC, written again from the Rust types.
//!
//! The test `bindings` compares the file with the types on every test run; told so, it writes it instead.

use crate::command::{Outcome, announce, cargo, run};

/// Writes `ui/src/ipc/bindings.ts`.
pub(crate) fn write() -> Outcome {
    announce("Writing the page's types");
    let mut command = cargo(&["test", "--quiet", "--package", "api", "--test", "bindings"]);
    run(command.env("JUXTA_WRITE_BINDINGS", "1"))
}
