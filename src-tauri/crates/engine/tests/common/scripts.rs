//! Servers and replies the tests use again and again.

use demo::{Recorded, Reply, Script, Server, Step};
use serde_json::Value;

pub(crate) fn server(script: Script) -> Server {
    Server::start(script).expect("a server")
}

/// An answer that waits between its two halves at the gate, and ends well.
pub(crate) fn gated(first: &str, gate: &str, second: &str) -> Reply {
    Reply::stream([
        Step::text(first),
        Step::gate(gate),
        Step::text(second),
        Step::finish("stop"),
        Step::Usage(9, 4),
        Step::Done,
    ])
}

/// The bodies of the completions this model was asked for, in order.
pub(crate) fn told(server: &Server, model: &str) -> Vec<Value> {
    let of_model = |request: &Recorded| request.method == "POST" && request.json["model"] == model;
    let requests = server.requests().into_iter().filter(of_model);
    requests.map(|request| request.json).collect()
}
