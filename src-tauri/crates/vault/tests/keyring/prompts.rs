//! Asking the person to unlock: answered, declined, called off, and left without a service.

use std::time::{Duration, Instant};

use vault::{KeyringState, Vault, VaultError};

use crate::{
    account,
    fake::{Fake, Person},
    inside, key, read,
};

#[test]
fn the_person_unlocks() {
    inside::bus("prompts::the_person_unlocks", || async {
        let _fake = Fake::start(Person::Unlocks).await;
        let vault = Vault::system();
        assert_eq!(vault.state().await, KeyringState::Locked);
        assert_eq!(vault.unlock().await, Ok(()));
        assert_eq!(vault.state().await, KeyringState::Unlocked);
    });
}

#[test]
fn the_person_declines() {
    inside::bus("prompts::the_person_declines", || async {
        let _fake = Fake::start(Person::Declines).await;
        assert_eq!(Vault::system().unlock().await, Err(VaultError::Locked));
    });
}

#[test]
fn only_unlock_asks() {
    inside::bus("prompts::only_unlock_asks", || async {
        let mut fake = Fake::start(Person::Waits).await;
        let vault = Vault::system();
        assert_eq!(vault.state().await, KeyringState::Locked);
        assert_eq!(read(&vault).await, Err(VaultError::Locked));
        assert_eq!(vault.store(&account(), key("sk-canary")).await, Err(VaultError::Locked));
        assert_eq!(vault.remove(&account()).await, Err(VaultError::Locked));
        while let Ok(method) = fake.calls.try_recv() {
            assert!(["ReadAlias", "Get"].contains(&method.as_str()), "{method}");
        }
    });
}

#[test]
fn a_prompt_called_off_is_left_to_the_person() {
    inside::bus("prompts::a_prompt_called_off_is_left_to_the_person", || async {
        let mut fake = Fake::start(Person::Waits).await;
        let vault = Vault::system();
        let asking = tokio::spawn({
            let vault = vault.clone();
            async move { vault.unlock().await }
        });
        fake.called("Prompt").await;

        let asked = Instant::now();
        assert_eq!(read(&vault).await, Err(VaultError::Busy));
        assert_eq!(vault.state().await, KeyringState::Locked);
        assert!(asked.elapsed() < Duration::from_millis(200), "{:?}", asked.elapsed());

        asking.abort();
        while read(&vault).await == Err(VaultError::Busy) {
            tokio::task::yield_now().await;
        }
        assert_eq!(read(&vault).await, Err(VaultError::Locked), "the keyring is free again");
        while let Ok(method) = fake.calls.try_recv() {
            assert_ne!(method, "Dismiss", "GNOME Keyring would abort");
        }
    });
}

#[test]
fn a_service_that_goes_away_while_it_asks() {
    inside::bus("prompts::a_service_that_goes_away_while_it_asks", || async {
        let _fake = Fake::start(Person::Crashes).await;
        let vault = Vault::system();
        assert!(matches!(vault.unlock().await, Err(VaultError::Failed(_))));
        assert_eq!(vault.state().await, KeyringState::Absent);
    });
}

#[test]
fn a_service_that_never_answers() {
    inside::bus("prompts::a_service_that_never_answers", || async {
        let _fake = Fake::start(Person::Deaf).await;
        let vault = Vault::system();
        let began = Instant::now();
        assert_eq!(
            vault.unlock().await,
            Err(VaultError::TimedOut),
            "no prompt is open, so the limit holds"
        );
        assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
    });
}

#[test]
fn a_service_that_freezes_within_a_call() {
    inside::bus("prompts::a_service_that_freezes_within_a_call", || async {
        let fake = Fake::start(Person::Freezes).await;
        let vault = Vault::system();
        let began = Instant::now();
        assert_eq!(read(&vault).await, Err(VaultError::TimedOut));
        assert!(began.elapsed() < Duration::from_secs(7), "{:?}", began.elapsed());
        assert_eq!(read(&vault).await, Err(VaultError::Busy), "it may still answer");
        assert_eq!(vault.state().await, KeyringState::Failing);

        fake.leave();
        while vault.state().await == KeyringState::Failing {
            tokio::task::yield_now().await;
        }
        assert_eq!(
            read(&vault).await,
            Err(VaultError::Unavailable),
            "the thread is free again"
        );
    });
}
