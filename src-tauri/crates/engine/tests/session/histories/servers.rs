//! The servers' part: they answer as the prompt says each tab shall fare.

use std::collections::HashMap;

use demo::{Reply, Request, Script, Server, Step};
use parking_lot::Mutex;
use serde_json::json;

use crate::common::server;

/// What is said to the `nth` request of exactly these bytes, from 0.
pub(super) fn said(body: &[u8], nth: usize) -> String {
    let hash = body.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}-{nth}")
}

/// How a tab fares with a prompt: the letter at its number, after the first blank.
pub(super) fn fate(prompt: &str, seed: usize) -> char {
    let fates = prompt.split_once(' ').map_or("", |(_, fates)| fates);
    fates.chars().nth(seed).unwrap_or('d')
}

/// A server that keeps every request.
pub(super) fn start() -> Server {
    let asked: Mutex<HashMap<Vec<u8>, usize>> = Mutex::default();
    server(Script::new().answer_with(move |request| {
        let mut asked = asked.lock();
        let nth = asked.entry(request.body.clone()).or_default();
        let text = said(&request.body, *nth);
        *nth += 1;
        Some(reply(request, &text))
    }))
}

fn reply(request: &Request, text: &str) -> Reply {
    let prompt = request.json["messages"].as_array().and_then(|all| all.last());
    let prompt = prompt.and_then(|last| last["content"].as_str()).unwrap_or_default();
    let seed = request.json["seed"]
        .as_u64()
        .and_then(|seed| usize::try_from(seed).ok());
    let say = Step::text(text);
    match fate(prompt, seed.unwrap_or(usize::MAX)) {
        'h' => Reply::stream([say, Step::gate("never")]),
        'c' => Reply::stream([say, Step::Close]),
        'f' => Reply::json(
            400,
            &json!({"error": {"message": "no", "type": "invalid_request_error"}}),
        ),
        _ => Reply::stream([say, Step::finish("stop"), Step::Done]),
    }
}
