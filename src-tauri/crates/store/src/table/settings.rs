//! Table `settings`: one JSON value a key, such as `theme` or `open_conversation`.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::column::Json;
use crate::migration::Migration;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    1,
    "CREATE TABLE settings (
              key TEXT PRIMARY KEY,
              value TEXT NOT NULL
          ) STRICT;",
)];

impl Store {
    /// Reads a setting. `None` if it was never set or its value cannot be parsed as `T` (which is logged, without the
    /// value).
    pub fn setting<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self
            .connection()
            .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        let value = text.map(|text| serde_json::from_str(&text)).transpose();
        Ok(value.unwrap_or_else(|error| {
            tracing::warn!(key, line = error.line(), "unreadable setting");
            None
        }))
    }
}

impl Writer<'_> {
    /// Sets a setting.
    pub fn set_setting<T: Serialize>(&mut self, key: &str, value: &T) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO settings (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute(params![key, Json(value)])?;
        Ok(())
    }

    /// Removes a setting.
    pub fn remove_setting(&mut self, key: &str) -> Result<(), StoreError> {
        self.connection()
            .execute("DELETE FROM settings WHERE key = ?1", [key])?;
        Ok(())
    }
}
