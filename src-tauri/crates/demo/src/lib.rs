//! An OpenAI-compatible server on loopback: the offline demo, and, scripted, the mock for tests and benches.
//!
//! The demo ([`Script::demo`]) answers with canned texts at a human pace and says so. A scripted server does exactly
//! what its [`Script`] says, down to the byte, and remembers what it was asked. HTTP/1.1 is written by hand here
//! because a mock has to send what no HTTP library would let it send.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use demo::{Reply, Script, Server, Step};
//!
//! let server = Server::start(Script::new().key("sk-good").answer(
//!     "tortoise",
//!     Reply::stream([Step::text("Slow"), Step::gate("go on"), Step::text(" and steady"), Step::finish("stop"), Step::Done]),
//! ))?;
//! // … point a client at server.base_url() …
//! server.reached("go on").await; // the first word is out
//! server.open("go on");
//! server.closed(0).await; // the client has closed the connection of the first request
//! assert_eq!(server.requests()[0].path, "/v1/chat/completions");
//! # Ok(()) }
//! ```
//!
//! Tests in other languages start the binary `demo-server`; its script format and control routes are documented there.

mod canned;
mod chunk;
mod connection;
mod control;
mod http;
mod paced;
mod pieces;
mod play;
mod record;
mod reply;
mod route;
mod script;
mod server;
mod step;

pub use canned::MODELS as DEMO_MODELS;
pub use http::Request;
pub use record::Recorded;
pub use reply::{Framing, Reply};
pub use script::{Route, Script};
pub use server::Server;
pub use step::{Paced, Step};
