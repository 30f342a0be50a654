//! The default collection: where keys go, whether it is locked, and having the person unlock it.

use std::{collections::HashMap, pin::pin};

use zbus::zvariant::{OwnedObjectPath, Value};

use super::{
    bus::{Bus, COLLECTION_INTERFACE, ROOT, ROOT_INTERFACE, body, unless_none},
    items, limited, prompt,
};
use crate::{Caller, VaultError};

/// The alias of the collection that a person's passwords go to.
const DEFAULT: &str = "default";
/// What a new collection is called; libsecret names it the same.
const DEFAULT_LABEL: &str = "Default keyring";

/// Returns the default collection, ready to be used.
///
/// # Errors
/// [`VaultError::Locked`] when it is locked, and when there is none: making one asks for a password.
pub(super) async fn unlocked(bus: &Bus) -> Result<OwnedObjectPath, VaultError> {
    let collection = default(bus).await?.ok_or(VaultError::Locked)?;
    let locked = bus
        .property(collection.as_str(), COLLECTION_INTERFACE, "Locked")
        .await?;
    let locked = bool::try_from(locked).map_err(|_| VaultError::failed("the property Locked is no boolean"))?;
    if locked {
        Err(VaultError::Locked)
    } else {
        Ok(collection)
    }
}

/// Asks the person to unlock the default collection, or to make one, and waits for the answer or until nobody waits.
pub(super) async fn unlock(bus: &Bus, caller: &mut Caller) -> Result<(), VaultError> {
    let Some(path) = needed_prompt(bus).await? else {
        return Ok(());
    };
    let answered = prompt::ask(bus, &path);
    let mut answered = pin!(answered);
    tokio::select! {
        answer = &mut answered => answer,
        // The prompt is left to the person: GNOME Keyring 42 aborts, and every open keyring with it, when a prompt that is
        // shown is dismissed (`perform_next_unlock: assertion failed: (!self->current)`).
        () = caller.gone() => Err(VaultError::Locked),
    }
}

/// Returns the prompt that has to be answered before the default collection can be used, if any.
async fn needed_prompt(bus: &Bus) -> Result<Option<OwnedObjectPath>, VaultError> {
    limited(async {
        match default(bus).await? {
            Some(collection) => prompt_to_unlock(bus, collection).await,
            None => prompt_to_make(bus).await,
        }
    })
    .await
}

async fn prompt_to_unlock(bus: &Bus, collection: OwnedObjectPath) -> Result<Option<OwnedObjectPath>, VaultError> {
    // Also keys that lie in another collection, should the default have been changed since.
    let mut locked = items::all_locked(bus).await.unwrap_or_default();
    locked.push(collection);
    let reply = bus.call(ROOT, ROOT_INTERFACE, "Unlock", &(locked,)).await?;
    let (_, prompt) = body::<(Vec<OwnedObjectPath>, OwnedObjectPath)>(&reply)?;
    Ok(unless_none(prompt))
}

async fn prompt_to_make(bus: &Bus) -> Result<Option<OwnedObjectPath>, VaultError> {
    let label = HashMap::from([("org.freedesktop.Secret.Collection.Label", Value::from(DEFAULT_LABEL))]);
    let reply = bus
        .call(ROOT, ROOT_INTERFACE, "CreateCollection", &(label, DEFAULT))
        .await?;
    let (_, prompt) = body::<(OwnedObjectPath, OwnedObjectPath)>(&reply)?;
    Ok(unless_none(prompt))
}

/// Returns the default collection, if there is one.
async fn default(bus: &Bus) -> Result<Option<OwnedObjectPath>, VaultError> {
    let reply = bus.call(ROOT, ROOT_INTERFACE, "ReadAlias", &(DEFAULT,)).await?;
    Ok(unless_none(body(&reply)?))
}
