//! The four states of a real keyring, and one that hangs.

use std::time::{Duration, Instant};

use vault::{KeyringState, LIMIT, Vault, VaultError};

use crate::{
    account,
    daemon::{Daemon, secret_tool},
    inside, key, read,
    recording::Recording,
};

#[test]
fn unlocked() {
    inside::bus("states::unlocked", || async {
        let _daemon = Daemon::start();
        let vault = Vault::system();
        assert_eq!(vault.state().await, KeyringState::Unlocked);
        assert_eq!(vault.unlock().await, Ok(()), "nothing to ask");
        assert_eq!(read(&vault).await, Err(VaultError::NotFound));

        vault.store(&account(), key("sk-first")).await.expect("stored");
        vault.store(&account(), key("sk-second")).await.expect("replaced");
        assert_eq!(read(&vault).await, Ok("sk-second".into()));
        assert_eq!(
            read(&Vault::system()).await,
            Ok("sk-second".into()),
            "kept by the service, not by the handle"
        );
        let found = secret_tool();
        assert!(
            found.contains(&format!("attribute.username = {}", account())),
            "{found}"
        );
        assert!(
            found.contains("secret = sk-second") && !found.contains("sk-first"),
            "{found}"
        );
        assert!(found.contains("label = Juxta: https://aihubmix.com"), "{found}");

        vault.remove(&account()).await.expect("removed");
        vault.remove(&account()).await.expect("removing what is absent is fine");
        assert_eq!(read(&vault).await, Err(VaultError::NotFound));
        assert_eq!(secret_tool(), "");
    });
}

#[test]
fn keys_of_any_length_come_back_whole() {
    inside::bus("states::keys_of_any_length_come_back_whole", || async {
        let _daemon = Daemon::start();
        let vault = Vault::system();
        for length in [1, 15, 16, 17, 164, secret::MAX_KEY_BYTES] {
            let text: String = ('!'..='~').cycle().take(length).collect();
            vault.store(&account(), key(&text)).await.expect("stored");
            assert_eq!(read(&vault).await, Ok(text));
        }
    });
}

#[test]
fn many_at_once() {
    inside::bus("states::many_at_once", || async {
        let _daemon = Daemon::start();
        let vault = Vault::system();
        vault.store(&account(), key("sk-canary")).await.expect("stored");
        let reads: Vec<_> = (0..8)
            .map(|_| {
                tokio::spawn({
                    let vault = vault.clone();
                    async move { read(&vault).await }
                })
            })
            .collect();
        for read in reads {
            assert_eq!(read.await.expect("no panic"), Ok("sk-canary".into()));
        }
    });
}

#[test]
fn locked() {
    inside::bus("states::locked", || async {
        let _daemon = Daemon::start();
        let vault = Vault::system();
        vault.store(&account(), key("sk-canary")).await.expect("stored");
        Daemon::lock();

        assert_eq!(vault.state().await, KeyringState::Locked);
        assert_eq!(read(&vault).await, Err(VaultError::Locked));
        assert_eq!(vault.store(&account(), key("sk-other")).await, Err(VaultError::Locked));
        assert_eq!(vault.remove(&account()).await, Err(VaultError::Locked));
        // Nothing here can show a prompt, so the service reports it as declined.
        assert_eq!(vault.unlock().await, Err(VaultError::Locked));
        assert_eq!(vault.state().await, KeyringState::Locked);

        Daemon::unlock().await;
        assert_eq!(vault.state().await, KeyringState::Unlocked);
        assert_eq!(read(&vault).await, Ok("sk-canary".into()), "no error has deleted it");
    });
}

#[test]
fn absent() {
    inside::bus("states::absent", || async {
        no_service().await;
    });
}

#[test]
fn no_session_bus() {
    inside::no_bus("states::no_session_bus", None, || async {
        no_service().await;
    });
}

#[test]
fn a_bus_that_is_gone() {
    let address = Some("unix:path=/nonexistent/bus");
    inside::no_bus("states::a_bus_that_is_gone", address, || async {
        no_service().await;
    });
}

#[test]
fn an_address_that_is_none() {
    inside::no_bus("states::an_address_that_is_none", Some("nonsense"), || async {
        no_service().await;
    });
}

async fn no_service() {
    let vault = Vault::system();
    assert_eq!(vault.state().await, KeyringState::Absent);
    assert_eq!(read(&vault).await, Err(VaultError::Unavailable));
    assert_eq!(
        vault.store(&account(), key("sk-canary")).await,
        Err(VaultError::Unavailable)
    );
    assert_eq!(vault.remove(&account()).await, Err(VaultError::Unavailable));
    assert_eq!(vault.unlock().await, Err(VaultError::Unavailable));
}

#[test]
fn hanging() {
    inside::bus("states::hanging", || async {
        let daemon = Daemon::start();
        let vault = Vault::system();
        vault.store(&account(), key("sk-canary")).await.expect("stored");
        daemon.stop();

        let began = Instant::now();
        let (one, two) = tokio::join!(read(&vault), async {
            let queued = read(&vault).await;
            let asked = Instant::now();
            (queued, read(&vault).await, asked.elapsed())
        });
        assert_eq!(one, Err(VaultError::TimedOut));
        assert!(
            began.elapsed() < LIMIT + Duration::from_secs(2),
            "{:?}",
            began.elapsed()
        );
        assert_eq!((two.0, two.1), (Err(VaultError::Busy), Err(VaultError::Busy)));
        assert!(two.2 < Duration::from_millis(200), "{:?}", two.2);
        assert_eq!(vault.state().await, KeyringState::Failing);

        daemon.go_on();
        assert_eq!(read(&vault).await, Ok("sk-canary".into()));
    });
}

#[test]
fn a_restarted_service_is_found_again() {
    inside::bus("states::a_restarted_service_is_found_again", || async {
        let first = Daemon::start();
        let vault = Vault::system();
        vault.store(&account(), key("sk-canary")).await.expect("stored");
        drop(first);
        assert_eq!(vault.state().await, KeyringState::Absent);
        let _second = Daemon::start();
        assert_eq!(read(&vault).await, Ok("sk-canary".into()));
    });
}

#[test]
fn a_stuck_keyring_does_not_hold_the_process() {
    inside::no_bus("states::a_stuck_keyring_does_not_hold_the_process", None, || async {
        let (tell, started) = std::sync::mpsc::channel();
        let tell = std::sync::Mutex::new(tell);
        let vault = Vault::with_keyring(move || {
            tell.lock().expect("one thread").send(()).expect("heard");
            // As stuck as can be: it never even comes to its first call.
            loop {
                std::thread::park();
            }
        });
        let stuck = tokio::spawn(async move { read(&vault).await });
        started.recv().expect("the thread is there");
        stuck.abort();
    });
}

#[test]
fn a_recording_of_the_bus_holds_no_key() {
    inside::bus("states::a_recording_of_the_bus_holds_no_key", || async {
        let _daemon = Daemon::start();
        let mut recording = Recording::start().await;
        let vault = Vault::system();
        vault.store(&account(), key("sk-canary-4711")).await.expect("stored");
        assert_eq!(read(&vault).await, Ok("sk-canary-4711".into()));
        let bytes = recording.until_now().await;
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        assert!(holds("GetSecret") && holds("https://aihubmix.com"), "it does record");
        assert!(!holds("canary"));
    });
}
