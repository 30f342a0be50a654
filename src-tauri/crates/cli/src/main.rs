//! The console binary.
fn main() {}
