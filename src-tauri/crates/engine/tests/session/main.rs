//! Whole sessions of the engine: scripted servers on loopback, real database files, keys in memory. No sleep stands for
//! an event: servers wait at gates, and the engine's own news and frames say when something happened.

mod attaching;
mod before_sending;
mod best;
mod bulk;
mod canary;
mod capping;
mod catalogue;
mod checks;
mod closing;
mod commands;
mod comparing;
mod console;
mod continuing;
mod costing;
mod endpoint_keys;
mod endpoints;
mod environment;
mod found_keys;
mod frames;
mod histories;
mod images;
mod long_blocks;
mod network;
mod options;
mod panics;
mod parameters;
mod processes;
mod queue;
mod removing;
mod retrying;
mod sent;
mod sessions;
mod start;
mod storage;
mod tabs;
mod talking;

#[path = "../common/mod.rs"]
mod common;
