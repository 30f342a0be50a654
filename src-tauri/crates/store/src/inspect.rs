//! A read-only inspection of a data folder, for `doctor`.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::connection::BUSY_TIMEOUT;
use crate::schema::{self, Found};
use crate::{SCHEMA_VERSION, StoreError};

/// The result of an inspection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inspection {
    /// There is none yet.
    Absent,
    /// It is sound. `schema` older than [`SCHEMA_VERSION`] means it will be migrated when opened.
    Sound {
        /// Its schema number.
        schema: i64,
    },
}

/// Inspects the database in a folder without changing it (SQLite may create a `-shm` file). Damage, a newer schema and
/// a foreign file are errors, as in [`crate::Store::open`].
pub fn inspect(folder: &Path) -> Result<Inspection, StoreError> {
    let path = folder.join("juxta.sqlite3");
    if !path.try_exists().map_err(|source| StoreError::io(&path, source))? {
        return Ok(Inspection::Absent);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    match schema::find(&connection)? {
        Found::Fresh => Ok(Inspection::Absent),
        Found::Newer(found) => Err(StoreError::Newer {
            found,
            known: SCHEMA_VERSION,
        }),
        Found::Foreign => Err(StoreError::Foreign(path)),
        Found::Older | Found::Current => {
            check(&connection)?;
            Ok(Inspection::Sound {
                schema: connection.query_row("PRAGMA user_version", [], |row| row.get(0))?,
            })
        }
    }
}

fn check(connection: &Connection) -> Result<(), StoreError> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" {
        Ok(())
    } else {
        Err(StoreError::Corrupt(verdict))
    }
}
