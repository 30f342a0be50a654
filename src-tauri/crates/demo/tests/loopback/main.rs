//! Both servers, scripted and demo, asked over real sockets.

mod demo;
mod server;
mod support;
