//! Opening the database file: the checks before anything is written, and the pragmas.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::log::Log;
use crate::schema::{self, Found, SCHEMA_VERSION};
use crate::{DataDir, FolderLock, StoreError};

/// How long a write waits for another process's write.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Opens, creates or migrates the database in `dir`. Migration takes the folder's lock unless `lock` shows it is held.
pub(crate) fn open(dir: &DataDir, lock: Option<&FolderLock>) -> Result<Connection, StoreError> {
    refuse_newer(dir)?;
    dir.create_database()?;
    let mut connection = connect(dir)?;
    match schema::find(&connection)? {
        Found::Newer(found) => return Err(newer(found)),
        Found::Foreign => return Err(StoreError::Foreign(dir.database())),
        Found::Current => prepare(&connection)?,
        Found::Fresh => {
            prepare(&connection)?;
            schema::migrate(&mut connection)?;
        }
        Found::Older => {
            let _held = if lock.is_none() {
                Some(dir.lock_exclusive()?)
            } else {
                None
            };
            prepare(&connection)?;
            schema::migrate(&mut connection)?;
        }
    }
    // Makes the log's name in the folder durable, and the schema if it is new.
    dir.sync()?;
    let log = Log::of(dir);
    log.sync().map_err(|error| log.error(error))?;
    Ok(connection)
}

fn newer(found: i64) -> StoreError {
    StoreError::Newer {
        found,
        known: SCHEMA_VERSION,
    }
}

/// Returns [`StoreError::Newer`] for a database of a newer Juxta. Reads the file's version without locks and without
/// its write-ahead log, so that nothing is created beside a database of a newer Juxta. Whatever else is wrong with the
/// file shows when it is opened for work.
///
/// SQLite reads it, not `File`: closing any other descriptor of the file would let go of the POSIX locks that another
/// connection of this process holds (sqlite.org/howtocorrupt.html, 2.2).
fn refuse_newer(dir: &DataDir) -> Result<(), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let found = Connection::open_with_flags(immutable_uri(&dir.database()), flags)
        .map_err(StoreError::from)
        .and_then(|connection| schema::find(&connection));
    match found {
        Ok(Found::Newer(found)) => Err(newer(found)),
        _ => Ok(()),
    }
}

/// Returns `file:///home/a/juxta.sqlite3?immutable=1`, with every byte that has a meaning in a URI escaped.
fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    if path.is_absolute() {
        uri.push_str(if cfg!(windows) { "///" } else { "//" });
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' => uri.push(char::from(*byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(*byte)),
            _ => uri.extend(format!("%{byte:02X}").chars()),
        }
    }
    uri + "?immutable=1"
}

/// Returns a connection that has read and written nothing, and that does not checkpoint when it is closed.
fn connect(dir: &DataDir) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(dir.database(), flags)?;
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly(dir.database().display().to_string()));
    }
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    Ok(connection)
}

/// Returns a connection for checkpoints only.
pub(crate) fn to_fold(dir: &DataDir) -> Result<Connection, StoreError> {
    let connection = connect(dir)?;
    connection.execute_batch("PRAGMA synchronous = NORMAL")?;
    Ok(connection)
}

/// Sets the pragmas. Call it once the database is known to be ours.
fn prepare(connection: &Connection) -> Result<(), StoreError> {
    write_ahead(connection)?;
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA journal_size_limit = 4194304;",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    Ok(())
}

/// Switches to WAL. SQLite skips the busy timeout if two processes do this to a fresh file at once, so the wait is
/// here.
fn write_ahead(connection: &Connection) -> Result<(), StoreError> {
    let deadline = Instant::now() + BUSY_TIMEOUT;
    loop {
        let mode = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
        match mode.map_err(StoreError::from) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => return Err(StoreError::ReadOnly(format!("no write-ahead log here, only {mode}"))),
            Err(StoreError::Busy) if Instant::now() < deadline => sleep(Duration::from_millis(10)),
            Err(error) => return Err(error),
        }
    }
}
