//! `juxta endpoint`, `models` and `doctor` without a keyring.

use demo::{Reply, Script, Server};
use serde_json::json;

use crate::support::{Place, end};

fn open_server() -> Server {
    let script = Script::new()
        .models(["hare", "tortoise"])
        .answer("hare", Reply::answer("ready"));
    Server::start(script).expect("a free port")
}

#[test]
fn an_endpoint_lives_from_add_to_remove() {
    let (place, server) = (Place::new(), open_server());
    let added = end(place.juxta(&["endpoint", "add", "local", "--base-url", &server.base_url()]));
    assert!(
        added.code == Some(0) && added.out.contains("local was added"),
        "{added:?}"
    );
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
    let (place, server) = (Place::new(), open_server());
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
    let (place, server) = (Place::new(), open_server());
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
        lines[0],
        json!({"model": "hare", "endpoint": "two", "provider": "demo"})
    );
}

#[test]
fn what_cannot_be_reached_is_not_added() {
    let place = Place::new();
    let gone = open_server().base_url();
    let ended = end(place.juxta(&["endpoint", "add", "gone", "--base-url", &gone]));
    assert!(
        ended.code == Some(1) && ended.err.contains("could not be reached"),
        "{ended:?}"
    );
    assert_eq!(end(place.juxta(&["endpoint", "list", "--json"])).out, "");
}

#[test]
fn a_name_is_taken_once_and_an_address_must_be_one() {
    let (place, server) = (Place::new(), open_server());
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
    let (place, server) = (Place::new(), open_server());
    end(place.juxta(&["endpoint", "add", "local", "--base-url", &server.base_url()]));
    let ended = end(place.juxta(&["doctor"]));
    assert!(ended.out.contains("ok    endpoint local (models: 2)"), "{ended:?}");
}
