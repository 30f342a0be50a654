//! Defines the exit codes, and why a command ends early.

use std::io;

use chat::{ErrorCode, Failure};

use crate::messages;

/// The exit codes, which scripts rely on. Of several, the greatest is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// All done.
    Done = 0,
    /// An answer failed or is incomplete.
    Failed = 1,
    /// Wrong usage, or only one of the two key variables is set.
    Usage = 2,
    /// No key, or the keyring can't be reached.
    Key = 3,
    /// The data folder or the database can't be used.
    Storage = 4,
}

impl Exit {
    /// Returns the exit code of an error code.
    pub(crate) fn from_code(code: ErrorCode) -> Self {
        match code {
            ErrorCode::NoKey | ErrorCode::KeyringLocked | ErrorCode::KeyringUnavailable => Self::Key,
            ErrorCode::StorageFailed => Self::Storage,
            _ => Self::Failed,
        }
    }
}

/// Reason why a command ends early.
#[derive(Debug)]
pub(crate) enum Stop {
    /// An error message for stderr, and the exit code.
    Said(Exit, String),
    /// The reader of stdout has closed it.
    NobodyReads,
}

impl Stop {
    /// Ends with the exit code of wrong usage.
    pub(crate) fn usage(sentence: String) -> Self {
        Self::Said(Exit::Usage, sentence)
    }

    /// Ends with the exit code of a failure.
    pub(crate) fn failure(failure: &Failure, sentence: String) -> Self {
        Self::Said(Exit::from_code(failure.code), sentence)
    }
}

impl From<io::Error> for Stop {
    /// Converts an error of writing to stdout. A closed pipe ends quietly; anything else with a message.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::NobodyReads,
            _ => Self::Said(
                Exit::Failed,
                messages::say("output_failed", &[("reason", &error.to_string())]),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_key_and_storage_have_their_own_exits() {
        assert_eq!(Exit::from_code(ErrorCode::NoKey) as i32, 3);
        assert_eq!(Exit::from_code(ErrorCode::KeyringLocked) as i32, 3);
        assert_eq!(Exit::from_code(ErrorCode::KeyringUnavailable) as i32, 3);
        assert_eq!(Exit::from_code(ErrorCode::StorageFailed) as i32, 4);
        assert_eq!(Exit::from_code(ErrorCode::CutOff) as i32, 1);
        assert_eq!(Exit::from_code(ErrorCode::Unauthorised) as i32, 1);
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
