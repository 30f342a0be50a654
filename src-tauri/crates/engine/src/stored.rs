//! The stored format of settings and JSON columns: structs of their own, so that renaming a field of the page's types never
//! changes what is on the disk. A sample of each is in `stored/samples`.
//!
//! Never rename a field or a variant here. A new field needs a default, because older values do not have it.

mod appearance;
mod caps;
mod endpoint_settings;
pub(crate) mod error_code;
mod picker;
pub(crate) mod price;
mod sent;
mod views;

pub(crate) use appearance::StoredTheme;
pub(crate) use caps::StoredCaps;
pub(crate) use endpoint_settings::{StoredEndpointSettings, StoredProxy};
pub(crate) use picker::StoredPicker;
pub(crate) use price::StoredPrice;
pub(crate) use sent::StoredExchange;

#[cfg(test)]
mod tests;
