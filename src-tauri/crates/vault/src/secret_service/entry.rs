//! One key as an entry of the keyring: its attributes, finding it, and the three things done with it.

use std::collections::HashMap;

use secret::Key;
use zbus::{OwnedObjectPath, Variant};

use super::{
    bus::{Bus, COLLECTION_INTERFACE, ITEM_INTERFACE, ROOT, ROOT_INTERFACE, body, unless_none},
    prompt,
    session::{Sealed, Session},
};
use crate::{Account, SERVICE, VaultError};

/// Keeps `key` in `collection`, in place of the entry with the same attributes; the service does that in one step.
pub(super) async fn store(
    bus: &Bus,
    collection: &OwnedObjectPath,
    account: &Account,
    key: &Key,
) -> Result<(), VaultError> {
    let session = Session::open(bus).await?;
    let user = account.to_string();
    let mut attributes = named(&user);
    // Shown by Seahorse; never searched for.
    attributes.insert("xdg:schema", "org.freedesktop.Secret.Generic");
    let properties = HashMap::from([
        (
            "org.freedesktop.Secret.Item.Label",
            Variant::from(format!("Juxta: {}", account.origin())),
        ),
        ("org.freedesktop.Secret.Item.Attributes", Variant::from(attributes)),
    ]);
    let call = (properties, session.seal(key.expose().as_bytes())?, true);
    let reply = bus
        .call(collection.as_str(), COLLECTION_INTERFACE, "CreateItem", &call)
        .await?;
    let (_, prompt) = body::<(OwnedObjectPath, OwnedObjectPath)>(&reply)?;
    refuse_prompt(bus, prompt).await
}

/// The key of `account`; the one in `collection` if there are several.
pub(super) async fn read(bus: &Bus, collection: &OwnedObjectPath, account: &Account) -> Result<Key, VaultError> {
    let found = search(bus, named(&account.to_string())).await?;
    let inside = |path: &&OwnedObjectPath| path.as_str().starts_with(collection.as_str());
    let entry = match found.unlocked.iter().find(inside).or(found.unlocked.first()) {
        Some(entry) => entry,
        None if found.locked.is_empty() => return Err(VaultError::NotFound),
        None => return Err(VaultError::Locked),
    };
    let session = Session::open(bus).await?;
    let reply = bus
        .call(entry.as_str(), ITEM_INTERFACE, "GetSecret", &(session.path(),))
        .await?;
    let (sealed,) = body::<(Sealed,)>(&reply)?;
    let bytes = session.unseal(sealed)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| VaultError::failed("what it holds is no text"))?;
    Key::lines(text.to_owned()).map_err(|error| VaultError::failed(error.to_string()))
}

/// Deletes every entry of `account`.
pub(super) async fn remove(bus: &Bus, account: &Account) -> Result<(), VaultError> {
    let found = search(bus, named(&account.to_string())).await?;
    for entry in &found.unlocked {
        let reply = bus.call(entry.as_str(), ITEM_INTERFACE, "Delete", &()).await?;
        refuse_prompt(bus, body(&reply)?).await?;
    }
    if found.locked.is_empty() {
        Ok(())
    } else {
        Err(VaultError::Locked)
    }
}

/// All of our entries that are locked, in whichever collection.
pub(super) async fn locked(bus: &Bus) -> Result<Vec<OwnedObjectPath>, VaultError> {
    Ok(search(bus, HashMap::from([("service", SERVICE)])).await?.locked)
}

/// The attributes that name an entry.
fn named(user: &str) -> HashMap<&str, &str> {
    HashMap::from([("service", SERVICE), ("username", user)])
}

/// What a search found, in all collections.
struct Found {
    unlocked: Vec<OwnedObjectPath>,
    locked: Vec<OwnedObjectPath>,
}

async fn search(bus: &Bus, attributes: HashMap<&str, &str>) -> Result<Found, VaultError> {
    let reply = bus.call(ROOT, ROOT_INTERFACE, "SearchItems", &(attributes,)).await?;
    let (unlocked, locked) = body(&reply)?;
    Ok(Found { unlocked, locked })
}

/// Takes back the prompt the service would like to show, if any: nobody was asked to expect one.
async fn refuse_prompt(bus: &Bus, prompt: OwnedObjectPath) -> Result<(), VaultError> {
    match unless_none(prompt) {
        None => Ok(()),
        Some(path) => {
            prompt::dismiss(bus, &path).await;
            Err(VaultError::Locked)
        }
    }
}
