//! A struct that holds a key cannot be printed either.

#[derive(Debug)]
struct Holder {
    key: secret::Key,
}

fn main() {}
