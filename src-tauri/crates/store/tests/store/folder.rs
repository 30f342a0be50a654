//! The data folder: who may read it, who holds it, and what happens where nothing may be written.

use std::fs;

use store::{DataDir, Store, StoreError};

use crate::{child, example};

#[cfg(unix)]
fn mode(path: &std::path::Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(unix)]
fn set_mode(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Every file and folder below `path`.
fn below(path: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                [below(&path), vec![path]].concat()
            } else {
                vec![path]
            }
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_the_folder_or_a_file_in_it() {
    let outside = tempfile::tempdir().unwrap();
    let dir = DataDir::open(outside.path().join("deep/juxta")).unwrap();
    let _lock = dir.lock_exclusive().unwrap();
    let mut store = Store::open(&dir).unwrap();
    example::fill(&mut store);
    assert_eq!(mode(dir.path()), 0o700);
    let all = below(dir.path());
    assert_eq!(
        all.len(),
        6,
        "database, -wal, -shm, folder lock, owners and one in it: {all:?}"
    );
    for path in all {
        assert_eq!(
            mode(&path),
            if path.is_dir() { 0o700 } else { 0o600 },
            "{}",
            path.display()
        );
    }
}

#[cfg(unix)]
#[test]
fn a_folder_of_ours_that_was_opened_up_is_closed_again() {
    let outside = tempfile::tempdir().unwrap();
    let dir = DataDir::open(outside.path().join("juxta")).unwrap();
    drop(Store::open(&dir).unwrap());
    set_mode(dir.path(), 0o755);
    set_mode(&dir.database(), 0o644);

    let dir = DataDir::open(dir.path()).unwrap();
    let _store = Store::open(&dir).unwrap();
    assert_eq!((mode(dir.path()), mode(&dir.database())), (0o700, 0o600));
}

#[cfg(unix)]
#[test]
fn a_folder_with_other_files_keeps_its_mode() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "mine").unwrap();
    set_mode(folder.path(), 0o755);
    let dir = DataDir::open(folder.path()).unwrap();
    let _store = Store::open(&dir).unwrap();
    assert_eq!((mode(dir.path()), mode(&dir.database())), (0o755, 0o600));
}

#[test]
fn a_path_with_odd_characters_works() {
    let outside = tempfile::tempdir().unwrap();
    let dir = DataDir::open(outside.path().join("50% ?mode=memory#ü 空")).unwrap();
    example::fill(&mut Store::open(&dir).unwrap());
    assert!(dir.database().exists());
    assert_eq!(Store::open(&dir).unwrap().list().unwrap().len(), 1);
}

#[test]
fn one_holder_of_the_folder_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let lock = dir.lock_exclusive().unwrap();
    assert!(matches!(dir.lock_exclusive(), Err(StoreError::Locked(_))));
    Store::open_locked(&lock).unwrap();
    drop(lock);
    dir.lock_exclusive().unwrap();
}

#[test]
fn a_killed_holder_lets_go_of_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let mut other = child::Other::start("folder::holder_process", folder.path());
    other.wait_for("held");
    assert!(matches!(dir.lock_exclusive(), Err(StoreError::Locked(_))));
    drop(other);
    dir.lock_exclusive().unwrap();
}

#[test]
fn holder_process() {
    let Some(folder) = child::folder() else { return };
    let _lock = DataDir::open(folder).unwrap().lock_exclusive().unwrap();
    child::say("held");
    child::wait_to_be_let_go();
}

/// Root may write anywhere, so the other process is nobody's when this one is root's.
#[cfg(unix)]
#[test]
fn where_nothing_may_be_written_it_is_said_and_nothing_is_touched() {
    use std::os::unix::fs::{MetadataExt, chown};
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = tempfile::tempdir().unwrap();
    let mut command = child::command("folder::read_only_process", folder.path());
    if fs::metadata(folder.path()).unwrap().uid() == 0 {
        chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[cfg(unix)]
#[test]
fn read_only_process() {
    let Some(folder) = child::folder() else { return };
    let is_read_only = |result: Result<Store, StoreError>| {
        let error = result.err().expect("must not open");
        assert!(matches!(error, StoreError::ReadOnly(_)), "{error:?}");
        assert_eq!(error.failure().details["cause"], "read_only");
    };
    let dir = DataDir::open(&folder).unwrap();
    set_mode(&folder, 0o500);
    is_read_only(Store::open(&dir));
    is_read_only(DataDir::open(folder.join("inside")).and_then(|dir| Store::open(&dir)));
    assert_eq!(below(&folder), Vec::<std::path::PathBuf>::new());

    set_mode(&folder, 0o700);
    example::fill(&mut Store::open(&dir).unwrap());
    let before = fs::read(dir.database()).unwrap();
    set_mode(&folder, 0o500);
    is_read_only(Store::open(&dir));
    set_mode(&folder, 0o700);
    set_mode(&dir.database(), 0o400);
    is_read_only(Store::open(&dir));
    assert_eq!(fs::read(dir.database()).unwrap(), before);
}
