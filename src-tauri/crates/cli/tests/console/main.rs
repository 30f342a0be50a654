//! Tests the real binary against a scripted server: what it prints and sends, and how it ends.

mod ask;
mod endings;
mod endpoints;
mod keys;
mod secrets;
mod support;
#[cfg(unix)]
mod window;
