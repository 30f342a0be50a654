//! The console binary `juxta`: asks models, manages endpoints, checks the installation, and opens the window.

mod app_context;
mod arguments;
mod ask;
mod doctor;
mod endpoint;
mod error_text;
mod exit;
mod hardening;
mod log;
mod messages;
mod models;
mod output;
mod window;

use std::io::Write;

use app_context::AppContext;
use arguments::{Arguments, Command, NoArguments};
use exit::{Exit, Stop};

/// Runs the console. The order matters: no thread may start before the key is removed from the environment.
fn main() {
    // The process that reads a PDF must hold nothing but the PDF.
    if let Some(code) = engine::serve_if_asked() {
        std::process::exit(code.into());
    }
    hardening::close_to_others();
    let exit = match arguments::parse(std::env::args_os()) {
        Ok(arguments) => run(arguments).unwrap_or_else(said),
        Err(NoArguments::Asked(text)) => {
            let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
            Exit::Done
        }
        Err(NoArguments::Wrong(message)) => said(Stop::usage(message)),
    };
    // Exits at once: a thread that hangs (a keyring, a slow disk) must not hold up the console.
    std::process::exit(exit as i32);
}

fn run(mut arguments: Arguments) -> Result<Exit, Stop> {
    let Some(command) = arguments.command.take() else {
        return window::open(&arguments).map(|()| Exit::Done);
    };
    let key = hardening::take_key()?;
    log::start();
    let context = AppContext::new(&arguments, key)?;
    match command {
        Command::Ask(ask) => ask::run(context, &ask),
        Command::Models(models) => context.run(async |engine| models::list(engine, &models).await),
        Command::Endpoint(command) => endpoint::run(context, command),
        Command::Doctor => doctor::run(context),
    }
}

/// Prints why a command ended early. Returns its exit code.
fn said(stop: Stop) -> Exit {
    match stop {
        Stop::Said(exit, sentence) => {
            output::complain(&sentence);
            exit
        }
        Stop::NobodyReads => Exit::Failed,
    }
}
