//! Tests the scripted server and the demo over real sockets.

mod demo;
mod server;
mod support;
