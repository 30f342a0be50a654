//! Owners of running answers: a process proves that it runs by holding a lock on a file of its own.
//!
//! The name is random, so it is never reused. The lock is the system's, so it is released when the process ends: by
//! exit, by kill -9 or by power loss.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use crate::data_dir::{DataDir, create_folder, private_file};
use crate::{StoreError, owner};

/// A live process that runs answers. Its name is in the row of every answer it runs. Dropping it releases them.
#[derive(Debug)]
pub struct Owner {
    name: String,
    path: PathBuf,
    _file: File,
}

impl Owner {
    /// Creates a new owner in this folder.
    ///
    /// The file gets its final name only once it is locked, so nobody ever sees an unlocked file of a living owner.
    pub fn claim(dir: &DataDir) -> Result<Self, StoreError> {
        let folder = dir.owners();
        create_folder(&folder).map_err(|source| StoreError::io(&folder, source))?;
        let name = Uuid::new_v4().simple().to_string();
        let fresh = folder.join(format!("{name}.new"));
        let path = owner::file(dir, &name);
        let file = private_file(&fresh)?;
        let lock = || {
            file.try_lock().map_err(io::Error::from)?;
            fs::rename(&fresh, &path)
        };
        lock().map_err(|source| StoreError::io(&fresh, source))?;
        Ok(Self {
            name,
            path,
            _file: file,
        })
    }

    /// Returns its name, 32 hexadecimal digits.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        // A leftover file is harmless: it is unlocked, so it says the same as no file.
        let _ = fs::remove_file(&self.path);
    }
}

/// Returns whether the process that claimed `name` still runs. If the system cannot tell, it counts as alive: showing a
/// running answer a little longer is better than ending one that still streams.
pub fn owner_is_alive(dir: &DataDir, name: &str) -> bool {
    match File::open(file(dir, name)) {
        // A shared lock, so that two checks at once do not take each other for the owner.
        Ok(file) => file.try_lock_shared().is_err(),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

/// Removes the lock files of owners that are gone.
pub(crate) fn sweep(dir: &DataDir) {
    let Ok(entries) = fs::read_dir(dir.owners()) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.extension().is_some_and(|end| end == "lock") && is_free(&path) {
            let _ = fs::remove_file(&path);
        }
    }
}

fn is_free(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| file.try_lock_shared().is_ok())
}

fn file(dir: &DataDir, name: &str) -> PathBuf {
    dir.owners().join(format!("{name}.lock"))
}
