//! Tests a prompt that looks secret: a script is warned and goes on, a person on a terminal is asked.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use demo::{Reply, Script, Server};

use crate::support::{Ended, KEY, Workspace, end, serve};

const CARD: &str = "Charge 4111 1111 1111 1111";

fn yes() -> Server {
    serve(Script::new().answer("m", Reply::answer("Yes.")))
}

#[test]
fn a_script_is_told_on_stderr_and_goes_on() {
    let (place, server) = (Workspace::new(), yes());
    let bill = place.folder.path().join("bill.txt");
    fs::write(&bill, "one\nDE89 3704 0044 0532 0130 00\n").expect("a file");
    let bill = bill.display().to_string();
    let ended = end(place.with_key(&server, &["ask", "-m", "m", "--attach", &bill, CARD]));
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), "Yes.\n"), "{ended:?}");
    let told =
        "This looks like secrets: line 1: a payment card, … 1111; bill.txt, line 2: a bank account, DE89 … 3000.";
    assert!(
        ended.err.contains(told) && ended.err.contains("anyway"),
        "{}",
        ended.err
    );
    assert!(!ended.err.contains("4111") && !ended.err.contains("0532"));
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn nothing_is_said_of_a_plain_prompt() {
    let (place, server) = (Workspace::new(), yes());
    let ended = end(place.with_key(&server, &["ask", "-m", "m", "Why is the sky blue?"]));
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
}

/// Runs `juxta ask` on a terminal that `script` creates, with `typed` as input.
fn at_a_terminal(place: &Workspace, server: &Server, typed: &str) -> Ended {
    let call = format!("'{}' ask -m m '{CARD}'", env!("CARGO_BIN_EXE_juxta"));
    let mut command = Command::new("script");
    command.args([
        "--quiet",
        "--return",
        "--echo",
        "never",
        "--command",
        &call,
        "/dev/null",
    ]);
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
        .env("HOME", place.folder.path())
        .env("JUXTA_DATA_DIR", place.data())
        .env("JUXTA_API_KEY", KEY)
        .env("JUXTA_BASE_URL", server.base_url());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("script is there");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(typed.as_bytes()).expect("typed");
    let ended = child.wait_with_output().expect("it ends").into();
    drop(stdin);
    ended
}

#[test]
#[cfg(target_os = "linux")]
fn a_person_at_a_terminal_is_asked_and_only_a_yes_sends_it() {
    let (place, server) = (Workspace::new(), yes());
    for no in ["n\n", "\n", "\u{4}"] {
        let ended = at_a_terminal(&place, &server, no);
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(
            ended.out.contains("anyway? [y/N]") && ended.out.contains("Nothing was sent"),
            "{ended:?}"
        );
        assert!(server.requests().is_empty());
    }
    let ended = at_a_terminal(&place, &server, "y\n");
    assert!(ended.code == Some(0) && ended.out.contains("Yes."), "{ended:?}");
    assert_eq!(server.requests().len(), 1);
}
