//! The project's own commands, started as `cargo xtask NAME`.
//!
//! Each command installs what it is missing, says so first, and does nothing twice. It depends on nothing but the
//! standard library, so that it builds in a second on a machine that has only Rust.

mod bench;
mod bindings;
mod build;
mod command;
mod confirm;
mod icons;
mod page;
mod project;
mod python;
mod run;
mod stamp;
mod system;
mod test;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask run [--demo] [ARGUMENT…]   opens Juxta (ARGUMENT: anything `juxta` takes)
cargo xtask test [STAGE] [FILTER…]     runs every test, or one stage: fmt page clippy unit e2e
cargo xtask build [--automation]       leaves release binaries in target/release (or target/automation)
cargo xtask bench [--quick] [NAME…]    measures beside others: render painted ask decoder start memory
cargo xtask icons                      draws every icon again from icons/juxta.svg
cargo xtask bindings                   writes ui/src/ipc/bindings.ts again from the Rust types";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = match arguments.split_first() {
        Some((name, rest)) => (name.as_str(), rest),
        None => ("help", &[][..]),
    };
    let outcome = match name {
        "run" => run::run(rest),
        "test" => test::run(rest),
        "build" => build::run(rest),
        "bench" => bench::run(rest),
        "icons" => icons::run(),
        "bindings" => bindings::write(),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprintln!("There is no command `{other}`.\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\ncargo xtask {name}: {failure}");
            ExitCode::FAILURE
        }
    }
}
