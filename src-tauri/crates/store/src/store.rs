//! The store: one connection, its transactions, and how durable each of them is.

use std::time::{Duration, Instant};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::log::Log;
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
    log: Log,
    owner: Option<Owner>,
    /// Somebody else syncs, and answers for it: [`Store::write`] only notes that it must be done.
    deferred: bool,
    /// A write was made that may not be called done before it is synced.
    owed: bool,
    /// When the oldest commit was made that may not be on the disk yet.
    unsynced: Option<Instant>,
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
        let (dir, log) = (dir.clone(), Log::of(dir));
        Self {
            connection,
            dir,
            log,
            owner: None,
            deferred: false,
            owed: false,
            unsynced: None,
        }
    }

    /// Returns the folder of this store.
    pub fn dir(&self) -> &DataDir {
        &self.dir
    }

    /// Runs `work` in one transaction, which is on the disk when this returns (inside [`crate::StoreHandle::run`]: when
    /// that resolves). An error (or a panic) of `work` undoes all of it.
    ///
    /// Waits up to 5 s for another process's write, then returns [`StoreError::Busy`].
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut writer = Writer::new(tx, &self.dir, &mut self.owner);
        let value = work(&mut writer)?;
        writer.commit()?;
        if self.deferred {
            self.owed = true;
        } else {
            self.sync()?;
        }
        Ok(value)
    }

    /// Appends the text that running answers received since the last call, in one transaction.
    ///
    /// Rows of answers that are deleted or have ended are skipped. On an error nothing was written: pass the rows
    /// again. Call it every 100–150 ms while something streams.
    pub fn append(&mut self, rows: &[JournalRow]) -> Result<(), StoreError> {
        self.append_at(Instant::now(), rows)
    }

    fn append_at(&mut self, now: Instant, rows: &[JournalRow]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let tx = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        journal::append(&tx, rows)?;
        tx.commit()?;
        let since = *self.unsynced.get_or_insert(now);
        if !self.deferred && now.duration_since(since) >= SYNC_EVERY {
            self.sync()?;
        }
        Ok(())
    }

    /// Returns how long [`Store::sync`] may wait. `None` if everything is on the disk. A [`crate::StoreHandle`] takes
    /// care of it.
    pub fn sync_due(&self) -> Option<Duration> {
        self.unsynced.map(|since| SYNC_EVERY.saturating_sub(since.elapsed()))
    }

    /// Syncs appended text, for a stream that went silent: without a next write nothing else would.
    pub fn sync(&mut self) -> Result<(), StoreError> {
        self.log.sync().map_err(|error| self.log.error(error))?;
        self.unsynced = None;
        Ok(())
    }

    /// Leaves syncing and checkpoints to [`crate::syncer`]. If that fails, SQLite still checkpoints here before the log
    /// is very long.
    pub(crate) fn defer_syncing(&mut self) -> Result<(), StoreError> {
        self.connection.pragma_update(None, "wal_autocheckpoint", 16_000)?;
        self.deferred = true;
        Ok(())
    }

    /// Returns whether a write since the last call must be synced before it is acknowledged.
    pub(crate) fn take_owed(&mut self) -> bool {
        let owed = std::mem::take(&mut self.owed);
        if owed {
            self.unsynced = None;
        }
        owed
    }

    /// Records that everything appended so far is being synced.
    pub(crate) fn being_synced(&mut self) {
        self.unsynced = None;
    }

    /// Returns a number that changes when another connection or process has committed since the last call.
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

    /// Checkpoints the write-ahead log and truncates it, as far as other processes' reads allow.
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
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
