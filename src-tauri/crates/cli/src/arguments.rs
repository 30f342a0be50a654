//! Parses the command line. The help texts come from the message file, not from the comments here.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};
use serde_json::Value;

use crate::messages;

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

/// The command; without one the window opens.
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
    /// The endpoint.
    #[arg(long, value_name = "NAME")]
    pub(crate) endpoint: Option<String>,
    /// The system prompt.
    #[arg(long, value_name = "TEXT")]
    pub(crate) system: Option<String>,
    /// Extra fields of the request.
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub(crate) parameters: Vec<String>,
    /// Attachments.
    #[arg(long = "attach", value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Print JSON lines.
    #[arg(long)]
    pub(crate) json: bool,
    /// Store the chat.
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
    /// Print JSON lines.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `juxta endpoint …`.
#[derive(Debug, Subcommand)]
pub(crate) enum Endpoint {
    Add(AddEndpoint),
    List {
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
    Test {
        /// The endpoint.
        name: String,
    },
    Remove {
        /// The endpoint.
        name: String,
        /// Keep its key in the keyring.
        #[arg(long)]
        keep_key: bool,
    },
}

/// `juxta endpoint add`. There is no argument for a key: every program on the computer can read arguments.
#[derive(Debug, Args)]
pub(crate) struct AddEndpoint {
    /// Its name.
    pub(crate) name: String,
    /// Its base URL; default: the preset's.
    #[arg(long, value_name = "URL", required_unless_present = "preset")]
    pub(crate) base_url: Option<String>,
    /// Its preset.
    #[arg(long, value_name = "PRESET")]
    pub(crate) preset: Option<String>,
    /// Read its key from stdin.
    #[arg(long)]
    pub(crate) key_stdin: bool,
    /// Send the key over plain http.
    #[arg(long)]
    pub(crate) accept_plain_http: bool,
}

/// Result of a command line that names no command to run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoArguments {
    /// Help or version, to be printed.
    Asked(String),
    /// Message about wrong usage.
    Wrong(String),
}

/// Parses the command line, program name first.
pub(crate) fn parse(given: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Arguments, NoArguments> {
    let given: Vec<_> = given.into_iter().collect();
    // Help texts are read only if they will be shown: that takes a good part of the start.
    let matches = Arguments::command().try_get_matches_from(&given);
    let matches = matches
        .or_else(|_| command().try_get_matches_from(given))
        .map_err(|error| explain(&error))?;
    Arguments::from_arg_matches(&matches).map_err(|error| explain(&error))
}

/// Returns the command line's definition with its help texts.
pub(crate) fn command() -> clap::Command {
    with_words(Arguments::command(), messages::help())
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
    // The message repeats the wrong argument, which may be a key.
    let text = secret::redact_shapes(&error.render().to_string());
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => NoArguments::Asked(text),
        // `juxta endpoint` alone: clap's answer is the help.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            NoArguments::Wrong(wrong(messages::word("usage.no_command")))
        }
        _ => {
            let first = text.split("\n\n").next().unwrap_or_default();
            let one_line = first.split_whitespace().collect::<Vec<_>>().join(" ");
            NoArguments::Wrong(wrong(one_line.strip_prefix("error: ").unwrap_or(&one_line)))
        }
    }
}

fn wrong(message: &str) -> String {
    messages::say("usage.see_help", &[("message", message)])
}

#[cfg(test)]
mod tests;
