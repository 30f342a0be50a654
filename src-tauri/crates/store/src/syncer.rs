//! The syncing thread: acknowledges writes once they are on the disk, many with one sync, and checkpoints a long log,
//! so that neither holds up the storage thread.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;

use crate::log::Log;
use crate::{DataDir, StoreError, connection};

/// A callback for when everything committed so far is synced, or syncing failed.
pub(crate) type Reply = Box<dyn FnOnce(Result<(), StoreError>) + Send>;

/// Length of the log, in bytes, above which it is checkpointed; `journal_size_limit` then truncates it to the same.
pub(crate) const LONG_LOG: u64 = 4 << 20;

/// A running syncing thread.
pub(crate) struct Syncer {
    replies: Sender<Reply>,
    thread: JoinHandle<()>,
}

impl Syncer {
    pub(crate) fn start(dir: &DataDir) -> io::Result<Self> {
        let (replies, inbox) = channel();
        let dir = dir.clone();
        let thread = thread::Builder::new()
            .name("store-sync".into())
            .spawn(move || serve(&dir, &inbox))?;
        Ok(Self { replies, thread })
    }

    /// Syncs, then calls `reply`.
    pub(crate) fn sync_then(&self, reply: Reply) {
        if let Err(unsent) = self.replies.send(reply) {
            unsent.0(Err(StoreError::Closed));
        }
    }

    /// Answers all waiting replies, then ends the thread.
    pub(crate) fn close(self) {
        drop(self.replies);
        let _ = self.thread.join();
    }
}

fn serve(dir: &DataDir, inbox: &Receiver<Reply>) {
    let log = Log::of(dir);
    let folder = connection::to_fold(dir)
        .inspect_err(|error| tracing::warn!(%error, "the log will grow long"))
        .ok();
    while let Ok(first) = inbox.recv() {
        // Taken before the sync, so that each was committed before it.
        let replies: Vec<_> = [first].into_iter().chain(inbox.try_iter()).collect();
        let synced = log.sync().map_err(|error| error.kind());
        for reply in replies {
            reply(synced.map_err(|kind| log.error(kind.into())));
        }
        if let Some(connection) = folder.as_ref().filter(|_| log.bytes() > LONG_LOG) {
            fold(connection);
        }
    }
}

/// Checkpoints as much of the log as no reader needs, without blocking. The rest waits for the next time.
fn fold(connection: &Connection) {
    if let Err(error) = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
        tracing::warn!(%error, "the log could not be folded in");
    }
}
