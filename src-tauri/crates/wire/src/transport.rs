//! Sends requests and returns what comes back. The only part of this crate that uses the network.
//!
//! Redirects are never followed, loopback requests never use a proxy, no total time limit ends a long answer, and a key
//! is sent only to the origin it is bound to.

mod answer_stream;
mod chat;
mod client;
mod connect_time;
mod fault;
mod get;
mod inflate;
mod list;
mod log;
mod outgoing;
mod pools;
mod proxy_route;
mod recording;
mod reply;
mod sent_request;
mod system;
mod tls;

use secret::{Key, Origin};

pub use answer_stream::{AnswerStream, Step};
pub use client::Client;
pub use list::{Listing, Tags};
pub use log::{ConnectionLog, ConnectionRecord, Outcome, Purpose};
pub use recording::SentLog;

/// A key and the only origin it may be sent to. A request to another origin fails before anything is sent.
#[derive(Clone, Copy)]
pub struct Credential<'a> {
    /// The API key.
    pub key: &'a Key,
    /// The origin the key was stored for.
    pub origin: &'a Origin,
}
