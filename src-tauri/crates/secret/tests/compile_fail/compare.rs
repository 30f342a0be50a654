//! A key cannot be compared.

fn main() {
    let Ok(key) = secret::Key::new(String::from("sk-canary")) else { return };
    let _ = key == key;
}
