//! A connection to the session bus, calls to the Secret Service on it, and what its errors mean.

use std::ops::Deref;

use zbus::{
    Connection, DynamicType, Error, Message, OwnedObjectPath, OwnedVariant, connection::Builder, fdo,
    wire::DynamicDeserialize,
};

use crate::VaultError;

/// The service's name on the bus.
pub(super) const SERVICE: &str = "org.freedesktop.secrets";
/// The object that stands for the whole service.
pub(super) const ROOT: &str = "/org/freedesktop/secrets";
/// The interfaces of the service, of a collection, of an entry.
pub(super) const ROOT_INTERFACE: &str = "org.freedesktop.Secret.Service";
pub(super) const COLLECTION_INTERFACE: &str = "org.freedesktop.Secret.Collection";
pub(super) const ITEM_INTERFACE: &str = "org.freedesktop.Secret.Item";

/// A connection to the session bus.
pub(super) struct Bus(Connection);

impl Bus {
    /// Connects. Without a bus at the address there is no keyring either.
    pub(super) async fn connect() -> Result<Self, VaultError> {
        match Builder::session().build().await {
            Ok(connection) => Ok(Self(connection)),
            Err(Error::Address(_) | Error::Connection(..) | Error::Unsupported) => Err(VaultError::Unavailable),
            Err(error) => Err(failure(&error)),
        }
    }

    /// Calls a method of the Secret Service.
    pub(super) async fn call<B>(
        &self,
        path: &str,
        interface: &str,
        method: &str,
        body: &B,
    ) -> Result<Message, VaultError>
    where
        B: serde::Serialize + DynamicType,
    {
        self.0
            .call_method(Some(SERVICE), path, Some(interface), method, body)
            .await
            .map_err(|error| failure(&error))
    }

    /// Reads a property of one of its objects.
    pub(super) async fn property(&self, path: &str, interface: &str, name: &str) -> Result<OwnedVariant, VaultError> {
        let reply = self
            .call(path, "org.freedesktop.DBus.Properties", "Get", &(interface, name))
            .await?;
        body(&reply)
    }
}

impl Deref for Bus {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

/// What `reply` carries.
pub(super) fn body<T>(reply: &Message) -> Result<T, VaultError>
where
    T: for<'a> DynamicDeserialize<'a>,
{
    reply.body().deserialize().map_err(|error| failure(&error))
}

/// The path, unless it is the one that stands for "none".
pub(super) fn unless_none(path: OwnedObjectPath) -> Option<OwnedObjectPath> {
    (path.as_str() != "/").then_some(path)
}

/// What a D-Bus error means to the one who asked for a key. Their texts quote no message bodies.
pub(super) fn failure(error: &Error) -> VaultError {
    match error {
        Error::FDO(error) => match &**error {
            fdo::Error::ServiceUnknown(_) | fdo::Error::NameHasNoOwner(_) | fdo::Error::SpawnServiceNotFound(_) => {
                VaultError::Unavailable
            }
            fdo::Error::NoReply(_) | fdo::Error::Timeout(_) | fdo::Error::TimedOut(_) => VaultError::TimedOut,
            fdo::Error::UnknownObject(_) => VaultError::NotFound,
            other => VaultError::failed(other.to_string()),
        },
        Error::MethodError(name, ..) if name.as_str() == "org.freedesktop.Secret.Error.IsLocked" => VaultError::Locked,
        Error::MethodError(name, ..) if name.as_str() == "org.freedesktop.Secret.Error.NoSuchObject" => {
            VaultError::NotFound
        }
        other => VaultError::failed(other.to_string()),
    }
}
