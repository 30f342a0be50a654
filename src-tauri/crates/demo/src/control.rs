//! The routes under `/__control/`, for tests in other languages.

use serde_json::json;

use crate::{Reply, Request, Script, record::Record};

/// Whether a server offers the control routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Control {
    /// Enabled, only in `demo-server`.
    On,
    /// Disabled: the paths are ordinary ones.
    Off,
}

/// Returns the reply to a control request, after waiting if necessary; `None` for any other request.
pub(crate) async fn reply(control: Control, record: &Record, request: &Request) -> Option<Reply> {
    let path = request
        .route()
        .strip_prefix("/__control/")
        .filter(|_| control == Control::On)?;
    let parts: Vec<&str> = path.split('/').collect();
    let index = parts.get(1).and_then(|part| part.parse::<usize>().ok());
    Some(match (request.method.as_str(), parts.as_slice(), index) {
        ("GET", ["requests"], _) => json_reply(&record.requests()),
        ("GET", ["requests", _], Some(index)) => json_reply(&record.request(index).await),
        ("GET", ["requests", _, "served"], Some(index)) => json_reply(&record.wait_served(index).await),
        ("GET", ["requests", _, "closed"], Some(index)) => json_reply(&record.wait_closed(index).await),
        ("POST", ["gates", gate], _) => {
            record.open(gate);
            json_reply(&json!({"open": gate}))
        }
        ("GET", ["gates", gate, "reached"], _) => {
            record.reached(gate).await;
            json_reply(&json!({"reached": gate}))
        }
        ("POST", ["script"], _) => replace_script(record, request),
        _ => Reply::json(404, &json!({"error": "no such control route"})),
    })
}

fn json_reply(value: &impl serde::Serialize) -> Reply {
    Reply::json(200, &serde_json::to_value(value).unwrap_or_default())
}

fn replace_script(record: &Record, request: &Request) -> Reply {
    match serde_json::from_slice::<Script>(&request.body) {
        Ok(script) => {
            record.replace_script(script);
            Reply::json(200, &json!({"script": "replaced"}))
        }
        Err(error) => Reply::json(400, &json!({"error": error.to_string()})),
    }
}
