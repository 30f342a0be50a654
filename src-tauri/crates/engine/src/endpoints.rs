//! Endpoints: [`list`], drafts and their validation, [`keys`] and other [`secrets`], checks, network settings, and the
//! [`client`] that a request goes out through.

pub(crate) mod address;
pub(crate) mod check;
pub(crate) mod client;
pub(crate) mod connections;
pub(crate) mod demo;
pub(crate) mod draft;
pub(crate) mod found_keys;
pub(crate) mod keys;
pub(crate) mod list;
pub(crate) mod local_servers;
pub(crate) mod network;
pub(crate) mod presets;
pub(crate) mod secrets;
pub(crate) mod settings;
pub(crate) mod validate;
