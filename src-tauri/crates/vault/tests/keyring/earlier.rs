//! Entries that earlier versions wrote: with the attribute `xdg:schema`, which GNOME Keyring itself adds to every entry
//! it reads from its file. So there is nothing to move: they are found, replaced and deleted as they are.

use std::collections::HashMap;

use vault::{Vault, VaultError};

use crate::{
    account,
    daemon::{COLLECTION, Client, Daemon, secret_tool},
    inside, key, read,
};

/// The attributes earlier versions gave to an entry.
fn earlier(user: &str) -> HashMap<&str, &str> {
    HashMap::from([
        ("service", "juxta"),
        ("username", user),
        ("xdg:schema", "org.freedesktop.Secret.Generic"),
    ])
}

fn owned(attributes: HashMap<&str, &str>) -> HashMap<String, String> {
    let pairs = attributes.into_iter();
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

#[test]
fn an_entry_is_read_replaced_and_removed() {
    inside::bus("earlier::an_entry_is_read_replaced_and_removed", || async {
        let _daemon = Daemon::start();
        let client = Client::connect().await;
        let (ours, other) = (account().to_string(), "another@https://b.example");
        client.store(COLLECTION, earlier(&ours), "sk-old").await;
        client.store(COLLECTION, earlier(other), "sk-other").await;

        let vault = Vault::system();
        assert_eq!(read(&vault).await, Ok("sk-old".into()));
        vault.store(&account(), key("sk-new")).await.expect("replaced");
        assert_eq!(read(&vault).await, Ok("sk-new".into()));
        let found = secret_tool();
        assert_eq!(found.matches("label = ").count(), 2, "no second entry: {found}");
        assert!(!found.contains("sk-old"), "{found}");

        vault.remove(&account()).await.expect("removed");
        assert_eq!(read(&vault).await, Err(VaultError::NotFound));
        let left = client.attributes().await;
        assert_eq!(left, [owned(earlier(other))], "the other one is left alone");
        assert!(secret_tool().contains("secret = sk-other"));
    });
}

#[test]
fn the_daemon_makes_entries_look_like_that_by_itself() {
    inside::bus("earlier::the_daemon_makes_entries_look_like_that_by_itself", || async {
        let first = Daemon::start();
        let vault = Vault::system();
        vault.store(&account(), key("sk-canary")).await.expect("stored");
        drop(first);
        let _second = Daemon::start();
        let ours = account().to_string();
        assert_eq!(Client::connect().await.attributes().await, [owned(earlier(&ours))]);
        assert_eq!(read(&vault).await, Ok("sk-canary".into()));
    });
}
