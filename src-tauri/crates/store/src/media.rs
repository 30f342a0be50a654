//! Media files: one each in the folder `media`, named by the SHA-256 of its bytes.
//!
//! The tables `images` and `attachments` reference them. A file gets its final name, and loses it, only inside a write
//! transaction, so that no process removes a file that another is about to reference.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chat::ImageHash;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::data_dir::{create_folder, private_file, sync_folder};
use crate::{DataDir, StoreError};

/// The extension of a file before it gets its final name.
const PART: &str = "part";
/// An unreferenced file is kept for this long: a reference may be about to be written.
const GRACE: Duration = Duration::from_secs(60 * 60);

/// The media files of one data folder; cheap to clone, usable from any thread.
#[derive(Clone, Debug)]
pub struct Media {
    folder: PathBuf,
}

/// A media file that is on the disk without its final name. Dropping it removes the file.
#[derive(Debug)]
pub struct Staged {
    hash: ImageHash,
    path: PathBuf,
}

impl Media {
    pub(crate) fn of(dir: &DataDir) -> Self {
        Self {
            folder: dir.path().join("media"),
        }
    }

    /// Returns the hash of these bytes, which is their name.
    pub fn hash(bytes: &[u8]) -> ImageHash {
        ImageHash(Sha256::digest(bytes).into())
    }

    /// Writes and syncs a file, to be named by [`crate::Writer::keep_image`]. Blocks on the disk.
    pub fn stage(&self, bytes: &[u8]) -> Result<Staged, StoreError> {
        create_folder(&self.folder).map_err(|source| StoreError::io(&self.folder, source))?;
        let staged = Staged {
            hash: Self::hash(bytes),
            path: self.folder.join(Uuid::new_v4().to_string()).with_extension(PART),
        };
        let mut file = private_file(&staged.path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        written.map_err(|source| StoreError::io(&staged.path, source))?;
        Ok(staged)
    }

    /// Returns the bytes of a file. `None` if there is no such file.
    pub fn read(&self, hash: ImageHash) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(hash);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io(&path, error)),
        }
    }

    /// Gives a file its final name. Only inside the write transaction that also writes the reference.
    pub(crate) fn place(&self, staged: &Staged) -> Result<(), StoreError> {
        let path = self.path(staged.hash);
        fs::rename(&staged.path, &path)
            .and_then(|()| sync_folder(&self.folder))
            .map_err(|source| StoreError::io(&path, source))
    }

    /// Removes a file. Only inside a write transaction in which nothing references it.
    pub(crate) fn remove(&self, hash: ImageHash) {
        remove(&self.path(hash));
    }

    /// Removes old orphans: files without their final name, and those that `is_named` does not know.
    pub(crate) fn sweep(&self, is_named: impl Fn(ImageHash) -> Result<bool, StoreError>) -> Result<(), StoreError> {
        let Ok(files) = fs::read_dir(&self.folder) else {
            return Ok(());
        };
        for file in files
            .flatten()
            .filter(|file| file.metadata().is_ok_and(|about| is_old(&about)))
        {
            let path = file.path();
            let hash = file.file_name().to_str().and_then(|name| name.parse().ok());
            let left_behind = match hash {
                Some(hash) => !is_named(hash)?,
                None => path.extension().is_some_and(|ending| ending == PART),
            };
            if left_behind {
                remove(&path);
            }
        }
        Ok(())
    }

    fn path(&self, hash: ImageHash) -> PathBuf {
        self.folder.join(hash.to_string())
    }
}

impl Staged {
    /// Returns the name it will have.
    pub fn hash(&self) -> ImageHash {
        self.hash
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // A file with its final name is no longer at this path.
        let _ = fs::remove_file(&self.path);
    }
}

/// Returns whether a file is older than the grace period. A clock set back keeps files longer.
fn is_old(about: &fs::Metadata) -> bool {
    let age = about
        .modified()
        .ok()
        .and_then(|at| SystemTime::now().duration_since(at).ok());
    about.is_file() && age.is_some_and(|age| age > GRACE)
}

fn remove(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "a picture is left behind");
        }
        _ => {}
    }
}
