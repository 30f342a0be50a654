//! Tests `juxta endpoint`, `models` and `doctor` without a keyring.

use demo::{Reply, Script, Server};
use serde_json::json;

use crate::support::{Workspace, end};

fn open_server() -> Server {
    let script = Script::new()
        .models(["hare", "tortoise"])
        .answer("hare", Reply::answer("ready"));
    Server::start(script).expect("a free port")
}

#[test]
fn an_endpoint_lives_from_add_to_remove() {
    let (place, server) = (Workspace::new(), open_server());
    let added = end(place.juxta(&["endpoint", "add", "local", "--base-url", &server.base_url()]));
    assert!(added.code == Some(0) && added.out.contains("Added local"), "{added:?}");
    let listed = end(place.juxta(&["endpoint", "list", "--json"])).lines();
    assert_eq!(
        (&listed[0]["name"], &listed[0]["base_url"]),
        (&json!("local"), &json!(server.base_url()))
    );
    assert_eq!(
        end(place.juxta(&["endpoint", "list"])).out,
        format!("local\t{}\tno key\n", server.base_url())
    );
    let tested = end(place.juxta(&["endpoint", "test", "local"]));
    assert!(
        tested.code == Some(0) && tested.out.contains("local works"),
        "{tested:?}"
    );
    let asked = end(place.juxta(&["ask", "--endpoint", "local", "-m", "hare", "Hello"]));
    assert_eq!((asked.code, asked.out.as_str()), (Some(0), "ready\n"));
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("authorization").is_none())
    );
    assert_eq!(end(place.juxta(&["endpoint", "remove", "local"])).code, Some(0));
    assert_eq!(end(place.juxta(&["endpoint", "list", "--json"])).out, "");
    assert_eq!(end(place.juxta(&["endpoint", "test", "local"])).code, Some(2));
}

#[test]
fn a_preset_says_where_and_in_which_header() {
    let (place, server) = (Workspace::new(), open_server());
    let url = server.base_url();
    let added = end(place.juxta(&["endpoint", "add", "mine", "--preset", "azure", "--base-url", &url]));
    assert_eq!(added.code, Some(0), "{added:?}");
    let listed = end(place.juxta(&["endpoint", "list", "--json"])).lines();
    let settings = &listed[0]["settings"];
    assert_eq!(
        (&settings["preset"], &settings["auth_header"]["name"]),
        (&json!("azure"), &json!("api-key"))
    );
    let unknown = end(place.juxta(&["endpoint", "add", "other", "--preset", "nobody"]));
    assert!(
        unknown.code == Some(2) && unknown.err.contains("aihubmix, openai"),
        "{unknown:?}"
    );
    assert_eq!(end(place.juxta(&["endpoint", "add", "none"])).code, Some(2));
    let tested = end(place.juxta(&["endpoint", "test", "mine"]));
    let steps: Vec<&str> = tested
        .out
        .lines()
        .map(|line| line.split(':').next().unwrap_or_default())
        .collect();
    assert_eq!(
        steps[..6],
        ["address", "TLS", "key", "model", "streaming", "token counts"],
        "{tested:?}"
    );
}

#[test]
fn models_are_listed_one_a_line() {
    let (place, server) = (Workspace::new(), open_server());
    end(place.juxta(&["endpoint", "add", "one", "--base-url", &server.base_url()]));
    assert_eq!(end(place.juxta(&["models"])).out, "hare\ntortoise\n");
    end(place.juxta(&["endpoint", "add", "two", "--base-url", &server.base_url()]));
    assert_eq!(
        end(place.juxta(&["models"])).out,
        "hare\tone\nhare\ttwo\ntortoise\tone\ntortoise\ttwo\n"
    );
    assert_eq!(
        end(place.juxta(&["models", "--endpoint", "two"])).out,
        "hare\ntortoise\n"
    );
    let lines = end(place.juxta(&["models", "--endpoint", "two", "--json"])).lines();
    assert_eq!(
        [
            &lines[0]["model"],
            &lines[0]["endpoint"],
            &lines[0]["provider"],
            &lines[0]["price"]
        ],
        [&json!("hare"), &json!("two"), &json!("demo"), &json!(null)]
    );
}

#[test]
fn what_cannot_be_reached_is_not_added() {
    let place = Workspace::new();
    let gone = open_server().base_url();
    let ended = end(place.juxta(&["endpoint", "add", "gone", "--base-url", &gone]));
    assert!(
        ended.code == Some(1) && ended.err.contains("Can’t connect to"),
        "{ended:?}"
    );
    assert_eq!(end(place.juxta(&["endpoint", "list", "--json"])).out, "");
}

#[test]
fn a_name_is_taken_once_and_an_address_must_be_one() {
    let (place, server) = (Workspace::new(), open_server());
    let url = server.base_url();
    end(place.juxta(&["endpoint", "add", "local", "--base-url", &url]));
    let twice = end(place.juxta(&["endpoint", "add", "local", "--base-url", &url]));
    assert!(twice.code == Some(2) && twice.err.contains("local"), "{twice:?}");
    for wrong in [
        "",
        "ftp://x.example",
        "http://user:pass@x.example/v1",
        "https://x.example/v1?key=1",
        "http://",
    ] {
        let ended = end(place.juxta(&["endpoint", "add", "other", "--base-url", wrong]));
        assert!(
            ended.code == Some(2) && ended.err.contains("base URL"),
            "{wrong}: {ended:?}"
        );
    }
}

#[test]
fn doctor_names_every_endpoint() {
    let (place, server) = (Workspace::new(), open_server());
    end(place.juxta(&["endpoint", "add", "local", "--base-url", &server.base_url()]));
    let ended = end(place.juxta(&["doctor"]));
    assert!(ended.out.contains("ok    endpoint local (models: 2)"), "{ended:?}");
}

#[test]
fn prices_are_listed_and_make_the_cost_of_an_answer() {
    let listed = json!({"model_id": "hare", "types": "llm", "context_length": 8192, "max_output": 4096, "features": "tools,thinking",
        "input_modalities": ["text"], "pricing": {"input": 0.15, "output": 0.6, "cache_read": 0.075}});
    let script = Script::new()
        .models([listed])
        .answer("hare", Reply::answer("One two three."));
    let (place, server) = (Workspace::new(), Server::start(script).expect("a free port"));
    end(place.juxta(&["endpoint", "add", "local", "--base-url", &server.base_url()]));
    let models = end(place.juxta(&["models", "--json"])).lines();
    let known = json!({
        "model": "hare", "endpoint": "local", "provider": null, "types": ["llm"], "context": 8192, "max_output": 4096,
        "modalities": ["text"], "features": ["tools", "thinking"],
        "price": {"input": "0.15", "output": "0.6", "cached": "0.075", "cache_write": null, "reasoning": null, "source": "list"},
    });
    assert_eq!(models, [known]);
    // Three tokens in, three out: 3 × 0.15 + 3 × 0.6 microdollars.
    let asked = end(place.juxta(&["ask", "--json", "-m", "hare", "Hello"]));
    assert_eq!(
        asked.lines().last().expect("a last line")["cost_usd"].to_string(),
        "2.25e-6"
    );
}

#[test]
fn a_wait_is_said_before_it_is_asked_again() {
    let busy = Reply::json(
        429,
        &json!({"error": {"message": "Slow down.", "code": "rate_limit_exceeded"}}),
    );
    let script = Script::new()
        .answer("hare", busy.header("retry-after-ms", "20"))
        .answer("hare", Reply::answer("Hi"));
    let (place, server) = (Workspace::new(), Server::start(script).expect("a free port"));
    end(place.juxta(&["endpoint", "add", "local", "--base-url", &server.base_url()]));
    let asked = end(place.juxta(&["ask", "-m", "hare", "Hello"]));
    assert_eq!((asked.code, asked.out.as_str()), (Some(0), "Hi\n"));
    assert_eq!(asked.err, "hare: Rate limited. Retrying in 1 s.\n");
    assert_eq!(
        server
            .requests()
            .iter()
            .filter(|request| request.method == "POST")
            .count(),
        2
    );
}
