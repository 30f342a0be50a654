//! Table `models`: the list each endpoint returned last. A cache: losing it costs a request.

use chat::EndpointId;
use rusqlite::{OptionalExtension, params};
use serde_json::Value;

use crate::column::Json;
use crate::migration::Migration;
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration::sql(
    1,
    "CREATE TABLE models (
              endpoint BLOB PRIMARY KEY REFERENCES endpoints (id) ON DELETE CASCADE,
              list TEXT NOT NULL,
              fetched_ms INTEGER NOT NULL
          ) STRICT;",
)];

/// A cached model list.
#[derive(Clone, Debug, PartialEq)]
pub struct CachedModels {
    /// The list, in the shape its writer chose.
    pub list: Value,
    /// When it was fetched, milliseconds since the epoch.
    pub fetched_ms: i64,
}

impl Store {
    /// Reads the list last fetched from an endpoint. `None` if there is none.
    pub fn models(&self, endpoint: EndpointId) -> Result<Option<CachedModels>, StoreError> {
        let cached = self
            .connection()
            .prepare_cached("SELECT list, fetched_ms FROM models WHERE endpoint = ?1")?
            .query_row([endpoint.0], |row| {
                Ok(CachedModels {
                    list: row.get::<_, Json<_>>("list")?.0,
                    fetched_ms: row.get("fetched_ms")?,
                })
            })
            .optional()?;
        Ok(cached)
    }
}

impl Writer<'_> {
    /// Saves a list. [`StoreError::Gone`] if the endpoint was removed.
    pub fn save_models(&mut self, endpoint: EndpointId, models: &CachedModels) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO models (endpoint, list, fetched_ms) VALUES (?1, ?2, ?3)
                 ON CONFLICT (endpoint) DO UPDATE SET list = excluded.list, fetched_ms = excluded.fetched_ms",
            )?
            .execute(params![endpoint.0, Json(&models.list), models.fetched_ms])?;
        Ok(())
    }
}
