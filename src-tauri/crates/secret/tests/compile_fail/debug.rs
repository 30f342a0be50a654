//! A key cannot be printed for debugging.

fn main() {
    let Ok(key) = secret::Key::new(String::from("sk-canary")) else { return };
    println!("{key:?}");
}
