//! Runs turns: executes the machine's effects against network, keyring and disk.
pub mod view;
