//! Where keys are and where they go: the keyring or memory, and to their own origin only.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use chat::AnswerState::{Done, Failed};
use demo::{Reply, Script, Server};
use engine::{
    Vault,
    view::{EndpointView, KeyInput, KeyState},
};
use secret::Key;
use vault::{Account, Caller, Keyring, KeyringState, VaultError};

use crate::common::{Asking, Code, TestApp, answers, command, form, run, save, saved, server, typed};

fn keyed(key: &str) -> Server {
    server(Script::new().key(key).models(["m"]).answer("m", Reply::answer("Yes.")))
}

async fn key_in(vault: &Vault, endpoint: &EndpointView) -> Option<String> {
    let origin = endpoint.base_url.trim_end_matches("/v1").parse().expect("an origin");
    let read = vault.read(&Account::new(endpoint.id.to_string(), origin)).await;
    read.ok().map(|key| key.expose().to_owned())
}

/// All keys a server was handed.
fn handed(server: &Server) -> Vec<String> {
    let keys = server.requests().into_iter();
    let keys = keys.filter_map(|request| request.header("authorization").map(str::to_owned));
    let mut keys: Vec<String> = keys.collect();
    keys.dedup();
    keys
}

#[test]
fn a_stored_key_answers_after_reopening_and_only_its_marker_is_on_the_disk() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = keyed("good-key-4711");
        let endpoint = saved(&engine, &server, typed("good-key-4711")).await;
        engine.close().await;
        let engine = app.open().await;
        let talk = engine.talk(endpoint.id, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        assert_eq!(answers(&engine.settled(talk.id).await)[0].code(), (Done, None));
        assert_eq!(handed(&server), ["Bearer good-key-4711"]);
        assert_eq!(key_in(&app.keyring, &endpoint).await.as_deref(), Some("good-key-4711"));
        assert!(!app.holds("good-key-4711"));
    });
}

#[test]
fn a_session_key_is_in_no_keyring_and_missing_after_reopening() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = keyed("good-key-4711");
        let mut session = form(&server.base_url(), typed("good-key-4711"));
        session.session_only = true;
        let endpoint = save(&engine, session).await.expect("checked").endpoint.expect("saved");
        assert_eq!(endpoint.key, KeyState::Session);
        assert_eq!(key_in(&app.keyring, &endpoint).await, None);
        let talk = engine.talk(endpoint.id, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        assert_eq!(answers(&engine.settled(talk.id).await)[0].state, Done);
        engine.close().await;

        let engine = app.open().await;
        assert_eq!(engine.list_endpoints().await.expect("a list")[0].key, KeyState::Missing);
        let before = server.requests().len();
        let asked = engine.open_conversation(talk.id).await.expect("open");
        engine.prompt(&asked, "And now?").await;
        assert_eq!(
            answers(&engine.settled(talk.id).await)[0].code(),
            (Failed, Some("no_key"))
        );
        assert_eq!(server.requests().len(), before, "asked without a key");
    });
}

#[test]
fn a_changed_address_never_gets_the_key_of_the_former_one() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let (old, new) = (keyed("good-key-4711"), keyed("other-key-1147"));
        let endpoint = saved(&engine, &old, typed("good-key-4711")).await;
        let mut moved = form(&new.base_url(), KeyInput::Keep);
        moved.id = Some(endpoint.id);
        let refused = save(&engine, moved).await.expect_err("no key for there");
        assert_eq!(refused.code.as_str(), "no_key");
        assert_eq!(new.requests().len(), 0);
        assert_eq!(
            engine.list_endpoints().await.expect("a list"),
            std::slice::from_ref(&endpoint)
        );

        // With a key of its own it moves, and nothing of the former one is left anywhere.
        let mut moved = form(&new.base_url(), typed("other-key-1147"));
        moved.id = Some(endpoint.id);
        let now = save(&engine, moved).await.expect("checked").endpoint.expect("saved");
        assert_eq!(now.id, endpoint.id);
        assert_eq!(handed(&new), ["Bearer other-key-1147"]);
        assert_eq!(key_in(&app.keyring, &now).await.as_deref(), Some("other-key-1147"));
        assert_eq!(key_in(&app.keyring, &endpoint).await, None);

        // The same address keeps it.
        let mut renamed = form(&new.base_url(), KeyInput::Keep);
        (renamed.id, renamed.name) = (Some(endpoint.id), "Renamed".into());
        let renamed = save(&engine, renamed).await.expect("checked").endpoint.expect("saved");
        assert_eq!((renamed.name.as_str(), renamed.key), ("Renamed", KeyState::Keyring));
        assert_eq!(handed(&new), ["Bearer other-key-1147"]);
    });
}

#[test]
fn an_endpoint_that_is_to_have_no_key_sends_none() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().models(["m"]).answer("m", Reply::answer("Yes.")));
        for session_only in [true, false] {
            let mut with = form(&server.base_url(), typed("some-key-1234"));
            with.session_only = session_only;
            let endpoint = save(&engine, with).await.expect("checked").endpoint.expect("saved");
            let mut without = form(&server.base_url(), KeyInput::None);
            without.id = Some(endpoint.id);
            let without = save(&engine, without).await.expect("checked").endpoint.expect("saved");
            assert_eq!(without.key, KeyState::None);
            assert_eq!(key_in(&app.keyring, &endpoint).await, None);
            let before = server.requests().len();
            let talk = engine.talk(endpoint.id, &["m"]).await;
            engine.prompt(&talk, "Well?").await;
            engine.settled(talk.id).await;
            let later = server.requests().split_off(before);
            assert!(later.iter().all(|request| request.header("authorization").is_none()));
        }
    });
}

#[test]
fn a_key_made_session_only_leaves_the_keyring() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = keyed("good-key-4711");
        let endpoint = saved(&engine, &server, typed("good-key-4711")).await;
        let mut session = form(&server.base_url(), typed("good-key-4711"));
        (session.id, session.session_only) = (Some(endpoint.id), true);
        let session = save(&engine, session).await.expect("checked").endpoint.expect("saved");
        assert_eq!((session.id, session.key), (endpoint.id, KeyState::Session));
        assert_eq!(key_in(&app.keyring, &endpoint).await, None);
    });
}

#[test]
fn removing_takes_the_key_along_only_where_the_person_says_so() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = keyed("good-key-4711");
        for remove_key in [false, true] {
            let endpoint = saved(&engine, &server, typed("good-key-4711")).await;
            engine
                .remove_endpoint(command(), endpoint.id, remove_key)
                .await
                .expect("removed");
            assert!(engine.list_endpoints().await.expect("a list").is_empty());
            assert_eq!(key_in(&app.keyring, &endpoint).await.is_none(), remove_key);
        }
    });
}

#[test]
fn a_key_that_is_gone_from_the_keyring_is_said_to_be_missing() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = keyed("good-key-4711");
        let endpoint = saved(&engine, &server, typed("good-key-4711")).await;
        let origin = endpoint.base_url.trim_end_matches("/v1").parse().expect("an origin");
        let account = Account::new(endpoint.id.to_string(), origin);
        app.keyring.remove(&account).await.expect("removed");
        let talk = engine.talk(endpoint.id, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        let end = engine.settled(talk.id).await;
        assert_eq!(answers(&end)[0].code(), (Failed, Some("no_key")));
        assert_eq!(engine.list_endpoints().await.expect("a list")[0].key, KeyState::Missing);
    });
}

/// A keyring that is locked until the test unlocks it.
struct Lockable(Arc<AtomicBool>, Option<Key>);

impl Lockable {
    fn open(&self) -> Result<(), VaultError> {
        if self.0.load(Ordering::SeqCst) {
            Err(VaultError::Locked)
        } else {
            Ok(())
        }
    }
}

impl Keyring for Lockable {
    fn state(&mut self) -> Result<KeyringState, VaultError> {
        self.open().map(|()| KeyringState::Unlocked)
    }

    fn store(&mut self, _: &Account, key: &Key) -> Result<(), VaultError> {
        self.open()?;
        self.1 = Some(key.duplicate());
        Ok(())
    }

    fn read(&mut self, _: &Account) -> Result<Key, VaultError> {
        self.open()?;
        self.1.as_ref().map(Key::duplicate).ok_or(VaultError::NotFound)
    }

    fn remove(&mut self, _: &Account) -> Result<(), VaultError> {
        self.open()
    }

    fn unlock(&mut self, _: &mut Caller) -> Result<(), VaultError> {
        self.0.store(false, Ordering::SeqCst);
        Ok(())
    }
}

#[test]
fn a_locked_keyring_stores_nothing_and_a_pasted_key_waits_until_it_is_unlocked() {
    run(async {
        let locked = Arc::new(AtomicBool::new(true));
        let mut app = TestApp::new();
        app.keyring = Vault::with_keyring({
            let locked = locked.clone();
            move || Box::new(Lockable(locked.clone(), None))
        });
        let engine = app.open().await;
        let server = keyed("good-key-4711");
        engine.paste_key("good-key-4711".into());
        let refused = save(&engine, form(&server.base_url(), KeyInput::Pasted))
            .await
            .expect_err("locked");
        assert_eq!((refused.code.as_str(), refused.retryable), ("keyring_locked", true));
        assert!(engine.list_endpoints().await.expect("a list").is_empty());
        engine.unlock_keyring().await.expect("unlocked");
        let report = save(&engine, form(&server.base_url(), KeyInput::Pasted))
            .await
            .expect("checked");
        let endpoint = report.endpoint.expect("saved");
        // Locked again: the answer fails by that name, and nobody is asked without the key.
        locked.store(true, Ordering::SeqCst);
        let before = server.requests().len();
        let talk = engine.talk(endpoint.id, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        let end = engine.settled(talk.id).await;
        assert_eq!(answers(&end)[0].code(), (Failed, Some("keyring_locked")));
        assert_eq!(server.requests().len(), before);
        let listed = engine.list_endpoints().await.expect("a list");
        assert_eq!(
            listed[0].key,
            KeyState::Keyring,
            "a locked keyring is no reason to call the key gone"
        );
    });
}
