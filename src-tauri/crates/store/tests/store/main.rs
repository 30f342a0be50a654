//! The store from outside, on real files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod arbitrary;
mod before_6;
mod broken_tree;
mod child;
mod deleting;
mod example;
mod folder;
mod media;
mod processes;
mod recovery;
mod round_trip;
mod schema;
mod spending;
mod tables;
