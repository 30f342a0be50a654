//! Runs the PDF reader process by itself, for this crate's tests.

fn main() {
    std::process::exit(attach::pdf::serve_if_asked().unwrap_or(1).into());
}
