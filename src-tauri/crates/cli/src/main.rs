//! The console binary `juxta`: asks models, keeps endpoints, checks the installation, and opens the window.

mod arguments;
mod ask;
mod doctor;
mod endpoint;
mod exit;
mod house;
mod hygiene;
mod log;
mod models;
mod output;
mod sentence;
mod window;
mod words;

use std::io::Write;

use arguments::{Arguments, Command, NoArguments};
use exit::{Exit, Stop};
use house::House;

/// Nothing here starts a thread before the key is out of the environment; the order of these lines matters.
fn main() {
    // The process that reads a PDF holds nothing but the PDF.
    if let Some(code) = engine::serve_if_asked() {
        std::process::exit(code.into());
    }
    hygiene::close_to_others();
    let exit = match arguments::parse(std::env::args_os()) {
        Ok(arguments) => run(arguments).unwrap_or_else(said),
        Err(NoArguments::Asked(text)) => {
            let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
            Exit::Done
        }
        Err(NoArguments::Wrong(message)) => said(Stop::usage(message)),
    };
    // Leaves at once: whatever is stuck in a thread (a keyring, a slow disk) must not hold the console.
    std::process::exit(exit as i32);
}

fn run(mut arguments: Arguments) -> Result<Exit, Stop> {
    let Some(command) = arguments.command.take() else {
        return window::open(&arguments).map(|()| Exit::Done);
    };
    let key = hygiene::take_key()?;
    log::start();
    let house = House::new(&arguments, key)?;
    match command {
        Command::Ask(ask) => ask::run(house, &ask),
        Command::Models(models) => house.run(async |engine| models::list(engine, &models).await),
        Command::Endpoint(command) => endpoint::run(house, command),
        Command::Doctor => doctor::run(house),
    }
}

/// Says why a command ended early, and gives its exit code.
fn said(stop: Stop) -> Exit {
    match stop {
        Stop::Said(exit, sentence) => {
            output::complain(&sentence);
            exit
        }
        Stop::NobodyReads => Exit::Failed,
    }
}
