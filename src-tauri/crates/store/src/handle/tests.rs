//! The storage thread: order, panics, dropped futures, closing.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::*;
use crate::DataDir;

fn start() -> (tempfile::TempDir, StoreHandle, StoreThread) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&DataDir::open(folder.path()).unwrap()).unwrap();
    let (handle, thread) = StoreHandle::start(store).unwrap();
    (folder, handle, thread)
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

fn set(handle: &StoreHandle, value: u32) -> impl Future<Output = Result<(), StoreError>> + use<> {
    handle.run(move |store| store.write(|writer| writer.set_setting("n", &value)))
}

#[test]
fn jobs_happen_in_the_order_they_are_handed_in_awaited_or_not() {
    let (_folder, handle, thread) = start();
    for value in 0..20 {
        drop(set(&handle, value));
    }
    assert_eq!(wait(handle.run(|store| store.setting("n"))).unwrap(), Some(19));
    thread.close();
}

#[test]
fn a_panicking_job_is_undone_and_the_thread_lives() {
    let (_folder, handle, thread) = start();
    wait(set(&handle, 1)).unwrap();
    let panicked = wait(handle.run(|store| {
        store.write::<()>(|writer| {
            writer.set_setting("n", &2)?;
            panic!("as a test")
        })
    }));
    assert!(matches!(panicked, Err(StoreError::Panicked)));
    assert_eq!(wait(handle.run(|store| store.setting("n"))).unwrap(), Some(1));
    thread.close();
}

#[test]
fn closing_does_what_stands_in_line_and_refuses_the_rest() {
    let (folder, handle, thread) = start();
    let done = set(&handle, 5);
    thread.close();
    wait(done).unwrap();
    assert!(matches!(wait(set(&handle, 6)), Err(StoreError::Closed)));
    assert!(
        !folder.path().join("juxta.sqlite3-wal").exists(),
        "the log was folded in"
    );
    let store = Store::open(&DataDir::open(folder.path()).unwrap()).unwrap();
    assert_eq!(store.setting("n").unwrap(), Some(5));
}

#[test]
fn without_a_handle_the_thread_ends() {
    let (_folder, handle, StoreThread { jobs, thread }) = start();
    drop((handle, jobs));
    thread.join().unwrap();
}

/// The line is never empty here: syncing must not wait for it to be.
#[test]
fn text_gets_to_the_disk_while_the_thread_is_busy() {
    let (_folder, handle, thread) = start();
    wait(handle.run(|store| {
        store.pretend_unsynced();
        Ok(())
    }))
    .unwrap();
    let (said, due) = mpsc::channel();
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let said = said.clone();
        drop(handle.run(move |store| said.send(store.sync_due()).map_err(|_| StoreError::Closed)));
        if due.recv().unwrap().is_none() {
            break;
        }
        assert!(Instant::now() < deadline, "never synced");
    }
    thread.close();
}

#[test]
fn a_long_log_is_folded_into_the_database_while_the_thread_works() {
    let (folder, handle, thread) = start();
    let long = "x".repeat(1 << 20);
    for _ in 0..40 {
        let long = long.clone();
        wait(handle.run(move |store| store.write(|writer| writer.set_setting("long", &long)))).unwrap();
    }
    let bytes = folder.path().join("juxta.sqlite3-wal").metadata().unwrap().len();
    assert!(bytes < 24 << 20, "{bytes} bytes of log after 80 MB of writes");
    thread.close();
}

#[test]
fn a_write_that_cannot_be_synced_is_not_called_done() {
    let (folder, handle, thread) = start();
    wait(set(&handle, 1)).unwrap();
    // A log that cannot be opened as a file stands for a disk that fails.
    let log = folder.path().join("juxta.sqlite3-wal");
    std::fs::rename(&log, folder.path().join("aside")).unwrap();
    std::fs::create_dir(&log).unwrap();
    let failed = wait(set(&handle, 2));
    assert!(matches!(failed, Err(StoreError::Io { .. })), "{failed:?}");
    std::fs::remove_dir(&log).unwrap();
    std::fs::rename(folder.path().join("aside"), &log).unwrap();
    wait(set(&handle, 3)).unwrap();
    thread.close();
}
