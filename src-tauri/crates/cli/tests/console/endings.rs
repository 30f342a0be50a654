//! Tests every way an answer or a call can end, with its exit code.

use demo::{Reply, Script, Step};
use serde_json::json;

use crate::support::{Ended, Workspace, end, end_with, read_until, serve, wait};

#[test]
fn an_answer_without_an_end_marker_is_incomplete() {
    for last in [Step::text(""), Step::Close, Step::Reset] {
        let reply = Reply::stream([Step::text("half an answer"), Step::gate("g"), last]);
        let (place, server) = (Workspace::new(), serve(Script::new().answer("hare", reply)));
        let mut child = place
            .with_key(&server, &["ask", "-m", "hare", "Hello"])
            .spawn()
            .expect("juxta starts");
        read_until(&mut child, "half an answer");
        server.open("g");
        let ended: Ended = child.wait_with_output().expect("juxta ends").into();
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), "\n"));
        assert!(ended.err.starts_with("juxta: The answer was cut off"), "{ended:?}");
    }
}

#[test]
fn json_says_cut_off_after_the_text() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::stream([Step::text("half")]))),
    );
    let lines = end(place.with_key(&server, &["ask", "--json", "-m", "hare", "Hello"])).lines();
    assert_eq!(lines[0]["text"], "half");
    assert_eq!(
        (&lines[1]["type"], &lines[1]["code"]),
        (&json!("error"), &json!("cut_off"))
    );
}

#[test]
fn one_failure_among_several_answers_is_exit_1() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::answer("Hi"))),
    );
    let ended = end(place.with_key(&server, &["ask", "-m", "unknown", "-m", "hare", "Hello"]));
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), "# unknown\n\n# hare\nHi\n"));
    assert!(ended.err.starts_with("juxta: unknown: "), "{ended:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_the_answer_and_closes_its_connection() {
    for signal in ["-INT", "-TERM"] {
        let reply = Reply::stream([Step::text("begun"), Step::Hang]);
        let (place, server) = (Workspace::new(), serve(Script::new().answer("hare", reply)));
        let mut child = place
            .with_key(&server, &["ask", "--json", "-m", "hare", "Hello"])
            .spawn()
            .expect("juxta starts");
        read_until(&mut child, "begun");
        let killed = std::process::Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status();
        assert!(killed.expect("kill runs").success());
        let ended: Ended = child.wait_with_output().expect("juxta ends").into();
        let last: serde_json::Value = serde_json::from_str(ended.out.lines().last().expect("a line")).expect("JSON");
        assert_eq!((ended.code, &last["code"]), (Some(1), &json!("cancelled")));
        assert_eq!(wait(server.closed(0)).served_ms, None);
    }
}

#[test]
fn a_reader_that_leaves_ends_the_request_quietly() {
    let reply = Reply::stream([Step::text("begun"), Step::flood(u32::MAX, 200)]);
    let (place, server) = (Workspace::new(), serve(Script::new().answer("hare", reply)));
    let mut child = place
        .with_key(&server, &["ask", "-m", "hare", "Hello"])
        .spawn()
        .expect("juxta starts");
    read_until(&mut child, "begun");
    drop(child.stdout.take());
    let ended: Ended = child.wait_with_output().expect("juxta ends").into();
    assert_eq!((ended.code, ended.err.as_str()), (Some(1), ""));
    assert_eq!(wait(server.closed(0)).served_ms, None);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_said() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::answer("Hi"))),
    );
    let mut command = place.with_key(&server, &["ask", "-m", "hare", "Hello"]);
    command.stdout(
        std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .expect("/dev/full"),
    );
    let ended = end(command);
    assert!(
        ended.code == Some(1) && ended.err.contains("Can’t write the output"),
        "{ended:?}"
    );
}

#[test]
fn wrong_usage_is_exit_2_and_one_line() {
    let (place, server) = (Workspace::new(), serve(Script::new()));
    let wrong: [&[&str]; 8] = [
        &["frobnicate"],
        &["ask", "--frobnicate"],
        &["ask", "-m", "hare", " \n"],
        &["ask", "-m", "hare"],
        &["ask", "-m", "hare", "--param", "temperature", "Hello"],
        &["ask", "-m", "hare", "--param", "model=other", "Hello"],
        &["ask", "-m", "hare", "--endpoint", "nowhere", "Hello"],
        &["endpoint"],
    ];
    for arguments in wrong {
        let ended = end(place.with_key(&server, arguments));
        let one_line = ended.err.starts_with("juxta: ") && ended.err.lines().count() == 1;
        assert!(
            ended.code == Some(2) && ended.out.is_empty() && one_line,
            "{arguments:?}: {ended:?}"
        );
    }
    let ended = end_with(place.with_key(&server, &["ask", "-m", "hare"]), b"\xff\xfe");
    assert!(ended.code == Some(2) && ended.err.contains("UTF-8"), "{ended:?}");
    assert!(server.requests().is_empty());
}

#[test]
fn help_and_version_are_exit_0() {
    let place = Workspace::new();
    assert!(end(place.juxta(&["--version"])).out.starts_with("juxta "));
    assert!(
        end(place.juxta(&["endpoint", "add", "--help"]))
            .out
            .contains("--key-stdin")
    );
    assert!(!place.data().exists());
}

#[test]
fn without_any_endpoint_there_is_no_key_exit_3() {
    let place = Workspace::new();
    for arguments in [&["ask", "-m", "hare", "Hello"][..], &["models"]] {
        let ended = end(place.juxta(arguments));
        assert!(
            ended.code == Some(3) && ended.err.contains("juxta endpoint add"),
            "{ended:?}"
        );
    }
}

#[test]
fn an_unusable_data_folder_is_exit_4() {
    let place = Workspace::new();
    std::fs::write(place.data(), "a file where the folder should be").expect("written");
    for arguments in [&["models"][..], &["doctor"], &["endpoint", "list"]] {
        assert_eq!(end(place.juxta(arguments)).code, Some(4), "{arguments:?}");
    }
    let elsewhere = place.folder.path().join("damaged");
    std::fs::create_dir(&elsewhere).expect("made");
    std::fs::write(
        elsewhere.join("juxta.sqlite3"),
        "not a database at all, but long enough to be read as one".repeat(99),
    )
    .expect("written");
    let ended = end(place.juxta(&["--data-dir", elsewhere.to_str().expect("UTF-8"), "models"]));
    assert!(
        ended.code == Some(4) && ended.err.starts_with("juxta: ") && ended.err.lines().count() == 1,
        "{ended:?}"
    );
}

#[test]
fn doctor_makes_nothing() {
    let place = Workspace::new();
    let ended = end(place.juxta(&["doctor"]));
    assert!(ended.out.contains("(not created yet)"), "{ended:?}");
    // No keyring is in reach of these tests.
    assert_eq!(ended.code, Some(3));
    assert!(!place.data().exists());
}
