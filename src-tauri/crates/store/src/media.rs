//! Pictures as files: one each in the folder `media`, named by the SHA-256 of its bytes.
//!
//! Which answers name which picture is in the table `images`. A file gets its name, and loses it, only inside a write
//! transaction: so nobody removes a picture that somebody else is just about to name.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chat::ImageHash;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::data_dir::{create_folder, private_file, sync_folder};
use crate::{DataDir, StoreError};

/// The ending of a file that has no name yet.
const PART: &str = "part";
/// A file that nothing names is left alone for this long: somebody may be about to.
const GRACE: Duration = Duration::from_secs(60 * 60);

/// The pictures of one data folder; cheap to clone, and for any thread.
#[derive(Clone, Debug)]
pub struct Media {
    folder: PathBuf,
}

/// A picture's file that is on the disk and has no name yet. It goes when this is dropped.
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

    /// The name of a picture with these bytes.
    pub fn hash(bytes: &[u8]) -> ImageHash {
        ImageHash(Sha256::digest(bytes).into())
    }

    /// Puts a picture on the disk, to be named by [`crate::Writer::keep_image`]. Takes as long as the disk does.
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

    /// A picture's bytes; `None` when there is no such picture.
    pub fn read(&self, hash: ImageHash) -> Result<Option<Vec<u8>>, StoreError> {
        let path = self.path(hash);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io(&path, error)),
        }
    }

    /// Gives a picture its name. Only inside a write transaction that also says who names it.
    pub(crate) fn place(&self, staged: &Staged) -> Result<(), StoreError> {
        let path = self.path(staged.hash);
        fs::rename(&staged.path, &path)
            .and_then(|()| sync_folder(&self.folder))
            .map_err(|source| StoreError::io(&path, source))
    }

    /// Removes a picture. Only inside a write transaction in which nobody names it.
    pub(crate) fn remove(&self, hash: ImageHash) {
        remove(&self.path(hash));
    }

    /// Removes what was left behind: unnamed files, and named ones of which `is_named` says that nobody does.
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
    /// The name it will have.
    pub fn hash(&self) -> ImageHash {
        self.hash
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Placed files are no longer there.
        let _ = fs::remove_file(&self.path);
    }
}

/// A clock set back makes a file young, which keeps it.
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
