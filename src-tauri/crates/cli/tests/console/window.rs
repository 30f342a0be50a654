//! Tests `juxta` without a command, with a stand-in for the window.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// Creates a folder with a copy of `juxta` and a stand-in for the window: this shell script.
fn beside(script: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let juxta = folder.path().join("juxta");
    fs::copy(env!("CARGO_BIN_EXE_juxta"), &juxta).expect("copied");
    let window = folder.path().join("juxta-window");
    // Written by a child: a file this process has open for writing cannot be started while another test forks.
    let text = format!("#!/bin/sh\n{script}\n");
    let put = Command::new("sh")
        .args(["-c", "printf %s \"$1\" > \"$2\"", "sh", &text])
        .arg(&window)
        .status();
    assert!(put.expect("sh runs").success());
    fs::set_permissions(&window, fs::Permissions::from_mode(0o755)).expect("set");
    (folder, juxta)
}

fn start(juxta: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(juxta);
    command
        .args(arguments)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("OUT", juxta.with_file_name("out"));
    command
}

#[test]
fn the_window_gets_folder_and_demo_and_lives_on() {
    let (folder, juxta) = beside("echo \"$@\" > \"$OUT\"; sleep 5; echo late >> \"$OUT\"");
    let ended = start(&juxta, &["--data-dir", "/some where", "--demo"])
        .output()
        .expect("juxta starts");
    assert!(
        ended.status.success() && ended.stdout.is_empty() && ended.stderr.is_empty(),
        "{ended:?}"
    );
    let said = fs::read_to_string(folder.path().join("out")).expect("the window has run");
    assert_eq!(said, "--data-dir /some where --demo\n");
}

#[test]
fn a_window_that_ends_at_once_hands_on_its_exit_code() {
    for (script, code) in [("exit 0", 0), ("exit 4", 4), ("exit 2", 2), ("exit 101", 1)] {
        let (_folder, juxta) = beside(script);
        let ended = start(&juxta, &[]).output().expect("juxta starts");
        assert_eq!(ended.status.code(), Some(code), "{script}: {ended:?}");
    }
}

#[test]
fn without_a_window_it_says_so() {
    let (folder, juxta) = beside("");
    fs::remove_file(folder.path().join("juxta-window")).expect("removed");
    let ended = start(&juxta, &[]).output().expect("juxta starts");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        ended.status.code() == Some(1) && said.contains("juxta-window"),
        "{said}"
    );
}

#[test]
fn the_window_takes_the_environment_s_key_itself() {
    let (folder, juxta) = beside("echo \"$JUXTA_API_KEY $JUXTA_BASE_URL\" > \"$OUT\"");
    let mut command = start(&juxta, &[]);
    command
        .env("JUXTA_API_KEY", "sk-x")
        .env("JUXTA_BASE_URL", "https://aihubmix.com/v1");
    assert!(command.status().expect("juxta starts").success());
    let said = fs::read_to_string(folder.path().join("out")).expect("the window has run");
    assert_eq!(said, "sk-x https://aihubmix.com/v1\n");
}
