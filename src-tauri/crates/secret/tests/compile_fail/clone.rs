//! A key cannot be cloned without saying so.

fn main() {
    let Ok(key) = secret::Key::new(String::from("sk-canary")) else { return };
    let _ = key.clone();
}
