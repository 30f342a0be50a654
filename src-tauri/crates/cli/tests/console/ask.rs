//! Tests what `juxta ask` sends and prints on success.

use demo::{Reply, Script, Step};
use serde_json::{Value, json};

use crate::support::{Workspace, end, end_with, read_until, serve, wait};

fn held(text: &str) -> Reply {
    Reply::stream([
        Step::reasoning("Hm. "),
        Step::text("First "),
        Step::gate(text),
        Step::text(text),
        Step::finish("stop"),
        Step::Usage(7, 9),
        Step::Done,
    ])
}

#[test]
fn an_answer_streams_to_stdout_as_it_comes() {
    let (place, server) = (Workspace::new(), serve(Script::new().answer("hare", held("second"))));
    let mut child = place
        .with_key(&server, &["ask", "-m", "hare", "Hello"])
        .spawn()
        .expect("juxta starts");
    assert_eq!(read_until(&mut child, "First "), "First ");
    wait(server.reached("second"));
    server.open("second");
    let ended: crate::support::Ended = child.wait_with_output().expect("juxta ends").into();
    assert_eq!(
        (ended.code, ended.out.as_str(), ended.err.as_str()),
        (Some(0), "second\n", "")
    );
    let request = &server.requests()[0];
    assert_eq!(request.json["messages"], json!([{"role": "user", "content": "Hello"}]));
    assert_eq!(request.json["stream_options"]["include_usage"], true);
}

#[test]
fn several_models_are_asked_at_once_and_printed_in_order() {
    let script = Script::new()
        .answer("hare", held("of hare"))
        .answer("tortoise", held("of tortoise"));
    let (place, server) = (Workspace::new(), serve(script));
    let arguments = ["ask", "-m", "hare", "-m", "tortoise", "-m", "hare", "Hello"];
    let mut child = place.with_key(&server, &arguments).spawn().expect("juxta starts");
    wait(async {
        server.request(2).await;
        server.reached("of tortoise").await;
        server.open("of tortoise");
        server.reached("of hare").await;
        server.open("of hare");
    });
    let whole = "# hare\nFirst of hare\n\n# tortoise\nFirst of tortoise\n\n# hare\nFirst of hare\n";
    assert_eq!(read_until(&mut child, whole), whole);
    let ended: crate::support::Ended = child.wait_with_output().expect("juxta ends").into();
    assert_eq!((ended.code, ended.out.as_str()), (Some(0), ""));
    let notes: Vec<&str> = ended.err.lines().collect();
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(
        notes[1].starts_with("tortoise: first text after ") && notes[1].contains("7 + 9 tokens"),
        "{notes:?}"
    );
}

#[test]
fn json_lines_join_to_the_answer_and_end_with_its_figures() {
    let reply = Reply::stream([
        Step::reasoning("Hm."),
        Step::text("One\n"),
        Step::text("two ☃"),
        Step::finish("length"),
        Step::Usage(7, 9),
        Step::Done,
    ]);
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", reply.served("hare-2"))),
    );
    let ended = end(place.with_key(&server, &["ask", "--json", "-m", "hare", "Hello"]));
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    let lines = ended.lines();
    let text = |kind: &str| -> String {
        let of_kind = lines.iter().filter(|line| line["type"] == kind);
        of_kind.filter_map(|line| line["text"].as_str()).collect()
    };
    assert_eq!(
        (text("delta").as_str(), text("reasoning").as_str()),
        ("One\ntwo ☃", "Hm.")
    );
    let done = lines.last().expect("a last line");
    assert_eq!(
        (&done["type"], &done["finish_reason"]),
        (&json!("done"), &json!("length"))
    );
    assert_eq!(
        (&done["usage"]["completion_tokens"], &done["served_model"]),
        (&json!(9), &json!("hare-2"))
    );
    assert!(
        done["ttft_ms"].is_u64() && done["duration_ms"].is_u64() && done["cost_usd"].is_null(),
        "{done}"
    );
}

#[test]
fn the_prompt_comes_from_stdin_for_a_dash_and_for_nothing() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::answer("Hi"))),
    );
    for arguments in [&["ask", "-m", "hare", "-"][..], &["ask", "-m", "hare"]] {
        assert_eq!(
            end_with(place.with_key(&server, arguments), "Zwei\nZeilen ☃\n".as_bytes()).out,
            "Hi\n"
        );
    }
    for request in server.requests() {
        assert_eq!(request.json["messages"][0]["content"], "Zwei\nZeilen ☃");
    }
}

#[test]
fn system_prompt_and_parameters_go_into_the_request() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::answer("Hi"))),
    );
    let arguments = [
        "ask",
        "-m",
        "hare",
        "--system",
        "Be short.",
        "--param",
        "temperature=0.2",
        "--param",
        "user=a b",
        "Hello",
    ];
    assert_eq!(end(place.with_key(&server, &arguments)).code, Some(0));
    let sent = &server.requests()[0].json;
    assert_eq!(sent["messages"][0], json!({"role": "system", "content": "Be short."}));
    assert_eq!((&sent["temperature"], &sent["user"]), (&json!(0.2), &json!("a b")));
}

#[test]
fn the_only_model_need_not_be_named() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().models(["hare"]).answer("hare", Reply::answer("Hi"))),
    );
    assert_eq!(end(place.with_key(&server, &["ask", "Hello"])).out, "Hi\n");
    let server = serve(Script::new().models(["hare", "tortoise"]));
    let ended = end(Workspace::new().with_key(&server, &["ask", "Hello"]));
    assert!(ended.code == Some(2) && ended.err.contains("-m"), "{ended:?}");
}

#[test]
fn a_conversation_is_kept_only_when_asked_for() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::answer("pineapple"))),
    );
    assert_eq!(
        end(place.with_key(&server, &["ask", "-m", "hare", "unforgettable"])).code,
        Some(0)
    );
    assert!(!place.holds("unforgettable") && !place.holds("pineapple"));
    assert_eq!(
        end(place.with_key(&server, &["ask", "--save", "-m", "hare", "unforgettable"])).code,
        Some(0)
    );
    assert!(place.holds("unforgettable") && place.holds("pineapple"));
}

#[test]
fn the_demo_answers_without_any_endpoint() {
    let place = Workspace::new();
    let ended = end(place.juxta(&["--demo", "ask", "-m", "demo-coder", "Hello"]));
    assert!(
        ended.code == Some(0) && ended.out.starts_with("A canned demo answer"),
        "{ended:?}"
    );
    let models = end(place.juxta(&["--demo", "models", "--json"])).lines();
    let ids: Vec<&Value> = models.iter().map(|line| &line["model"]).collect();
    assert_eq!(ids, ["demo-brief", "demo-coder", "demo-thinker"]);
}

#[test]
fn loopback_is_never_asked_through_a_proxy() {
    let (place, server) = (
        Workspace::new(),
        serve(Script::new().answer("hare", Reply::answer("Hi"))),
    );
    let mut command = place.with_key(&server, &["ask", "-m", "hare", "Hello"]);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env(name, "http://127.0.0.1:9");
    }
    assert_eq!(end(command).out, "Hi\n");
}

#[test]
fn files_go_along_and_one_that_cannot_is_wrong_usage() {
    let (place, server) = (Workspace::new(), serve(Script::new().answer("hare", held("of hare"))));
    server.open("of hare");
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path.to_str().expect("a path").to_owned()
    };
    let (notes, program) = (write("notes.md", b"# canary\n"), write("a.txt", b"\x7fELF\0\0"));
    // Read by the console itself, started once more.
    let paper = write("paper.pdf", PAPER.as_bytes());
    let ended = end(place.with_key(
        &server,
        &["ask", "-m", "hare", "--attach", &notes, "--attach", &paper, "Hm?"],
    ));
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    let said = "<file name=\"notes.md\">\n# canary\n</file>\n\n<file name=\"paper.pdf\">\nHello\n</file>\n\nHm?";
    assert_eq!(server.requests()[0].json["messages"][0]["content"], said);

    let ended = end(place.with_key(&server, &["ask", "-m", "hare", "--attach", &program, "Hm?"]));
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""));
    assert!(ended.err.contains("isn’t an image, a PDF or text"), "{}", ended.err);
    let missing = folder.path().join("none.md");
    let missing = missing.to_str().expect("a path");
    let ended = end(place.with_key(&server, &["ask", "-m", "hare", "--attach", missing, "Hm?"]));
    assert_eq!(ended.code, Some(2));
    assert_eq!(server.requests().len(), 1);
}

/// A PDF page with the text hello, without a table of its objects, which readers tolerate.
const PAPER: &str = "%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>
endobj
4 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
endobj
5 0 obj
<< /Length 39 >>
stream
BT /F1 24 Tf 72 700 Td (Hello) Tj ET   
endstream
endobj
xref
0 6
0000000000 65535 f 
0000000009 00000 n 
0000000058 00000 n 
0000000115 00000 n 
0000000241 00000 n 
0000000338 00000 n 
trailer
<< /Size 6 /Root 1 0 R >>
startxref
427
%%EOF
";
