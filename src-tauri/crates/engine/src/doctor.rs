//! A look at everything Juxta needs, changing nothing.

use std::path::Path;

use chat::Failure;
use store::Inspection;
use vault::Vault;

use crate::view::KeyringState;

/// What was found.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    /// What the system keyring says.
    pub keyring: KeyringState,
    /// Whether the data folder is there and can be written to; absent is fine, it will be made.
    pub folder: FolderState,
    /// The database's schema number; `None` where there is none yet.
    pub database: Result<Option<i64>, Failure>,
}

/// The state of the data folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolderState {
    /// Not there yet.
    Absent,
    /// There, and writable as far as its permissions say.
    Usable,
    /// There, and not a folder or not writable.
    Unusable,
}

/// Looks at the keyring, the data folder and the database.
pub async fn diagnose(folder: &Path) -> Diagnosis {
    let database = match store::inspect(folder) {
        Ok(Inspection::Absent) => Ok(None),
        Ok(Inspection::Sound { schema }) => Ok(Some(schema)),
        Err(error) => Err(error.into()),
    };
    Diagnosis {
        keyring: crate::endpoints::list::keyring_view(Vault::system().state().await),
        folder: folder_state(folder),
        database,
    }
}

fn folder_state(folder: &Path) -> FolderState {
    match std::fs::metadata(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => FolderState::Absent,
        Ok(found) if found.is_dir() && !found.permissions().readonly() => FolderState::Usable,
        _ => FolderState::Unusable,
    }
}
