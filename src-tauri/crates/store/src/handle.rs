//! The storage thread: it owns the [`Store`] and runs queued jobs in order. [`crate::syncer`] waits for the disk beside
//! it, so that no stream does.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use crate::syncer::{Reply, Syncer};
use crate::{Store, StoreError};

type Work = Box<dyn FnOnce(&mut Store) -> Reply + Send>;

enum Job {
    Work(Work),
    Close,
}

/// An async handle to the storage thread; cheap to clone.
#[derive(Clone)]
pub struct StoreHandle {
    jobs: Sender<Job>,
}

/// The storage thread itself. Dropped without [`StoreThread::close`], it ends with the last handle.
pub struct StoreThread {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
}

impl StoreHandle {
    /// Starts the threads of a store. Fails if the system has none left or the database does not answer.
    pub fn start(mut store: Store) -> Result<(Self, StoreThread), StoreError> {
        let syncer = Syncer::start(store.dir()).map_err(|error| StoreError::io(store.dir().path(), error))?;
        store.defer_syncing()?;
        let (jobs, inbox) = mpsc::channel();
        let folder = store.dir().clone();
        let thread = thread::Builder::new()
            .name("store".into())
            .spawn(move || serve(store, &inbox, syncer));
        let thread = thread.map_err(|error| StoreError::io(folder.path(), error))?;
        Ok((Self { jobs: jobs.clone() }, StoreThread { jobs, thread }))
    }

    /// Queues a job and resolves to its result. The job is queued when this returns and runs even if the future is
    /// dropped, in the order of these calls. Its writes are on the disk when the result comes; the next jobs do not
    /// wait for that.
    ///
    /// [`StoreError::Closed`] after [`StoreThread::close`], [`StoreError::Panicked`] if the job panicked.
    pub fn run<T, F>(&self, job: F) -> impl Future<Output = Result<T, StoreError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let sent = self.jobs.send(Job::Work(Box::new(move |store| {
            // The panic has rolled the transaction back; the thread goes on with the other jobs.
            let done = catch_unwind(AssertUnwindSafe(|| job(store))).unwrap_or(Err(StoreError::Panicked));
            Box::new(move |synced| {
                let _ = reply.send(done.and_then(|value| synced.map(|()| value)));
            })
        })));
        async move {
            match sent {
                Ok(()) => result.await.unwrap_or(Err(StoreError::Closed)),
                Err(_) => Err(StoreError::Closed),
            }
        }
    }
}

impl StoreThread {
    /// Runs the queued jobs, closes the database and ends the thread. Later jobs get [`StoreError::Closed`].
    pub fn close(self) {
        let _ = self.jobs.send(Job::Close);
        let _ = self.thread.join();
    }
}

fn serve(mut store: Store, inbox: &Receiver<Job>, syncer: Syncer) {
    while let Some(Job::Work(work)) = next(&mut store, inbox, &syncer) {
        let reply = work(&mut store);
        if store.take_owed() {
            syncer.sync_then(reply);
        } else {
            reply(Ok(()));
        }
    }
    // Before the store is closed, which then checkpoints the whole log.
    syncer.close();
}

/// Returns the next job. Syncs text when it is due, however busy or idle the queue is.
fn next(store: &mut Store, inbox: &Receiver<Job>, syncer: &Syncer) -> Option<Job> {
    if let Some(due) = store.sync_due() {
        if !due.is_zero() {
            match inbox.recv_timeout(due) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        syncer.sync_then(Box::new(|synced| {
            if let Err(error) = synced {
                tracing::warn!(%error, "streamed text is not on the disk yet");
            }
        }));
        store.being_synced();
    }
    inbox.recv().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
