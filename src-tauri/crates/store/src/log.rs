//! The write-ahead log as a file: what is in it survives the process; what is synced survives a power loss.
//!
//! Every connection runs with `synchronous = NORMAL`, under which a commit is written to the log without a sync, and
//! the log is synced here. FULL does the same, but not beside the next writes: a disk that takes 300 ms to sync (seen
//! under load) would hold up the journal, and kill -9 would cost that much text.

use std::fs::OpenOptions;
use std::io;
use std::path::PathBuf;

use crate::{DataDir, StoreError};

/// The write-ahead log of one database.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    path: PathBuf,
}

impl Log {
    pub(crate) fn of(dir: &DataDir) -> Self {
        Self { path: dir.log() }
    }

    /// Syncs everything committed. SQLite's locks are on the other two files, so closing this descriptor is safe.
    /// Without a log everything was checkpointed into the database, which SQLite syncs.
    pub(crate) fn sync(&self) -> io::Result<()> {
        match OpenOptions::new().read(true).write(true).open(&self.path) {
            Ok(file) => file.sync_data(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Returns its length in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.path.metadata().map_or(0, |log| log.len())
    }

    /// Converts the error of [`Log::sync`].
    pub(crate) fn error(&self, error: io::Error) -> StoreError {
        StoreError::io(&self.path, error)
    }
}
