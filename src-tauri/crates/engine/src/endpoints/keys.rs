//! Keys on their way: from the page or the environment to the keyring, and from there to one request.

use std::collections::HashMap;

use chat::{EndpointId, ErrorCode, Failure};
use parking_lot::{Mutex, MutexGuard};
use secret::{EnvironmentKey, Key, Origin};
use store::KeyMarker;
use vault::{Account, Vault, VaultError};
use wire::Credential;

/// A key and the only place it may go.
pub(crate) struct Bound {
    pub(crate) key: Key,
    pub(crate) origin: Origin,
}

impl Bound {
    /// What one request carries.
    pub(crate) fn credential(&self) -> Credential<'_> {
        Credential {
            key: &self.key,
            origin: &self.origin,
        }
    }
}

/// Every key this process can reach. Nothing here touches the keyring until a key is needed.
pub(crate) struct Keys {
    keyring: Vault,
    session: Mutex<HashMap<EndpointId, Bound>>,
    pasted: Mutex<Option<Key>>,
    environment: Option<EnvironmentKey>,
    /// Secrets beside keys, sealed, by their entry's name: until Juxta quits.
    secrets: Mutex<HashMap<String, Key>>,
}

impl Keys {
    /// Keys of this process; `environment` counts for its own origin only.
    pub(crate) fn new(keyring: Vault, environment: Option<EnvironmentKey>) -> Self {
        Self {
            keyring,
            session: Mutex::default(),
            pasted: Mutex::default(),
            environment,
            secrets: Mutex::default(),
        }
    }

    /// Secrets beside keys that are kept until Juxta quits.
    pub(crate) fn session_secrets(&self) -> MutexGuard<'_, HashMap<String, Key>> {
        self.secrets.lock()
    }

    /// The system keyring.
    pub(crate) fn keyring(&self) -> &Vault {
        &self.keyring
    }

    /// The environment's key.
    pub(crate) fn environment(&self) -> Option<&EnvironmentKey> {
        self.environment.as_ref()
    }

    /// Keeps what was on the clipboard until the form is saved. Gives its length; 0 when it can be no key.
    pub(crate) fn paste(&self, text: String) -> u32 {
        let key = Key::new(text).ok();
        let characters = key.as_ref().map_or(0, Key::len_chars);
        *self.pasted.lock() = key;
        u32::try_from(characters).unwrap_or(u32::MAX)
    }

    /// The key pasted last, once.
    pub(crate) fn take_pasted(&self) -> Option<Key> {
        self.pasted.lock().take()
    }

    /// Puts a pasted key back after a check that failed for another reason, so that it need not be pasted again.
    pub(crate) fn give_back(&self, key: Key) {
        // Unless another was pasted meanwhile.
        self.pasted.lock().get_or_insert(key);
    }

    /// Forgets an endpoint's key here; what the keyring holds stays.
    pub(crate) fn forget(&self, endpoint: EndpointId) {
        self.session.lock().remove(&endpoint);
    }

    /// Stores a key for an endpoint, in the keyring or until Juxta quits.
    pub(crate) async fn keep(
        &self,
        endpoint: EndpointId,
        bound: Bound,
        session_only: bool,
    ) -> Result<KeyMarker, Failure> {
        if session_only {
            self.session.lock().insert(endpoint, bound);
            return Ok(KeyMarker::Session);
        }
        self.keyring
            .store(&account(endpoint, &bound.origin), bound.key)
            .await
            .map_err(|error| failure(&error))?;
        self.forget(endpoint);
        Ok(KeyMarker::Keyring)
    }

    /// Whether a session key is at hand for an endpoint.
    pub(crate) fn has_session(&self, endpoint: EndpointId) -> bool {
        self.session.lock().contains_key(&endpoint)
    }

    /// The key of an endpoint, bound to `origin`, wherever `marker` says it is. `None` when it needs none.
    pub(crate) async fn read(
        &self,
        endpoint: EndpointId,
        origin: &Origin,
        marker: KeyMarker,
    ) -> Result<Option<Bound>, Failure> {
        if let Some(given) = self.environment.as_ref().filter(|given| given.origin == *origin) {
            return Ok(Some(Bound {
                key: given.key.duplicate(),
                origin: given.origin.clone(),
            }));
        }
        let session = self
            .session
            .lock()
            .get(&endpoint)
            .filter(|bound| bound.origin == *origin)
            .map(|bound| bound.key.duplicate());
        if let Some(key) = session {
            return Ok(Some(Bound {
                key,
                origin: origin.clone(),
            }));
        }
        match marker {
            KeyMarker::None => Ok(None),
            KeyMarker::Session | KeyMarker::Missing => Err(Failure::new(ErrorCode::NoKey)),
            KeyMarker::Keyring => {
                let key = self
                    .keyring
                    .read(&account(endpoint, origin))
                    .await
                    .map_err(|error| failure(&error))?;
                Ok(Some(Bound {
                    key,
                    origin: origin.clone(),
                }))
            }
        }
    }

    /// Removes an endpoint's key from the keyring, should it be there. A key that is not there is no error.
    pub(crate) async fn remove(&self, endpoint: EndpointId, origin: &Origin, marker: KeyMarker) -> Result<(), Failure> {
        if marker != KeyMarker::Keyring {
            return Ok(());
        }
        match self.keyring.remove(&account(endpoint, origin)).await {
            Ok(()) | Err(VaultError::NotFound) => Ok(()),
            Err(error) => Err(failure(&error)),
        }
    }
}

fn account(endpoint: EndpointId, origin: &Origin) -> Account {
    Account::new(endpoint.to_string(), origin.clone())
}

/// Converts a keyring error into a failure.
pub(crate) fn failure(error: &VaultError) -> Failure {
    let code = match error {
        VaultError::NotFound => ErrorCode::NoKey,
        VaultError::Locked => ErrorCode::KeyringLocked,
        _ => ErrorCode::KeyringUnavailable,
    };
    Failure::new(code)
        .with("error", error.to_string())
        .retryable(code == ErrorCode::KeyringLocked)
}
