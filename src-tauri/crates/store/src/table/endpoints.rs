//! Table `endpoints`, in the person's order. It holds no key, only where the key is.

use chat::EndpointId;
use rusqlite::{Connection, Row, params};

use crate::column::Word;
use crate::migration::Migration;
use crate::stored::{self, StoredWord};
use crate::{Store, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration::sql(
        1,
        "CREATE TABLE endpoints (
              id BLOB PRIMARY KEY,
              name TEXT NOT NULL UNIQUE,
              base_url TEXT NOT NULL,
              position INTEGER NOT NULL,
              key_marker TEXT NOT NULL,
              plain_http_origin TEXT,
              verified_ms INTEGER,
              models INTEGER,
              demo INTEGER NOT NULL
          ) STRICT;",
    ),
    Migration::sql(
        3,
        "ALTER TABLE endpoints ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';",
    ),
];

/// Where an endpoint's key is, as last known, without a keyring call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyMarker {
    /// It needs none.
    #[default]
    None,
    /// In the system keyring.
    Keyring,
    /// In the memory of the process that took it; for any other process it is missing.
    Session,
    /// It had one and it is gone.
    Missing,
}

impl StoredWord for KeyMarker {
    fn word(&self) -> &str {
        match self {
            Self::None => "none",
            Self::Keyring => "keyring",
            Self::Session => "session",
            Self::Missing => "missing",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        stored::find(&[Self::None, Self::Keyring, Self::Session, Self::Missing], word)
    }
}

/// One configured endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// Its id; random, never reused.
    pub id: EndpointId,
    /// Its name, unique.
    pub name: String,
    /// Normalised base URL without trailing slash.
    pub base_url: String,
    /// Where its key is.
    pub key: KeyMarker,
    /// The origin for which the person agreed to send a key over plain http; worthless for any other.
    pub plain_http_origin: Option<String>,
    /// When a check last succeeded, milliseconds since the epoch.
    pub verified_ms: Option<i64>,
    /// Models in the list last fetched.
    pub models: Option<u32>,
    /// Whether it is the offline demo.
    pub demo: bool,
    /// How its requests are made, as JSON; the store does not look into it. No secret is in it.
    pub settings: String,
}

impl Store {
    /// Reads every endpoint, in the person's order.
    pub fn endpoints(&self) -> Result<Vec<Endpoint>, StoreError> {
        all(self.connection())
    }
}

impl Writer<'_> {
    /// Reads every endpoint inside this transaction, for adding one only if it is not there.
    pub fn endpoints(&self) -> Result<Vec<Endpoint>, StoreError> {
        all(self.connection())
    }

    /// Saves an endpoint: a new one behind the others, a known one in its position. [`StoreError::NameTaken`] if
    /// another has its name.
    pub fn save_endpoint(&mut self, endpoint: &Endpoint) -> Result<(), StoreError> {
        self.connection()
            .prepare_cached(
                "INSERT INTO endpoints (id, name, base_url, position, key_marker, plain_http_origin, verified_ms,
                     models, demo, settings)
                 VALUES (?1, ?2, ?3, (SELECT ifnull(max(position), -1) + 1 FROM endpoints), ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, base_url = excluded.base_url,
                     key_marker = excluded.key_marker, plain_http_origin = excluded.plain_http_origin,
                     verified_ms = excluded.verified_ms, models = excluded.models, demo = excluded.demo,
                     settings = excluded.settings",
            )?
            .execute(params![
                endpoint.id.0,
                endpoint.name,
                endpoint.base_url,
                Word(endpoint.key),
                endpoint.plain_http_origin,
                endpoint.verified_ms,
                endpoint.models,
                endpoint.demo,
                endpoint.settings
            ])?;
        Ok(())
    }

    /// Reorders the endpoints. Those not named keep their position.
    pub fn order_endpoints(&mut self, order: &[EndpointId]) -> Result<(), StoreError> {
        let mut statement = self
            .connection()
            .prepare_cached("UPDATE endpoints SET position = ?2 WHERE id = ?1")?;
        for (position, id) in (0_i64..).zip(order) {
            statement.execute(params![id.0, position])?;
        }
        Ok(())
    }

    /// Removes an endpoint and its cached list. Conversations keep naming it by its id.
    pub fn remove_endpoint(&mut self, id: EndpointId) -> Result<(), StoreError> {
        self.connection()
            .execute("DELETE FROM endpoints WHERE id = ?1", [id.0])?;
        Ok(())
    }
}

fn all(connection: &Connection) -> Result<Vec<Endpoint>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, base_url, key_marker, plain_http_origin, verified_ms, models, demo, settings
         FROM endpoints ORDER BY position, rowid",
    )?;
    let rows = statement.query_map([], endpoint)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn endpoint(row: &Row<'_>) -> rusqlite::Result<Endpoint> {
    Ok(Endpoint {
        id: EndpointId(row.get("id")?),
        name: row.get("name")?,
        base_url: row.get("base_url")?,
        key: row.get::<_, Word<_>>("key_marker")?.0,
        plain_http_origin: row.get("plain_http_origin")?,
        verified_ms: row.get("verified_ms")?,
        models: row.get("models")?,
        demo: row.get("demo")?,
        settings: row.get("settings")?,
    })
}
