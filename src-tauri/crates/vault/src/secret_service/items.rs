//! Searches for our entries over D-Bus. The crate's own search unlocks what it finds locked, with a prompt.

use std::collections::HashMap;

use zbus::zvariant::OwnedObjectPath;

use super::bus::{Bus, ROOT, ROOT_INTERFACE, body};
use crate::{Account, SERVICE, VaultError};

/// Returns all of our entries that are locked, in whichever collection.
pub(super) async fn all_locked(bus: &Bus) -> Result<Vec<OwnedObjectPath>, VaultError> {
    locked(bus, &HashMap::from([("service", SERVICE)])).await
}

/// Checks that no entry of `account` is locked, in whichever collection.
///
/// # Errors
/// [`VaultError::Locked`] when one is, also beside one that could be read: the crate cannot be told to leave it alone.
pub(super) async fn none_locked(bus: &Bus, account: &Account) -> Result<(), VaultError> {
    let user = account.to_string();
    let named = HashMap::from([("service", SERVICE), ("username", &user)]);
    if locked(bus, &named).await?.is_empty() {
        Ok(())
    } else {
        Err(VaultError::Locked)
    }
}

/// Searches all collections for entries that have these attributes, among others, and returns those that are locked.
async fn locked(bus: &Bus, attributes: &HashMap<&str, &str>) -> Result<Vec<OwnedObjectPath>, VaultError> {
    let reply = bus.call(ROOT, ROOT_INTERFACE, "SearchItems", &(attributes,)).await?;
    let (_, locked) = body::<(Vec<OwnedObjectPath>, _)>(&reply)?;
    Ok(locked)
}
