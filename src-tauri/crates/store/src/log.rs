//! The write-ahead log as a file: what is in it outlives the process; what is synced outlives a power loss.
//!
//! Every connection runs with `synchronous = NORMAL`, under which a commit is written to the log and not synced, and the
//! log is synced here. That is what FULL does, but it can be done beside the next writes: a disk that takes 300 ms to
//! sync (seen under load) would otherwise hold up the journal, and kill -9 would cost that much text.

use std::fs::OpenOptions;
use std::io;
use std::path::PathBuf;

use crate::{DataDir, StoreError};

/// The log of one database.
#[derive(Clone, Debug)]
pub(crate) struct Log {
    path: PathBuf,
}

impl Log {
    pub(crate) fn of(dir: &DataDir) -> Self {
        Self { path: dir.log() }
    }

    /// Puts everything committed on the disk. SQLite's locks are on the other two files, so that this descriptor may
    /// come and go. No log means that all of it was folded into the database, which SQLite syncs.
    pub(crate) fn sync(&self) -> io::Result<()> {
        match OpenOptions::new().read(true).write(true).open(&self.path) {
            Ok(file) => file.sync_data(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Its length in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.path.metadata().map_or(0, |log| log.len())
    }

    /// The error to answer with when [`Log::sync`] failed.
    pub(crate) fn error(&self, error: io::Error) -> StoreError {
        StoreError::io(&self.path, error)
    }
}
