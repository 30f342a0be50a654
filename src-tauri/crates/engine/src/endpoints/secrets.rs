//! The secrets of an endpoint beside its key: a proxy's password, a client certificate's private key, secret headers.
//!
//! Each has an entry of its own in the keyring, beside the key's, bound to the only place it may go: the endpoint's
//! origin, or the proxy.

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{Hash, Hasher},
};

use chat::{ErrorCode, Failure, FormField, RefusalReason};
use secret::{Key, Origin, SecretText};
use url::Url;
use vault::Account;

use crate::{
    Engine,
    endpoints::keys,
    view::{EndpointSettings, Proxy},
};

/// Which secret.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    /// The proxy's password.
    Proxy,
    /// The client certificate's private key.
    ClientKey,
    /// The value of the header of this name, in lower case.
    Header(String),
}

/// Secrets by their place; never printed.
#[derive(Default)]
pub(crate) struct Secrets {
    all: BTreeMap<Slot, SecretText>,
    /// Those that came in with a form and are not stored yet.
    fresh: BTreeSet<Slot>,
}

impl Secrets {
    /// One of them.
    pub(crate) fn get(&self, slot: &Slot) -> Option<&SecretText> {
        self.all.get(slot)
    }

    /// As a transport takes it.
    pub(crate) fn key(&self, slot: &Slot) -> Option<Key> {
        // What fits no header was refused when it was typed.
        Key::text(self.get(slot)?.expose().to_owned()).ok()
    }

    /// One that came in with a form.
    pub(crate) fn type_in(&mut self, slot: Slot, secret: SecretText) {
        self.fresh.insert(slot.clone());
        self.all.insert(slot, secret);
    }

    /// Feeds those that a connection is made with to `hasher`.
    pub(crate) fn hash_network(&self, hasher: &mut impl Hasher) {
        for slot in [Slot::Proxy, Slot::ClientKey] {
            self.get(&slot).map(SecretText::expose).hash(hasher);
        }
    }

    /// Whether any of them goes to the server itself.
    pub(crate) fn go_to_server(&self) -> bool {
        self.all.keys().any(|slot| matches!(slot, Slot::Header(_)))
    }
}

/// The secrets that settings name.
pub(crate) fn slots(settings: &EndpointSettings) -> BTreeSet<Slot> {
    let proxy = matches!(settings.proxy, Proxy::Url { password: true, .. }).then_some(Slot::Proxy);
    let key = settings.client_cert.as_ref().filter(|cert| cert.key);
    let headers = settings.headers.iter().filter(|header| header.secret);
    headers
        .map(|header| Slot::Header(header.name.to_ascii_lowercase()))
        .chain(proxy)
        .chain(key.map(|_| Slot::ClientKey))
        .collect()
}

/// The keyring's entry of a secret; `None` for the proxy of settings that have none.
pub(crate) fn account(owner: &str, slot: &Slot, proxy: &Proxy, origin: &Origin) -> Option<Account> {
    Some(match slot {
        Slot::Proxy => Account::new(format!("{owner}/proxy"), proxy_origin(proxy)?),
        Slot::ClientKey => Account::new(format!("{owner}/client-key"), origin.clone()),
        Slot::Header(name) => Account::new(format!("{owner}/header/{name}"), origin.clone()),
    })
}

/// Host and port of a proxy, written as an origin: a password stored for it is never found for another.
pub(crate) fn proxy_origin(proxy: &Proxy) -> Option<Origin> {
    let Proxy::Url { url, .. } = proxy else { return None };
    let url = Url::parse(url).ok()?;
    let port = url.port_or_known_default().unwrap_or(1080);
    format!("http://{}:{port}", url.host_str()?).parse().ok()
}

impl Engine {
    /// The secrets that stored settings name.
    pub(crate) async fn secrets_of(
        &self,
        owner: &str,
        settings: &EndpointSettings,
        origin: &Origin,
    ) -> Result<Secrets, Failure> {
        let mut secrets = Secrets::default();
        for slot in slots(settings) {
            let secret = self.read_secret(owner, &slot, &settings.proxy, origin).await?;
            secrets.all.insert(slot, secret);
        }
        Ok(secrets)
    }

    /// Adds to `secrets` those that the form keeps, read from where they are. One bound to another place is gone.
    pub(crate) async fn add_kept(
        &self,
        secrets: &mut Secrets,
        owner: &str,
        settings: &EndpointSettings,
        origin: &Origin,
    ) -> Result<(), Failure> {
        for slot in slots(settings) {
            if secrets.get(&slot).is_none() {
                let kept = self.read_secret(owner, &slot, &settings.proxy, origin).await;
                let kept = kept.map_err(|failure| failure.with_field(field(&slot)))?;
                secrets.all.insert(slot, kept);
            }
        }
        Ok(())
    }

    async fn read_secret(
        &self,
        owner: &str,
        slot: &Slot,
        proxy: &Proxy,
        origin: &Origin,
    ) -> Result<SecretText, Failure> {
        let account = account(owner, slot, proxy, origin).ok_or(Failure::new(ErrorCode::Internal))?;
        let read = self.keys().read_secret(&account).await;
        read.map_err(|failure| failure.with("secret", field(slot).as_str()))
    }

    /// Stores what came in with a form.
    pub(crate) async fn keep_secrets(
        &self,
        owner: &str,
        settings: &EndpointSettings,
        origin: &Origin,
        secrets: &Secrets,
        session_only: bool,
    ) -> Result<(), Failure> {
        for slot in &secrets.fresh {
            if let (Some(secret), Some(account)) = (secrets.get(slot), account(owner, slot, &settings.proxy, origin)) {
                self.keys().keep_secret(account, secret, session_only).await?;
            }
        }
        Ok(())
    }

    /// Forgets the secrets of `before` that `now` would never find again.
    pub(crate) async fn drop_secrets(
        &self,
        owner: &str,
        before: (&EndpointSettings, &Origin),
        now: Option<(&EndpointSettings, &Origin)>,
    ) {
        let accounts = |(settings, origin): (&EndpointSettings, &Origin)| -> BTreeMap<String, Account> {
            slots(settings)
                .iter()
                .filter_map(|slot| account(owner, slot, &settings.proxy, origin))
                .map(|account| (account.to_string(), account))
                .collect()
        };
        let kept = now.map(accounts).unwrap_or_default();
        for (name, account) in accounts(before) {
            if kept.contains_key(&name) {
                continue;
            }
            if let Err(failure) = self.keys().remove_secret(&account).await {
                tracing::warn!(
                    code = failure.code.as_str(),
                    "a secret nothing names any more is still in the keyring"
                );
            }
        }
    }
}

/// The field of the form a secret belongs to.
pub(crate) fn field(slot: &Slot) -> FormField {
    match slot {
        Slot::Proxy => FormField::Proxy,
        Slot::ClientKey => FormField::ClientCert,
        Slot::Header(_) => FormField::Headers,
    }
}

/// A secret that no keyring can hold.
pub(crate) fn unkeepable(error: secret::KeyError) -> Failure {
    Failure::refused(RefusalReason::Secret).with("error", error.to_string())
}

impl keys::Keys {
    /// Stores a secret, in the keyring or until Juxta quits.
    async fn keep_secret(&self, account: Account, secret: &SecretText, session_only: bool) -> Result<(), Failure> {
        let sealed = secret.encoded().map_err(unkeepable)?;
        if session_only {
            self.session_secrets().insert(account.to_string(), sealed);
            return Ok(());
        }
        let kept = self.keyring().store(&account, sealed).await;
        kept.map_err(|error| keys::failure(&error))?;
        self.session_secrets().remove(&account.to_string());
        Ok(())
    }

    async fn read_secret(&self, account: &Account) -> Result<SecretText, Failure> {
        let held = self.session_secrets().get(&account.to_string()).map(Key::duplicate);
        let sealed = match held {
            Some(sealed) => sealed,
            None => self
                .keyring()
                .read(account)
                .await
                .map_err(|error| keys::failure(&error))?,
        };
        SecretText::from_encoded(&sealed).map_err(unkeepable)
    }

    async fn remove_secret(&self, account: &Account) -> Result<(), Failure> {
        if self.session_secrets().remove(&account.to_string()).is_some() {
            return Ok(());
        }
        match self.keyring().remove(account).await {
            Ok(()) | Err(vault::VaultError::NotFound) => Ok(()),
            Err(error) => Err(keys::failure(&error)),
        }
    }
}
