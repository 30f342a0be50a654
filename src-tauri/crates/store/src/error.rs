//! Errors of the store, and the failure shown to the person.

use std::io;
use std::path::{Path, PathBuf};

use chat::{BrokenTree, ErrorCode, Failure, StorageCause};
use rusqlite::ErrorCode as Sqlite;

/// An error of the data folder or the database. The call that returns it has changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database was written by a newer Juxta. It is left untouched.
    #[error("the database has schema {found}, this Juxta knows {known}")]
    Newer {
        /// Schema number in the file.
        found: i64,
        /// Newest schema number this build knows.
        known: i64,
    },
    /// The file is an SQLite database of something else.
    #[error("{} is not a Juxta database", .0.display())]
    Foreign(PathBuf),
    /// Another process holds the folder's lock, which this call needs.
    #[error("another Juxta is using {}", .0.display())]
    Locked(PathBuf),
    /// Another process kept writing for longer than the busy timeout.
    #[error("the database stayed busy")]
    Busy,
    /// No space left on the disk.
    #[error("the disk is full")]
    Full,
    /// The folder or a file in it may not be written to.
    #[error("the data folder cannot be written to: {0}")]
    ReadOnly(String),
    /// The file is damaged, or a row holds something no version of Juxta writes.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The rows of a conversation are not a tree of answers.
    #[error("the database is damaged: {0}")]
    BrokenTree(#[from] BrokenTree),
    /// Another endpoint has this name already.
    #[error("an endpoint of this name exists")]
    NameTaken,
    /// The row this write belongs to is gone, for instance a conversation deleted by another process.
    #[error("what this belongs to was deleted")]
    Gone,
    /// The storage thread has ended.
    #[error("the store is closed")]
    Closed,
    /// A job handed to the storage thread panicked; what it had written was rolled back.
    #[error("a storage job panicked")]
    Panicked,
    /// Any other failure of the file system.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Any other failure of SQLite.
    #[error("SQLite: {0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// Converts an `io::Error` about `path`, distinguishing the kinds that a person can act on.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(format!("{}: {source}", path.display()))
            }
            _ => Self::Io {
                path: path.to_owned(),
                source,
            },
        }
    }

    /// Returns the `cause` of [`StoreError::failure`].
    pub fn cause(&self) -> StorageCause {
        match self {
            Self::Newer { .. } => StorageCause::Newer,
            Self::Foreign(_) => StorageCause::Foreign,
            Self::Locked(_) => StorageCause::Locked,
            Self::Busy => StorageCause::Busy,
            Self::Full => StorageCause::DiskFull,
            Self::ReadOnly(_) => StorageCause::ReadOnly,
            Self::Corrupt(_) | Self::BrokenTree(_) => StorageCause::Corrupt,
            Self::NameTaken => StorageCause::NameTaken,
            Self::Gone => StorageCause::Gone,
            Self::Closed => StorageCause::Closed,
            Self::Panicked => StorageCause::Panicked,
            Self::Io { .. } => StorageCause::Io,
            Self::Sqlite(_) => StorageCause::Sqlite,
        }
    }

    /// Converts it for the person: `storage_failed` with `cause` (a word) and `message` (for details). Busy and full
    /// are retryable. No SQL value and no stored text is in it.
    pub fn failure(&self) -> Failure {
        Failure::new(ErrorCode::StorageFailed)
            .with_storage_cause(self.cause())
            .with("message", self.to_string())
            .retryable(matches!(self, Self::Busy | Self::Full))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        error.failure()
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        match &error {
            E::SqliteFailure(code, message) => {
                from_code(*code, message.clone().unwrap_or_else(|| code.to_string())).unwrap_or(Self::Sqlite(error))
            }
            // A value that cannot be read is damage. Its content stays out of the message.
            E::FromSqlConversionFailure(column, ..)
            | E::IntegralValueOutOfRange(column, _)
            | E::Utf8Error(column, _) => Self::Corrupt(format!("unreadable value in column {column}")),
            E::InvalidColumnType(_, name, _) => Self::Corrupt(format!("unreadable value in column {name}")),
            _ => Self::Sqlite(error),
        }
    }
}

fn from_code(code: rusqlite::ffi::Error, message: String) -> Option<StoreError> {
    Some(match code.code {
        Sqlite::DatabaseBusy | Sqlite::DatabaseLocked => StoreError::Busy,
        Sqlite::DiskFull => StoreError::Full,
        // SQLite reports no more than this when it cannot open -wal or -shm in a folder without write permission.
        Sqlite::ReadOnly | Sqlite::PermissionDenied | Sqlite::CannotOpen => StoreError::ReadOnly(message),
        Sqlite::DatabaseCorrupt | Sqlite::NotADatabase => StoreError::Corrupt(message),
        Sqlite::ConstraintViolation if code.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => {
            StoreError::Gone
        }
        Sqlite::ConstraintViolation if message.contains("endpoints.name") => StoreError::NameTaken,
        _ => return None,
    })
}
