//! What may be written on the command line. The help texts come from the message file, not from the comments here.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};
use serde_json::Value;

use crate::words;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(name = "juxta", version, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    /// Use the demo.
    #[arg(long, global = true)]
    pub(crate) demo: bool,
    /// The data folder.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) data_dir: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What to do; opening the window when absent.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Ask(Ask),
    Models(Models),
    #[command(subcommand)]
    Endpoint(Endpoint),
    Doctor,
}

/// `juxta ask`.
#[derive(Clone, Debug, Args)]
pub(crate) struct Ask {
    /// The models.
    #[arg(short, long = "model", value_name = "MODEL")]
    pub(crate) models: Vec<String>,
    /// Where to ask.
    #[arg(long, value_name = "NAME")]
    pub(crate) endpoint: Option<String>,
    /// The system prompt.
    #[arg(long, value_name = "TEXT")]
    pub(crate) system: Option<String>,
    /// Further members of the request.
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub(crate) parameters: Vec<String>,
    /// Files that go along.
    #[arg(long = "attach", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// JSON lines.
    #[arg(long)]
    pub(crate) json: bool,
    /// Keep the conversation.
    #[arg(long)]
    pub(crate) save: bool,
    /// The prompt.
    pub(crate) prompt: Option<String>,
}

/// `juxta models`.
#[derive(Debug, Args)]
pub(crate) struct Models {
    /// Only this endpoint.
    #[arg(long, value_name = "NAME")]
    pub(crate) endpoint: Option<String>,
    /// JSON lines.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `juxta endpoint …`.
#[derive(Debug, Subcommand)]
pub(crate) enum Endpoint {
    Add(AddEndpoint),
    List {
        /// JSON lines.
        #[arg(long)]
        json: bool,
    },
    Test {
        /// Which.
        name: String,
    },
    Remove {
        /// Which.
        name: String,
        /// Leave its key where it is.
        #[arg(long)]
        keep_key: bool,
    },
}

/// `juxta endpoint add`. There is no argument for a key: arguments can be read by every program on the computer.
#[derive(Debug, Args)]
pub(crate) struct AddEndpoint {
    /// Its name.
    pub(crate) name: String,
    /// Its base URL; the preset's where none is given.
    #[arg(long, value_name = "URL", required_unless_present = "preset")]
    pub(crate) base_url: Option<String>,
    /// The service it is.
    #[arg(long, value_name = "PRESET")]
    pub(crate) preset: Option<String>,
    /// Read its key from stdin.
    #[arg(long)]
    pub(crate) key_stdin: bool,
    /// Send the key over plain http.
    #[arg(long)]
    pub(crate) accept_plain_http: bool,
}

/// Why there are no arguments to act on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoArguments {
    /// Help or version was asked for; this is it.
    Asked(String),
    /// They make no sense; this says why.
    Wrong(String),
}

/// Reads the command line, program name first.
pub(crate) fn parse(given: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Arguments, NoArguments> {
    let given: Vec<_> = given.into_iter().collect();
    // Help texts are read only for those who will see them: they take a good part of the start.
    let matches = Arguments::command().try_get_matches_from(&given);
    let matches = matches
        .or_else(|_| command().try_get_matches_from(given))
        .map_err(|error| explain(&error))?;
    Arguments::from_arg_matches(&matches).map_err(|error| explain(&error))
}

/// The command line with its help texts.
pub(crate) fn command() -> clap::Command {
    with_words(Arguments::command(), words::help())
}

fn with_words(mut command: clap::Command, texts: &'static Value) -> clap::Command {
    let text = |name: &str| texts[name].as_str().map(str::to_owned);
    if let Some(about) = text("about") {
        command = command.about(about);
    }
    if let Some(after) = text("after") {
        command = command.after_help(after);
    }
    let ids: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    for id in ids {
        if let Some(help) = texts["args"][&id].as_str() {
            command = command.mut_arg(id, |argument| argument.help(help));
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| {
        let texts = &texts["commands"][&name];
        command.mut_subcommand(name, |sub| with_words(sub, texts))
    })
}

fn explain(error: &clap::Error) -> NoArguments {
    // An argument that does not fit is repeated, and it may be a key that somebody hoped to hand in this way.
    let text = secret::redact_shapes(&error.render().to_string());
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => NoArguments::Asked(text),
        // `juxta endpoint` alone: clap's answer is the help.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            NoArguments::Wrong(wrong(words::word("usage.no_command")))
        }
        _ => {
            let first = text.split("\n\n").next().unwrap_or_default();
            let one_line = first.split_whitespace().collect::<Vec<_>>().join(" ");
            NoArguments::Wrong(wrong(one_line.strip_prefix("error: ").unwrap_or(&one_line)))
        }
    }
}

fn wrong(message: &str) -> String {
    words::say("usage.see_help", &[("message", message)])
}

#[cfg(test)]
mod tests;
