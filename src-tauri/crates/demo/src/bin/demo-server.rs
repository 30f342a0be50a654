//! The scripted server as a process, for tests in other languages.
//!
//! ```text
//! demo-server [--port PORT] [--script FILE.json]
//! ```
//!
//! Prints `listening http://127.0.0.1:PORT/v1` and serves until it is killed. Without a script it is the offline demo.
//!
//! # Script
//!
//! ```json
//! {
//!   "key": "sk-good",
//!   "models": ["tortoise", {"id": "hare", "owned_by": "aesop"}],
//!   "answers": {
//!     "tortoise": [
//!       {"status": 429, "headers": {"retry-after": "0"}, "framing": "length", "steps": [{"bytes": "{}"}]},
//!       {"steps": [{"text": "Slow"}, {"gate": "go on"}, {"text": " and steady"}, {"finish": "stop"}, {"usage": [9, 4]}, "done"]}
//!     ],
//!     "*": [{"steps": [{"reasoning": "Hm."}, {"paced": {"text": "So it is. ", "per_second": 100, "repeat": 9}}, {"finish": "stop"}, "done"]}]
//!   },
//!   "routes": [{"method": "GET", "path": "/", "replies": [{"headers": {"content-type": "text/html"}, "steps": [{"bytes": "<html>"}]}]}]
//! }
//! ```
//!
//! All members are optional. `key`: the only one accepted; a wrong one is echoed in the 401. `private_models`: whether
//! the list needs it too. `base`: `/v1` unless given. `record`: `false` keeps no requests. Replies of one model or route
//! are used in order, the last for good; `*` fits any model, method or path; routes come first.
//!
//! A reply: `status` (200), `headers` (names in lower case), `framing` (`chunked`, `length`: `Content-Length`, `close`:
//! the body ends with the connection, `raw`: the steps are the whole response, head included), `chop` (cut writes into
//! pieces of so many bytes), `served` (the model its chunks name), `steps`. After the last step the body ends properly.
//!
//! Steps: `{"text"}` `{"reasoning"}` `{"finish"}` chunks · `{"usage": [prompt, completion]}` sent only when the request
//! asks for usage · `"done"` · `{"data": JSON}` one event · `{"bytes": TEXT}` `{"hex": DIGITS}` as they stand ·
//! `{"paced": {"text", "per_second", "repeat", "reasoning", "characters", "stamp"}}` tokens at a pace, 0 for as fast as
//! possible; `characters`: so many a token, rather than words; `stamp`: every token ends with the moment it is written,
//! the last six digits of the system clock's milliseconds ·
//! `{"gate": NAME}` `{"wait_ms": N}` · `"hang"` (silence until the client closes) · `"half_close"` · `"close"` · `"reset"`.
//! A request without `"stream": true` gets the same reply as one JSON body, unless a step is `data`, `bytes` or `hex`.
//!
//! # Control
//!
//! | route | does |
//! |---|---|
//! | `GET /__control/requests` | all requests as JSON: `index connection method path headers json served_ms closed_ms` |
//! | `GET /__control/requests/N` | waits until request N (from 0) has come |
//! | `GET /__control/requests/N/served` | waits until its reply is written whole |
//! | `GET /__control/requests/N/closed` | waits until the client has closed its connection |
//! | `POST /__control/gates/NAME` | opens a gate, for good |
//! | `GET /__control/gates/NAME/reached` | waits until a reply stands at the gate |
//! | `POST /__control/script` | takes another script |

use std::{error::Error, process::ExitCode};

use demo::{Script, Server};

fn main() -> ExitCode {
    match start(std::env::args().skip(1)) {
        Ok(server) => {
            println!("listening {}", server.base_url());
            server.run();
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("demo-server: {error}");
            ExitCode::from(2)
        }
    }
}

fn start(mut arguments: impl Iterator<Item = String>) -> Result<Server, Box<dyn Error>> {
    let mut port = 0;
    let mut script = Script::demo();
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--port" => port = value.parse()?,
            "--script" => script = serde_json::from_slice(&std::fs::read(value)?)?,
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    Ok(Server::start_controlled(port, script)?)
}
