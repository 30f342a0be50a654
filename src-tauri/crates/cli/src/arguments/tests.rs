//! What parses, what does not, and that every argument says what it is for.

use std::ffi::OsString;

use super::*;

fn parsed(line: &str) -> Result<Arguments, NoArguments> {
    parse(line.split(' ').map(OsString::from))
}

fn wrong_of(line: &str) -> String {
    match parsed(line) {
        Err(NoArguments::Wrong(message)) => message,
        other => panic!("{line} was taken: {other:?}"),
    }
}

#[test]
fn the_command_line_is_consistent() {
    command().debug_assert();
}

#[test]
fn every_command_and_argument_has_a_help_text_from_the_message_file() {
    fn check(command: &clap::Command, texts: &Value, path: &str) {
        assert!(texts["about"].is_string(), "{path} has no about");
        let mut ids: Vec<&str> = command
            .get_arguments()
            .map(|argument| argument.get_id().as_str())
            .collect();
        let mut known: Vec<&str> = texts["args"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(id, _)| id.as_str())
            .collect();
        ids.sort_unstable();
        known.sort_unstable();
        assert_eq!(ids, known, "arguments and texts of {path}");
        for sub in command.get_subcommands() {
            check(
                sub,
                &texts["commands"][sub.get_name()],
                &format!("{path} {}", sub.get_name()),
            );
        }
    }
    check(&command(), messages::help(), "juxta");
}

#[test]
fn several_models_and_parameters_are_kept_in_order() {
    let arguments = parsed("juxta ask -m a --model b --param x=1 --param y=z --json --save Hello").expect("it parses");
    let Some(Command::Ask(ask)) = arguments.command else {
        panic!("not ask")
    };
    assert_eq!(
        (ask.models, ask.parameters),
        (vec!["a".into(), "b".into()], vec!["x=1".into(), "y=z".into()])
    );
    assert_eq!((ask.json, ask.save, ask.prompt.as_deref()), (true, true, Some("Hello")));
}

#[test]
fn a_lone_dash_is_a_prompt() {
    let arguments = parsed("juxta ask -m a -").expect("it parses");
    assert!(matches!(arguments.command, Some(Command::Ask(ask)) if ask.prompt.as_deref() == Some("-")));
}

#[test]
fn the_folder_may_stand_before_or_after_the_command() {
    for line in ["juxta --data-dir /x --demo models", "juxta models --data-dir /x --demo"] {
        let arguments = parsed(line).expect("it parses");
        assert!(arguments.demo && arguments.data_dir == Some("/x".into()), "{line}");
    }
}

#[test]
fn wrong_usage_is_one_line_that_names_what_is_wrong() {
    for (line, named) in [
        ("juxta frobnicate", "frobnicate"),
        ("juxta ask --modle a", "--modle"),
        ("juxta endpoint add x", "--base-url"),
        ("juxta endpoint", "--help"),
        ("juxta endpoint add x --base-url http://x --key sk-1", "--key"),
    ] {
        let message = wrong_of(line);
        assert!(message.contains(named) && !message.contains('\n'), "{line}: {message}");
    }
}

#[test]
fn help_and_version_are_no_mistakes() {
    assert!(matches!(parsed("juxta --help"), Err(NoArguments::Asked(text)) if text.contains("side by side")));
    assert!(matches!(parsed("juxta ask --help"), Err(NoArguments::Asked(text)) if text.contains("Exit codes")));
    assert!(matches!(parsed("juxta --version"), Err(NoArguments::Asked(text)) if text.starts_with("juxta ")));
}
