//! A key cannot be serialised.

fn main() {
    let Ok(key) = secret::Key::new(String::from("sk-canary")) else { return };
    let _ = serde_json::to_string(&key);
}
