//! The rules of a conversation as a specification: one sentence a test, then every rule at once over random sessions.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod attaching;
mod bench;
mod branches;
mod context_overflow;
mod continuing;
mod cost;
mod estimates;
mod forks;
mod from_parts;
mod history;
mod images;
mod metrics;
mod placing;
mod queue;
mod replaying;
mod retrying;
mod sessions;
mod spending;
mod stopping;
mod streaming;
mod tabs;
mod turns;
