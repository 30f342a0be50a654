//! The store: one connection, its transactions, and how durable each of them is.

use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::table::journal::{self, JournalRow};
use crate::{DataDir, FolderLock, Owner, StoreError, Writer, connection};

/// How long journal text may be committed without being on the disk. With a flush every 150 ms, a power loss costs less
/// than 2 s of streamed text.
const SYNC_EVERY: Duration = Duration::from_millis(1_500);

/// The database of one data folder, for one thread at a time.
///
/// What the person did goes through [`Store::write`] and is on the disk when that returns. Text of running answers goes
/// through [`Store::append`]: it survives the process from then on, and a power loss within 2 s.
pub struct Store {
    connection: Connection,
    dir: DataDir,
    owner: Option<Owner>,
    synchronous: Synchronous,
    /// When the oldest commit was made that may not be on the disk yet.
    unsynced: Option<Instant>,
}

/// SQLite's `synchronous`, as far as it is used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Synchronous {
    Normal,
    Full,
}

impl Store {
    /// Opens the database, creating it or bringing it to this build's schema.
    ///
    /// [`StoreError::Newer`] and [`StoreError::Foreign`] leave every file as it was. Migration needs the folder's lock
    /// and answers [`StoreError::Locked`] when another process holds it; the holder uses [`Store::open_locked`].
    pub fn open(dir: &DataDir) -> Result<Self, StoreError> {
        Ok(Self::with(connection::open(dir, None)?, dir))
    }

    /// [`Store::open`] for the process that holds the folder's lock.
    pub fn open_locked(lock: &FolderLock) -> Result<Self, StoreError> {
        Ok(Self::with(connection::open(lock.dir(), Some(lock))?, lock.dir()))
    }

    fn with(connection: Connection, dir: &DataDir) -> Self {
        Self {
            connection,
            dir: dir.clone(),
            owner: None,
            synchronous: Synchronous::Full,
            unsynced: None,
        }
    }

    /// The folder this store is in.
    pub fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// Does `work` in one transaction, which is on the disk when this returns. An error (or a panic) undoes all of it.
    ///
    /// Waits up to 5 s for another process's write, then says [`StoreError::Busy`].
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.set_synchronous(Synchronous::Full)?;
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = Writer::new(tx, &self.dir, &mut self.owner);
        let value = work(&mut writer)?;
        writer.commit()?;
        self.unsynced = None;
        Ok(value)
    }

    /// Adds the text that running answers got since the last call, all of it in one transaction.
    ///
    /// Rows of answers that are gone or have ended are left out. On an error nothing was kept: hand the rows in again.
    /// Call it every 100–150 ms while something streams.
    pub fn append(&mut self, rows: &[JournalRow]) -> Result<(), StoreError> {
        self.append_at(Instant::now(), rows)
    }

    fn append_at(&mut self, now: Instant, rows: &[JournalRow]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let due = self
            .unsynced
            .is_some_and(|since| now.duration_since(since) >= SYNC_EVERY);
        self.set_synchronous(if due { Synchronous::Full } else { Synchronous::Normal })?;
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        journal::append(&tx, rows)?;
        tx.commit()?;
        self.unsynced = if due { None } else { self.unsynced.or(Some(now)) };
        Ok(())
    }

    /// How long [`Store::sync`] may wait yet; `None` when everything is on the disk. [`crate::StoreThread`] sees to it.
    pub fn sync_due(&self) -> Option<Duration> {
        self.unsynced.map(|since| SYNC_EVERY.saturating_sub(since.elapsed()))
    }

    /// Puts what was appended on the disk, for a stream that went silent: without a next write nothing else would.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        let path = self.dir.path().join("juxta.sqlite3-wal");
        // SQLite's locks are on the other two files, so this descriptor may come and go.
        let synced = OpenOptions::new()
            .read(true)
            .write(true)
            .open(&path)
            .and_then(|file| file.sync_data());
        match synced {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::io(&path, error)),
            _ => {
                self.unsynced = None;
                Ok(())
            }
        }
    }

    /// A number that moves when another connection or process has committed something since the last call.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }

    /// Runs several reads on one unchanging state of the database.
    pub(crate) fn snapshot<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let tx = Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?;
        read(&tx)
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Folds the write-ahead log into the database and empties it, as far as other processes' reads allow.
    pub(crate) fn empty_log(&self) -> Result<(), StoreError> {
        Ok(self
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }

    /// As if text had been appended just now.
    #[cfg(test)]
    pub(crate) fn pretend_unsynced(&mut self) {
        self.unsynced = Some(Instant::now());
    }

    /// SQLite takes this only between transactions.
    fn set_synchronous(&mut self, wanted: Synchronous) -> Result<(), StoreError> {
        if self.synchronous != wanted {
            self.connection.execute_batch(match wanted {
                Synchronous::Normal => "PRAGMA synchronous = NORMAL",
                Synchronous::Full => "PRAGMA synchronous = FULL",
            })?;
            self.synchronous = wanted;
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
