//! The data folder: its permissions, its files, and the lock that a window holds on it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::StoreError;
use parking_lot::Mutex;

/// A data folder that exists. Created 0700; files in it are 0600.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDir {
    path: PathBuf,
}

/// The exclusive lock on a data folder: a window holds it, and migration needs it. Held until dropped; the system
/// releases it when the process ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    dir: DataDir,
    _file: File,
}

/// Returns the length of the write-ahead log in `folder` and when it was last written. `None` without one. Equal values
/// mean that no process wrote in between. Opens no file.
pub fn log_trace(folder: &Path) -> Option<(u64, SystemTime)> {
    let log = log_file(folder).metadata().ok()?;
    Some((log.len(), log.modified().ok()?))
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("juxta.sqlite3-wal")
}

impl DataDir {
    /// Opens the folder at `path`, creating it and its parents if needed.
    ///
    /// A folder that is empty or already ours is made private. One that holds other files keeps its mode; our files in
    /// it are private anyway.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let dir = Self { path: path.into() };
        let fail = |source| StoreError::io(&dir.path, source);
        if dir.path.is_dir() {
            if dir.is_ours_or_empty().map_err(fail)? {
                restrict(&dir.path, 0o700).map_err(fail)?;
            }
        } else {
            create_folder(&dir.path).map_err(fail)?;
        }
        Ok(dir)
    }

    /// Returns the path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path of the database file.
    pub fn database(&self) -> PathBuf {
        self.path.join("juxta.sqlite3")
    }

    /// Returns the path of the write-ahead log, which SQLite names.
    pub(crate) fn log(&self) -> PathBuf {
        log_file(&self.path)
    }

    /// Takes the folder's exclusive lock. [`StoreError::Locked`] at once if another process holds it.
    pub fn lock_exclusive(&self) -> Result<FolderLock, StoreError> {
        let path = self.path.join("folder.lock");
        let file = private_file(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(FolderLock {
                dir: self.clone(),
                _file: file,
            }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(self.path.clone())),
            Err(TryLockError::Error(source)) => Err(StoreError::io(&path, source)),
        }
    }

    /// Creates the database file if needed, readable by its owner only. SQLite gives `-wal` and `-shm` its mode.
    ///
    /// An existing file is not opened: see [`crate::connection`] on descriptors and locks.
    pub(crate) fn create_database(&self) -> Result<(), StoreError> {
        // One thread at a time, so that none opens the file in SQLite while another still holds this descriptor.
        static CREATING: Mutex<()> = Mutex::new(());
        let _one = CREATING.lock();
        let path = self.database();
        let create = || match private_options().create_new(true).open(&path) {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.restrict_database(),
            Err(error) => Err(error),
        };
        create().map_err(|source| StoreError::io(&path, source))
    }

    fn restrict_database(&self) -> io::Result<()> {
        for end in ["", "-wal", "-shm"] {
            match restrict(&self.path.join(format!("juxta.sqlite3{end}")), 0o600) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Syncs the folder, so that the names of its files survive a power loss.
    pub(crate) fn sync(&self) -> Result<(), StoreError> {
        sync_folder(&self.path).map_err(|source| StoreError::io(&self.path, source))
    }

    /// Returns the folder of owner lock files; see [`crate::Owner`].
    pub(crate) fn owners(&self) -> PathBuf {
        self.path.join("owners")
    }

    fn is_ours_or_empty(&self) -> io::Result<bool> {
        Ok(self.database().exists() || fs::read_dir(&self.path)?.next().is_none())
    }
}

impl FolderLock {
    /// Returns the locked folder.
    pub fn dir(&self) -> &DataDir {
        &self.dir
    }
}

/// Opens `path` for reading and writing, creating it if needed, readable by its owner only.
pub(crate) fn private_file(path: &Path) -> Result<File, StoreError> {
    private_options()
        .create(true)
        .open(path)
        .map_err(|source| StoreError::io(path, source))
}

fn private_options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates a private folder, and its parents.
pub(crate) fn create_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Removes permissions that `mode` does not include.
#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let now = fs::metadata(path)?.permissions().mode() & 0o777;
    if now & !mode == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(now & mode))
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "one signature on all systems")]
fn restrict(_path: &Path, _mode: u32) -> io::Result<()> {
    Ok(())
}

/// Syncs a folder. Other systems need no such call.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "one signature on all systems")]
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}
