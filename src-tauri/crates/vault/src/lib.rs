//! Keys at rest: the system keyring, and a memory vault for keys that live as long as the process.
//!
//! Both are a [`Vault`]. Making one touches nothing; the keyring is asked only when a method is called, on one thread
//! of its own. No error path deletes anything: a key goes only by [`Vault::remove`], or by storing another in its place.
//!
//! Entries carry the attributes `service` = [`SERVICE`] and `username` = `<endpoint id>@<origin>`, so
//! `secret-tool search --all service juxta` lists them.

mod account;
mod entry;
mod error;
mod keyring;
mod memory;
#[cfg(any(target_os = "macos", windows))]
mod native;
#[cfg(all(unix, not(target_os = "macos")))]
mod secret_service;
mod thread;
mod vault;

pub use account::{Account, SERVICE};
pub use error::VaultError;
pub use keyring::{Caller, Keyring, KeyringState};
pub use thread::LIMIT;
pub use vault::Vault;
