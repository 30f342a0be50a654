//! Checks that ask a model, or must not.

use demo::{Reply, Script};
use engine::view::{CheckEvent, StepName, StepReason};
use serde_json::json;

use crate::{
    common::{TestApp, form, run, save, server, steps, typed},
    network::settings,
};

const CHAT: &str = "/v1/chat/completions";
const LIST: &str = "/v1/models";

#[test]
fn a_model_on_this_computer_is_never_asked_and_a_named_one_elsewhere_is() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = || {
            Script::new()
                .models(["m"])
                .answer("m", Reply::answer("Ready."))
                .answer("named", Reply::answer("Ready."))
        };
        let local = server(script());
        let mut filled = settings();
        (filled.preset, filled.check_model) = ("ollama".to_owned(), "m".to_owned());
        let mut ollama = form(&local.base_url(), typed("some-key-1234"));
        ollama.settings = Some(filled);
        let report = save(&engine, ollama).await.expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls skipped, key warned, model ok, streaming skipped, usage skipped"
        );
        assert_eq!(report.steps[4].reason, Some(StepReason::LocalModel));
        assert_eq!((local.count(CHAT), report.listed), (0, Some(1)));

        let none = Reply::json(404, &json!({"error": {"message": "Not Found"}}));
        let listless = server(script().route("GET", LIST, none));
        let mut progress = engine.checks();
        let mut filled = settings();
        filled.check_model = " named ".to_owned();
        let mut named = form(&listless.base_url(), typed("some-key-1234"));
        named.settings = Some(filled);
        let report = save(&engine, named).await.expect("checked");
        assert_eq!(
            steps(&report),
            "address ok, tls skipped, key ok, model ok, streaming ok, usage ok"
        );
        assert_eq!(report.asked_model.as_deref(), Some("named"));
        assert!(report.endpoint.expect("saved").verified_ms.is_some());
        // It was named before it was asked.
        let mut told = Vec::new();
        while told.len() < 9 {
            told.push(progress.next().await.expect("a step").event);
        }
        let asking = told
            .iter()
            .position(|event| matches!(event, CheckEvent::Asking { model, max_tokens: 64 } if model == "named"));
        let ended = |name| {
            told.iter()
                .position(|event| matches!(event, CheckEvent::Ended { step } if step.name == name))
        };
        assert!(
            ended(StepName::Tls) < asking && asking < ended(StepName::Key),
            "{told:?}"
        );
    });
}
