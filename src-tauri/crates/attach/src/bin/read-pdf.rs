//! The reader of PDFs alone, as this crate's tests start it.

fn main() {
    std::process::exit(attach::pdf::serve_if_asked().unwrap_or(1).into());
}
