//! More than one collection: the default one may have been another before.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use vault::{KeyringState, Vault, VaultError};

use crate::{
    account,
    daemon::{COLLECTION, Client, Daemon, secret_tool},
    fake::{Fake, Person},
    inside, key, read,
};

async fn store_in(client: &Client, collection: &str, secret: &str) {
    let user = account().to_string();
    let attributes = HashMap::from([("service", "juxta"), ("username", user.as_str())]);
    client.store(collection, attributes, secret).await;
}

#[test]
fn the_default_collections_key_goes_before_another() {
    inside::bus("others::the_default_collections_key_goes_before_another", || async {
        let _daemon = Daemon::start();
        let client = Client::connect().await;
        let other = client.make_collection("other").await;
        store_in(&client, &other, "sk-other").await;
        let vault = Vault::system();
        assert_eq!(read(&vault).await, Ok("sk-other".into()), "the only one");

        store_in(&client, COLLECTION, "sk-default").await;
        assert_eq!(read(&vault).await, Ok("sk-default".into()));
        vault.store(&account(), key("sk-new")).await.expect("replaced");
        assert_eq!(read(&vault).await, Ok("sk-new".into()));
        let found = secret_tool();
        assert_eq!(
            found.matches("secret = sk-new").count(),
            2,
            "no former key stays behind: {found}"
        );

        vault.remove(&account()).await.expect("removed");
        assert_eq!(read(&vault).await, Err(VaultError::NotFound));
        assert_eq!(secret_tool(), "", "all of them are gone");
    });
}

#[test]
fn a_locked_one_is_not_lost() {
    inside::bus("others::a_locked_one_is_not_lost", || async {
        let _daemon = Daemon::start();
        let client = Client::connect().await;
        let other = client.make_collection("other").await;
        store_in(&client, &other, "sk-other").await;
        Daemon::lock_collection(&other);

        let vault = Vault::system();
        let began = Instant::now();
        assert_eq!(vault.state().await, KeyringState::Unlocked);
        assert_eq!(read(&vault).await, Err(VaultError::Locked));
        assert_eq!(vault.store(&account(), key("sk-new")).await, Err(VaultError::Locked));
        assert_eq!(vault.remove(&account()).await, Err(VaultError::Locked));
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
        // The default collection is open: other keys can be used.
        let elsewhere = vault::Account::new("e2", "https://b.example".parse().expect("an origin"));
        assert_eq!(vault.store(&elsewhere, key("sk-2")).await, Ok(()));

        Daemon::unlock_collection(&other).await;
        assert_eq!(read(&vault).await, Ok("sk-other".into()), "no error has deleted it");
    });
}

#[test]
fn a_locked_one_opens_no_prompt() {
    inside::bus("others::a_locked_one_opens_no_prompt", || async {
        let mut fake = Fake::start(Person::LocksElsewhere).await;
        let vault = Vault::system();
        assert_eq!(read(&vault).await, Err(VaultError::Locked));
        assert_eq!(vault.store(&account(), key("sk-new")).await, Err(VaultError::Locked));
        assert_eq!(vault.remove(&account()).await, Err(VaultError::Locked));
        while let Ok(method) = fake.calls.try_recv() {
            assert!(
                ["ReadAlias", "Get", "SearchItems"].contains(&method.as_str()),
                "{method}"
            );
        }
    });
}
