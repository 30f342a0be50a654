//! Runs the scripted server as a process, for tests in other languages.
//!
//! ```text
//! demo-server [--port PORT] [--script FILE.json]
//! ```
//!
//! Prints `listening http://127.0.0.1:PORT/v1` and serves until it is killed. Without a script it runs the offline
//! demo.
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
//! All members are optional. `key` is the only key accepted; a wrong one is echoed in the 401. `private_models` tells
//! whether the model list needs it too. `base` defaults to `/v1`. With `record` set to `false` no requests are kept.
//! The replies of a model or route are used in order, and the last one is repeated; `*` matches any model, method or
//! path; routes take precedence.
//!
//! A reply has `status` (200), `headers` (names in lower case), `framing` (`chunked`; `length` for `Content-Length`;
//! `close` if the connection ends the body; `raw` if the steps are the whole response including its head), `chop`
//! (split writes into pieces of this many bytes), `served` (the model named in its chunks) and `steps`. After the last
//! step the body ends properly.
//!
//! Steps: `{"text"}` `{"reasoning"}` `{"finish"}` send chunks · `{"usage": [prompt, completion]}` is sent only if the
//! request asks for usage · `"done"` · `{"data": JSON}` sends an event · `{"bytes": TEXT}` and `{"hex": DIGITS}` are
//! sent unchanged · `{"paced": {"text", "per_second", "repeat", "reasoning", "characters", "stamp"}}` sends tokens at a
//! steady pace, 0 for as fast as possible; `characters` is the length of a token, instead of words; `stamp` appends to
//! every token the time it is written, as the last six digits of the system clock's milliseconds · `{"gate": NAME}`
//! `{"wait_ms": N}` · `"hang"` (sends nothing until the client closes) · `"half_close"` · `"close"` · `"reset"`. A
//! request without `"stream": true` gets the same reply as one JSON body, unless a step is `data`, `bytes` or `hex`.
//!
//! # Control
//!
//! | route | does |
//! |---|---|
//! | `GET /__control/requests` | returns all requests as JSON: `index connection method path headers json served_ms closed_ms` |
//! | `GET /__control/requests/N` | waits until request N (from 0) has arrived |
//! | `GET /__control/requests/N/served` | waits until its reply is completely written |
//! | `GET /__control/requests/N/closed` | waits until the client has closed its connection |
//! | `POST /__control/gates/NAME` | opens a gate permanently |
//! | `GET /__control/gates/NAME/reached` | waits until a reply has reached the gate |
//! | `POST /__control/script` | replaces the script |

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
