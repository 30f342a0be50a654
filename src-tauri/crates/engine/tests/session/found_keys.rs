//! A whole `.env` from the clipboard, and the environment: keys by name and length, added when chosen, seen nowhere.

use demo::{Reply, Script, Server};
use engine::view::{Found, KeyState};

use crate::common::{TestApp, command, run, server};

const KEYS: [&str; 3] = ["canary-good-4f9a2b7c", "canary-bad-77aa55cc33", "canary-rest-90817263"];

fn ready(key: &str) -> Server {
    server(
        Script::new()
            .key(key)
            .models(["gpt-4o-mini"])
            .answer("gpt-4o-mini", Reply::answer("Ready.")),
    )
}

fn env_file(server: &Server) -> String {
    let url = server.base_url();
    format!(
        "# keys\nexport OPENAI_API_KEY=\"{}\"\nOPENAI_BASE_URL={url}\nACME_API_KEY='{}'\nACME_API_BASE={url}\n\
         GROQ_API_KEY={}\nNOBODY_API_KEY=x-y-z\nDATABASE_PASSWORD=hunter2\n",
        KEYS[0], KEYS[1], KEYS[2]
    )
}

fn shown(found: &[Found]) -> Vec<(&str, &str, u32)> {
    found
        .iter()
        .map(|found| (found.variable.as_str(), found.preset.as_str(), found.characters))
        .collect()
}

#[test]
fn an_env_file_is_listed_checked_and_stored_without_its_values() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = ready(KEYS[0]);
        let mut progress = engine.checks();
        let found = engine.paste_endpoints(env_file(&server));
        assert_eq!(
            shown(&found),
            [
                ("OPENAI_API_KEY", "custom", 20),
                ("ACME_API_KEY", "custom", 21),
                ("GROQ_API_KEY", "groq", 20)
            ]
        );
        assert_eq!(
            (found[2].base_url.as_str(), found[2].name.as_str()),
            ("https://api.groq.com/openai/v1", "Groq")
        );
        let chosen = vec![found[0].id.clone(), found[1].id.clone()];
        let reports = engine.add_found(command(), chosen, false).await.expect("checked");
        let stored = reports[0].report.endpoint.as_ref().expect("stored");
        assert_eq!((stored.name.as_str(), stored.key), ("127.0.0.1", KeyState::Keyring));
        let refused = reports[1].report.failure.as_ref().expect("refused");
        assert_eq!(refused.code.as_str(), "unauthorised");
        assert_eq!(engine.list_endpoints().await.expect("a list").len(), 1);
        // Told live, by the id of what was found.
        let first = progress.next().await.expect("a step");
        assert!(found.iter().any(|found| found.id == first.about));
        // What was not chosen is forgotten, and what was stored is not offered again.
        let again = engine.add_found(command(), vec![found[2].id.clone()], false).await;
        let gone = again.expect("answered").remove(0).report.failure.expect("gone");
        assert_eq!(gone.code.as_str(), "no_key");
        let known = engine.paste_endpoints(env_file(&server));
        assert!(known[0].known && !known[2].known);

        let said = serde_json::to_string(&(found, reports, known, engine.connections().await)).expect("JSON");
        for key in KEYS.into_iter().chain(["hunter2"]) {
            assert!(!said.contains(key), "{key} was said: {said}");
            assert!(!app.holds(key), "{key} is on the disk");
        }
    });
}

#[test]
fn the_environments_keys_are_offered_until_they_are_added() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = ready(KEYS[0]);
        let vars = [
            ("DEEPSEEK_API_KEY", KEYS[0].to_owned()),
            ("DEEPSEEK_BASE_URL", server.base_url()),
        ];
        let vars = vars.map(|(name, value)| (name.into(), value.into()));
        engine.offer(secret::keys_from_environment(vars));
        engine.drop_found();
        let offered = engine.environment_endpoints();
        assert_eq!(shown(&offered), [("DEEPSEEK_API_KEY", "custom", 20)]);
        let reports = engine
            .add_found(command(), vec![offered[0].id.clone()], true)
            .await
            .expect("checked");
        let stored = reports[0].report.endpoint.as_ref().expect("stored");
        assert_eq!(stored.key, KeyState::Session);
        assert!(engine.environment_endpoints().is_empty());
    });
}
