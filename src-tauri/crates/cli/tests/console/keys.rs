//! Tests where a key may be sent, and that it is stored nowhere else.

use demo::{Reply, Script, Step};
use serde_json::json;

use crate::support::{KEY, Workspace, end, end_with, read_until, serve};

#[test]
fn a_key_from_the_environment_goes_to_its_origin_and_nowhere_else() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().models(["hare"]).answer("hare", Reply::answer("Hi"))),
    );
    for arguments in [
        &["ask", "--save", "-m", "hare", "Hello"][..],
        &["models"],
        &["endpoint", "list", "--json"],
        &["doctor"],
    ] {
        let ended = end(place.with_key(&server, arguments));
        assert!(
            !ended.out.contains(KEY) && !ended.err.contains(KEY),
            "{arguments:?}: {ended:?}"
        );
    }
    let bearer = format!("Bearer {KEY}");
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("authorization") == Some(bearer.as_str()))
    );
    assert!(place.data().exists() && !place.holds(KEY) && !place.holds(&KEY[..16]));
}

#[test]
fn a_refused_key_is_not_repeated() {
    let (place, server) = (Workspace::new(), serve(Script::new().models(["hare"])));
    let wrong = "sk-wrong-zyxwvutsrqponmlkjihg";
    for json in [&[][..], &["--json"]] {
        let mut command = place.juxta(&[&["ask", "--save", "-m", "hare"], json, &["Hello"]].concat());
        let ended = end({
            command
                .env("JUXTA_API_KEY", wrong)
                .env("JUXTA_BASE_URL", server.base_url());
            command
        });
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(
            ended.err.contains("rejected the API key") && ended.err.contains("tid: "),
            "{ended:?}"
        );
        assert!(
            !ended.err.contains(&wrong[..12]) && !ended.out.contains(&wrong[..12]),
            "{ended:?}"
        );
        if !json.is_empty() {
            let line = &ended.lines()[0];
            assert_eq!(
                (&line["code"], &line["retryable"]),
                (&json!("unauthorised"), &json!(false))
            );
            assert_eq!(line["request_id"], "2026020310203040506070");
        }
    }
    assert!(!place.holds(&wrong[..12]));
}

#[test]
fn half_a_key_environment_is_exit_2() {
    let place = Workspace::new();
    for (name, value) in [("JUXTA_API_KEY", KEY), ("JUXTA_BASE_URL", "https://aihubmix.com/v1")] {
        for arguments in [&["models"][..], &["ask", "-m", "hare", "Hello"], &["doctor"], &[]] {
            let mut command = place.juxta(arguments);
            command.env(name, value);
            let ended = end(command);
            assert!(
                ended.code == Some(2) && ended.err.contains(name) && !ended.err.contains(KEY),
                "{ended:?}"
            );
        }
    }
    let mut command = place.juxta(&["models"]);
    command
        .env("JUXTA_API_KEY", "two words")
        .env("JUXTA_BASE_URL", "https://aihubmix.com/v1");
    assert_eq!(end(command).code, Some(2));
}

#[test]
fn a_key_typed_as_an_argument_is_refused_and_not_repeated() {
    let place = Workspace::new();
    let wrong: [&[&str]; 3] = [
        &["endpoint", "add", "x", "--base-url", "http://127.0.0.1:9", "--key", KEY],
        &[
            "endpoint",
            "add",
            "x",
            "--base-url",
            "http://127.0.0.1:9",
            &format!("--key={KEY}"),
        ],
        &["endpoint", "add", "x", KEY, "--base-url", "http://127.0.0.1:9"],
    ];
    for arguments in wrong {
        let ended = end(place.juxta(arguments));
        assert!(ended.code == Some(2) && !ended.err.contains(KEY), "{ended:?}");
    }
}

#[test]
fn a_key_without_a_keyring_is_exit_3_and_written_nowhere() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().models(["hare"]).answer("hare", Reply::answer("ready"))),
    );
    let arguments = [
        "endpoint",
        "add",
        "local",
        "--base-url",
        &server.base_url(),
        "--key-stdin",
    ];
    let ended = end_with(place.juxta(&arguments), format!("{KEY}\n").as_bytes());
    assert!(ended.code == Some(3) && !ended.err.contains(KEY), "{ended:?}");
    assert!(!place.holds(KEY));
    assert_eq!(end(place.juxta(&["endpoint", "list", "--json"])).out, "");
}

#[test]
fn what_is_no_key_is_refused_before_anything_is_asked() {
    let (place, server) = (Workspace::new(), serve(Script::new()));
    let long = "x".repeat(10_000);
    for stdin in ["", "\n", "two words", "schlüssel", &long] {
        let arguments = [
            "endpoint",
            "add",
            "local",
            "--base-url",
            &server.base_url(),
            "--key-stdin",
        ];
        let ended = end_with(place.juxta(&arguments), stdin.as_bytes());
        assert!(
            ended.code == Some(2) && ended.err.contains("standard input"),
            "{stdin:.20}: {ended:?}"
        );
    }
    assert!(server.requests().is_empty() && !place.data().exists());
}

#[test]
fn plain_http_beyond_this_computer_takes_no_key_unasked() {
    let place = Workspace::new();
    let arguments = [
        "endpoint",
        "add",
        "far",
        "--base-url",
        "http://192.0.2.1/v1",
        "--key-stdin",
    ];
    let ended = end_with(place.juxta(&arguments), KEY.as_bytes());
    assert!(
        ended.code == Some(2) && ended.err.contains("--accept-plain-http"),
        "{ended:?}"
    );
}

#[test]
fn the_most_talkative_log_holds_no_key_no_prompt_and_no_answer() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::answer("pineapple"))),
    );
    let mut command = place.with_key(&server, &["ask", "-m", "hare", "unforgettable"]);
    command.env("JUXTA_LOG", "trace");
    let ended = end(command);
    assert!(ended.code == Some(0) && !ended.err.is_empty(), "{ended:?}");
    for secret in [KEY, "unforgettable", "pineapple"] {
        assert!(!ended.err.contains(secret), "{secret} is in {}", ended.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_crash_would_leave_no_core() {
    let reply = Reply::stream([Step::text("begun"), Step::Hang]);
    let (place, server) = (Workspace::new(), serve(Script::new().answer("hare", reply)));
    let mut child = place
        .with_key(&server, &["ask", "-m", "hare", "Hello"])
        .spawn()
        .expect("juxta starts");
    read_until(&mut child, "begun");
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).expect("limits");
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .expect("the line");
    let figures: Vec<&str> = core.split_whitespace().skip(4).take(2).collect();
    // Not dumpable: the files below /proc/PID belong to root, whoever runs this.
    child.kill().expect("killed");
    child.wait().expect("gone");
    assert_eq!(figures, ["0", "0"]);
}
