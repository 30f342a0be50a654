//! The console binary.
mod arguments;
mod ask;
mod exit;
mod hygiene;
mod output;
mod sentence;
mod window;
mod words;

fn main() {}
