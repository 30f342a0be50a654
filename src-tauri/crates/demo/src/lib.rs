//! An OpenAI-compatible server on loopback: the offline demo and, with a script, the mock server for tests and
//! benchmarks.
//!
//! The demo ([`Script::demo`]) answers with canned texts at a human pace and says so. A scripted server does exactly
//! what its [`Script`] says, byte for byte, and records all requests. HTTP/1.1 is written by hand because a mock must
//! send what no HTTP library would.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use demo::{Reply, Script, Server, Step};
//!
//! let server = Server::start(Script::new().key("sk-good").answer(
//!     "tortoise",
//!     Reply::stream([Step::text("Slow"), Step::gate("go on"), Step::text(" and steady"), Step::finish("stop"), Step::Done]),
//! ))?;
//! // … connect a client to server.base_url() …
//! server.reached("go on").await; // the first word has been sent
//! server.open("go on");
//! server.closed(0).await; // the client has closed the connection of the first request
//! assert_eq!(server.requests()[0].path, "/v1/chat/completions");
//! # Ok(()) }
//! ```
//!
//! Tests in other languages start the binary `demo-server`, whose documentation describes the script format and control
//! routes.

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
