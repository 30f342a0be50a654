//! How the program ends: its exit codes, and the sentence that goes with one.

use std::io;

use chat::{ErrorCode, Failure};

use crate::words;

/// The exit codes scripts rely on. Of several, the greatest is the one to leave with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All done.
    Done = 0,
    /// An answer failed or is incomplete.
    Failed = 1,
    /// Wrong usage, half a key environment included.
    Usage = 2,
    /// No key, or the keyring is out of reach.
    Key = 3,
    /// The data folder or the database cannot be used.
    Storage = 4,
}

impl Exit {
    /// The exit code that goes with a failure.
    pub(crate) fn of(code: ErrorCode) -> Self {
        match code {
            ErrorCode::NoKey | ErrorCode::KeyringLocked | ErrorCode::KeyringUnavailable => Self::Key,
            ErrorCode::StorageFailed => Self::Storage,
            _ => Self::Failed,
        }
    }
}

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// With this code, after this sentence on stderr.
    Said(Exit, String),
    /// Nobody reads what is printed any more.
    NobodyReads,
}

impl Stop {
    /// Wrong usage; the sentence is at this path of the messages.
    pub(crate) fn usage(sentence: String) -> Self {
        Self::Said(Exit::Usage, sentence)
    }

    /// What a failure that belongs to no model ends with.
    pub(crate) fn failure(failure: &Failure, sentence: String) -> Self {
        Self::Said(Exit::of(failure.code), sentence)
    }
}

impl From<io::Error> for Stop {
    /// An error of writing to stdout. A closed pipe is quiet; anything else is said.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Said(
                Exit::Failed,
                words::say("output_failed", &[("reason", &error.to_string())]),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_key_and_storage_have_their_own_exits() {
        assert_eq!(Exit::of(ErrorCode::NoKey) as i32, 3);
        assert_eq!(Exit::of(ErrorCode::KeyringLocked) as i32, 3);
        assert_eq!(Exit::of(ErrorCode::KeyringUnavailable) as i32, 3);
        assert_eq!(Exit::of(ErrorCode::StorageFailed) as i32, 4);
        assert_eq!(Exit::of(ErrorCode::CutOff) as i32, 1);
        assert_eq!(Exit::of(ErrorCode::Unauthorised) as i32, 1);
    }

    #[test]
    fn a_closed_pipe_is_quiet_and_a_full_disk_is_not() {
        assert!(matches!(
            Stop::from(io::Error::from(io::ErrorKind::BrokenPipe)),
            Stop::NobodyReads
        ));
        let full = Stop::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(full, Stop::Said(Exit::Failed, sentence) if sentence.contains("output")));
    }
}
