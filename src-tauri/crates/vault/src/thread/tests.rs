//! Turns, limits, panics and prompts, with keyrings made for the purpose. Time is tokio's, paused: nothing waits.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
    mpsc::{Receiver, Sender, channel},
};

use secret::Key;
use tokio::time::Instant;

use super::*;
use crate::{Account, KeyringState, Vault};

/// A keyring whose `read` waits for a word of the test, and whose `unlock` waits until its caller is gone.
struct Scripted {
    read: Arc<Mutex<Receiver<&'static str>>>,
    gone: Sender<()>,
}

impl Keyring for Scripted {
    fn state(&mut self) -> Result<KeyringState, VaultError> {
        Ok(KeyringState::Unlocked)
    }

    fn store(&mut self, _: &Account, key: &Key) -> Result<(), VaultError> {
        Err(VaultError::failed(format!("refused {}", key.expose())))
    }

    fn read(&mut self, _: &Account) -> Result<Key, VaultError> {
        let word = self.read.lock().expect("one thread").recv();
        match word {
            Ok("panic") => panic!("as told"),
            Ok(text) => Key::new(text.into()).map_err(|_| VaultError::NotFound),
            Err(_) => Err(VaultError::NotFound),
        }
    }

    fn remove(&mut self, _: &Account) -> Result<(), VaultError> {
        Ok(())
    }

    fn unlock(&mut self, caller: &mut Caller) -> Result<(), VaultError> {
        while !caller.is_gone() {
            std::thread::yield_now();
        }
        let _ = self.gone.send(());
        Err(VaultError::Locked)
    }
}

struct Stage {
    vault: Vault,
    made: Arc<AtomicUsize>,
    script: Sender<&'static str>,
    gone: Receiver<()>,
}

fn stage() -> Stage {
    let (script, read) = channel();
    let (tell, gone) = channel();
    let (read, made) = (Arc::new(Mutex::new(read)), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&made);
    let tell = Mutex::new(tell);
    let vault = Vault::with_keyring(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        Box::new(Scripted {
            read: Arc::clone(&read),
            gone: tell.lock().expect("one thread").clone(),
        })
    });
    Stage {
        vault,
        made,
        script,
        gone,
    }
}

fn account() -> Account {
    Account::new("e1", "https://a.example".parse().expect("an origin"))
}

fn key(text: &str) -> Key {
    Key::new(text.into()).expect("a key")
}

async fn read(vault: &Vault) -> Result<String, VaultError> {
    vault.read(&account()).await.map(|key| key.expose().to_owned())
}

#[tokio::test]
async fn nothing_is_touched_before_the_first_call() {
    let stage = stage();
    assert_eq!(stage.made.load(Ordering::SeqCst), 0);
    assert_eq!(stage.vault.state().await, KeyringState::Unlocked);
    assert_eq!(stage.made.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn calls_made_at_once_are_answered_in_turn() {
    let stage = stage();
    let words = ["one", "two", "three", "four"];
    for word in words {
        stage.script.send(word).expect("sent");
    }
    let vault = &stage.vault;
    let answers: [_; 4] = tokio::join!(read(vault), read(vault), read(vault), read(vault)).into();
    assert_eq!(answers, words.map(|word| Ok(word.to_owned())));
}

#[tokio::test]
async fn a_panic_is_an_error_and_the_next_call_finds_a_new_keyring() {
    let stage = stage();
    stage.script.send("panic").expect("sent");
    stage.script.send("sk-abc").expect("sent");
    let (first, second) = tokio::join!(read(&stage.vault), read(&stage.vault));
    assert!(matches!(first, Err(VaultError::Failed(_))), "{first:?}");
    assert_eq!(second, Ok("sk-abc".into()));
    assert_eq!(stage.made.load(Ordering::SeqCst), 2);
}

#[tokio::test(start_paused = true)]
async fn a_stuck_call_ends_for_its_caller_and_keeps_nobody_waiting() {
    let stage = stage();
    let began = Instant::now();
    let (vault, other) = (stage.vault.clone(), stage.vault.clone());
    let stuck = tokio::spawn(async move { (read(&vault).await, began.elapsed()) });
    let queued = tokio::spawn(async move {
        tokio::task::yield_now().await;
        (read(&other).await, began.elapsed())
    });
    let (answer, after) = queued.await.expect("no panic");
    assert_eq!(answer, Err(VaultError::Busy));
    assert!(after < Duration::from_millis(1100), "{after:?}");

    // It is known to be stuck by now: not a moment more is spent on it.
    let asked = Instant::now();
    assert_eq!(read(&stage.vault).await, Err(VaultError::Busy));
    assert_eq!(stage.vault.state().await, KeyringState::Failing);
    assert!(asked.elapsed().is_zero());

    let (answer, after) = stuck.await.expect("no panic");
    assert_eq!(answer, Err(VaultError::TimedOut));
    assert!(
        after >= LIMIT && after < LIMIT + Duration::from_millis(100),
        "{after:?}"
    );
    assert_eq!(
        read(&stage.vault).await,
        Err(VaultError::Busy),
        "the thread is still in that call"
    );
}

#[tokio::test]
async fn when_the_stuck_call_returns_the_keyring_is_back() {
    let stage = stage();
    let abandoned = tokio::spawn({
        let vault = stage.vault.clone();
        async move { read(&vault).await }
    });
    // It has its turn once another one would have to queue; then its caller goes.
    while stage.made.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    abandoned.abort();
    stage.script.send("for nobody").expect("sent");
    stage.script.send("sk-abc").expect("sent");
    assert_eq!(read(&stage.vault).await, Ok("sk-abc".into()));
}

#[tokio::test]
async fn while_the_person_is_asked_others_are_refused_at_once_and_a_dropped_call_is_noticed() {
    let stage = stage();
    let vault = stage.vault.clone();
    let asking = tokio::spawn(async move { vault.unlock().await });
    while stage.made.load(Ordering::SeqCst) == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(read(&stage.vault).await, Err(VaultError::Busy));
    assert_eq!(stage.vault.unlock().await, Err(VaultError::Busy));
    assert_eq!(stage.vault.state().await, KeyringState::Locked);
    asking.abort();
    assert!(asking.await.is_err(), "called off");
    stage.gone.recv().expect("the keyring noticed");
    while stage.vault.remove(&account()).await == Err(VaultError::Busy) {
        tokio::task::yield_now().await;
    }
    assert_eq!(stage.vault.state().await, KeyringState::Unlocked);
}

#[tokio::test]
async fn an_error_never_repeats_the_key() {
    let stage = stage();
    let error = stage.vault.store(&account(), key("canary-4711-canary")).await;
    assert_eq!(error, Err(VaultError::Failed(format!("refused {}", secret::REDACTED))));
}

#[tokio::test]
async fn memory_keeps_keys_by_endpoint_and_origin() {
    let vault = Vault::memory();
    let elsewhere = Account::new("e1", "https://b.example".parse().expect("an origin"));
    assert_eq!(read(&vault).await, Err(VaultError::NotFound));
    vault.store(&account(), key("sk-1")).await.expect("stored");
    vault.clone().store(&account(), key("sk-2")).await.expect("stored");
    assert_eq!(read(&vault).await, Ok("sk-2".into()));
    assert_eq!(vault.read(&elsewhere).await.err(), Some(VaultError::NotFound));
    vault.remove(&account()).await.expect("removed");
    vault.remove(&account()).await.expect("removing what is absent is fine");
    assert_eq!(read(&vault).await, Err(VaultError::NotFound));
    assert_eq!(
        (vault.state().await, vault.unlock().await),
        (KeyringState::Unlocked, Ok(()))
    );
}

#[test]
fn an_account_is_named_by_endpoint_and_origin() {
    assert_eq!(account().to_string(), "e1@https://a.example");
    assert_eq!(
        (account().endpoint(), account().origin().to_string().as_str()),
        ("e1", "https://a.example")
    );
}
