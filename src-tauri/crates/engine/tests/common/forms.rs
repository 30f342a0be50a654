//! Forms as a person fills them in.

use chat::Failure;
use demo::Server;
use engine::{
    Engine,
    view::{CheckReport, CheckStep, EndpointForm, EndpointView, KeyInput},
};
use secret::Key;

use super::command;

/// A new endpoint, kept in the keyring.
pub(crate) fn form(base_url: &str, key: KeyInput) -> EndpointForm {
    EndpointForm {
        id: None,
        name: String::new(),
        base_url: base_url.to_owned(),
        key,
        session_only: false,
        accept_plain_http: false,
        settings: None,
    }
}

/// A key as typed.
pub(crate) fn typed(key: &str) -> KeyInput {
    KeyInput::Typed(Key::new(key.to_owned()).expect("a key"))
}

pub(crate) async fn save(engine: &Engine, form: EndpointForm) -> Result<CheckReport, Failure> {
    engine.save_endpoint(command(), form).await
}

/// Saves an endpoint with a key, which must work.
pub(crate) async fn saved(engine: &Engine, server: &Server, key: KeyInput) -> EndpointView {
    let report = save(engine, form(&server.base_url(), key)).await.expect("checked");
    report
        .endpoint
        .unwrap_or_else(|| panic!("not saved: {:?}", report.failure))
}

/// The steps of a check in words: `address ok, key failed`.
pub(crate) fn steps(report: &CheckReport) -> String {
    let step = |step: &CheckStep| format!("{:?} {:?}", step.name, step.outcome).to_lowercase();
    report.steps.iter().map(step).collect::<Vec<_>>().join(", ")
}
