//! A connection to the session bus, calls to the Secret Service on it, and what its errors mean.

use std::ops::Deref;

use zbus::{
    Connection, Error, Message,
    connection::Builder,
    zvariant::{DynamicDeserialize, DynamicType, OwnedObjectPath, OwnedValue},
};

use crate::VaultError;

/// The service's name on the bus.
pub(super) const SERVICE: &str = "org.freedesktop.secrets";
/// The object that stands for the whole service.
pub(super) const ROOT: &str = "/org/freedesktop/secrets";
/// The interfaces of the service and of a collection.
pub(super) const ROOT_INTERFACE: &str = "org.freedesktop.Secret.Service";
pub(super) const COLLECTION_INTERFACE: &str = "org.freedesktop.Secret.Collection";

/// A connection to the session bus.
pub(super) struct Bus(Connection);

impl Bus {
    /// Connects. Without a bus at the address there is no keyring either.
    pub(super) async fn connect() -> Result<Self, VaultError> {
        let connection = async { Builder::session()?.build().await };
        match connection.await {
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
    pub(super) async fn property(&self, path: &str, interface: &str, name: &str) -> Result<OwnedValue, VaultError> {
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

/// Reads what `reply` carries.
pub(super) fn body<T>(reply: &Message) -> Result<T, VaultError>
where
    T: for<'a> DynamicDeserialize<'a>,
{
    reply.body().deserialize().map_err(|error| failure(&error))
}

/// Returns the path, unless it is the one that stands for "none".
pub(super) fn unless_none(path: OwnedObjectPath) -> Option<OwnedObjectPath> {
    (path.as_str() != "/").then_some(path)
}

/// Translates a D-Bus error for the caller that asked for a key. The texts of these errors quote no message bodies.
pub(super) fn failure(error: &Error) -> VaultError {
    let Error::MethodError(name, ..) = error else {
        return VaultError::failed(error.to_string());
    };
    match name.as_str() {
        "org.freedesktop.DBus.Error.ServiceUnknown"
        | "org.freedesktop.DBus.Error.NameHasNoOwner"
        | "org.freedesktop.DBus.Error.Spawn.ServiceNotFound" => VaultError::Unavailable,
        "org.freedesktop.DBus.Error.NoReply"
        | "org.freedesktop.DBus.Error.Timeout"
        | "org.freedesktop.DBus.Error.TimedOut" => VaultError::TimedOut,
        "org.freedesktop.DBus.Error.UnknownObject" | "org.freedesktop.Secret.Error.NoSuchObject" => {
            VaultError::NotFound
        }
        "org.freedesktop.Secret.Error.IsLocked" => VaultError::Locked,
        _ => VaultError::failed(error.to_string()),
    }
}
