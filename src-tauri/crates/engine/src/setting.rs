//! Typed settings: the key of a stored setting together with the type of its value.

use std::{borrow::Cow, marker::PhantomData};

use chat::Failure;
use serde::{Serialize, de::DeserializeOwned};
use store::{Store, StoreError, Writer};

use crate::Engine;

/// Key of a setting whose value is a `T`, stored as JSON. Reading and writing cannot disagree about the type.
pub(crate) struct Setting<T> {
    key: Cow<'static, str>,
    value: PhantomData<fn() -> T>,
}

impl<T> Clone for Setting<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            value: PhantomData,
        }
    }
}

impl<T> Setting<T> {
    /// Declares the setting stored under `key`.
    pub(crate) const fn new(key: &'static str) -> Self {
        Self {
            key: Cow::Borrowed(key),
            value: PhantomData,
        }
    }

    /// Declares one setting of a family, such as the parameters of one model.
    pub(crate) fn keyed(key: String) -> Self {
        Self {
            key: Cow::Owned(key),
            value: PhantomData,
        }
    }

    /// Removes the setting.
    pub(crate) fn remove(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        writer.remove_setting(&self.key)
    }
}

impl<T: DeserializeOwned> Setting<T> {
    /// Reads the setting; `None` if it was never set or cannot be read.
    pub(crate) fn find(&self, store: &Store) -> Result<Option<T>, StoreError> {
        store.setting(&self.key)
    }
}

impl<T: DeserializeOwned + Default> Setting<T> {
    /// Reads the setting, or its default.
    pub(crate) fn read(&self, store: &Store) -> Result<T, StoreError> {
        Ok(self.find(store)?.unwrap_or_default())
    }
}

impl<T: Serialize> Setting<T> {
    /// Writes the setting.
    pub(crate) fn write(&self, writer: &mut Writer<'_>, value: &T) -> Result<(), StoreError> {
        writer.set_setting(&self.key, value)
    }
}

impl Engine {
    /// Reads a setting; `None` if it was never set.
    pub(crate) async fn setting<T>(&self, setting: &Setting<T>) -> Result<Option<T>, Failure>
    where
        T: DeserializeOwned + Send + 'static,
    {
        let setting = setting.clone();
        Ok(self.store().run(move |store| setting.find(store)).await?)
    }

    /// Writes a setting before it answers.
    pub(crate) async fn set_setting<T>(&self, setting: &Setting<T>, value: T) -> Result<(), Failure>
    where
        T: Serialize + Send + 'static,
    {
        let setting = setting.clone();
        self.write(move |writer| setting.write(writer, &value)).await
    }

    /// Writes a setting that matters less than what it comes with: a failure is only logged.
    pub(crate) async fn remember_setting<T>(&self, setting: &Setting<T>, value: T)
    where
        T: Serialize + Send + 'static,
    {
        let setting = setting.clone();
        self.remember(move |writer| setting.write(writer, &value)).await;
    }
}
