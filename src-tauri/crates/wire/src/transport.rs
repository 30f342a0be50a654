//! Sends requests and hands out what comes back. The only part of this crate that touches the network.
//!
//! No redirect is followed, no proxy is used for this computer, no total time limit cuts a long answer, and a key goes
//! to the origin it is bound to or nowhere.

mod answering;
mod chat;
mod client;
mod connecting;
mod fault;
mod get;
mod inflate;
mod learned;
mod list;
mod log;
mod outgoing;
mod reply;
mod route;
mod system;
mod tape;
mod tls;

use secret::{Key, Origin};

pub use answering::{Answering, Step};
pub use client::Client;
pub use list::{Listing, Tags};
pub use log::{ConnectionLog, ConnectionRecord, Outcome, Purpose};
pub use tape::SentLog;

/// A key and the only origin it may be sent to. A request elsewhere is refused before anything is sent.
#[derive(Clone, Copy)]
pub struct Credential<'a> {
    /// The key.
    pub key: &'a Key,
    /// The origin it was stored for.
    pub origin: &'a Origin,
}
