//! The system keyring against a real GNOME Keyring on a bus of its own, and against a Secret Service that misbehaves.
//!
//! Each test runs itself again inside `dbus-run-session`, with a home folder of its own: no real keyring is touched.
#![cfg(target_os = "linux")]

mod daemon;
mod earlier;
mod fake;
mod inside;
mod others;
mod prompts;
mod recording;
mod states;

use vault::{Account, Vault, VaultError};

fn account() -> Account {
    Account::new(
        "5f6c1f9e-4b0e-4d57-9a53-0a8e3a1c2f10",
        "https://aihubmix.com".parse().expect("an origin"),
    )
}

fn key(text: &str) -> secret::Key {
    secret::Key::new(text.into()).expect("a key")
}

async fn read(vault: &Vault) -> Result<String, VaultError> {
    vault.read(&account()).await.map(|key| key.expose().to_owned())
}
