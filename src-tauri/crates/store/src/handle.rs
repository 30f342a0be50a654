//! The storage thread: it owns the [`Store`], does what it is handed in order, and puts a silent stream's text on disk.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use crate::{Store, StoreError};

type Work = Box<dyn FnOnce(&mut Store) + Send>;

enum Job {
    Work(Work),
    Close,
}

/// A door to the storage thread; cheap to clone.
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
    /// Gives a store its thread. Fails only if the system has no thread left.
    pub fn start(store: Store) -> io::Result<(Self, StoreThread)> {
        let (jobs, inbox) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("store".into())
            .spawn(move || serve(store, &inbox))?;
        Ok((Self { jobs: jobs.clone() }, StoreThread { jobs, thread }))
    }

    /// Hands in a job and resolves to its result. The job stands in line when this returns, and is done even if the
    /// future is dropped: jobs happen in the order of these calls.
    ///
    /// [`StoreError::Closed`] after [`StoreThread::close`], [`StoreError::Panicked`] if the job panicked.
    pub fn run<T, F>(&self, job: F) -> impl Future<Output = Result<T, StoreError>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnOnce(&mut Store) -> Result<T, StoreError> + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        let sent = self.jobs.send(Job::Work(Box::new(move |store| {
            // A panicking job has dropped its transaction on the way out; the thread lives for the others.
            let done = catch_unwind(AssertUnwindSafe(|| job(store))).unwrap_or(Err(StoreError::Panicked));
            let _ = reply.send(done);
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
    /// Does what stands in line, closes the database and ends the thread. Later jobs get [`StoreError::Closed`].
    pub fn close(self) {
        let _ = self.jobs.send(Job::Close);
        let _ = self.thread.join();
    }
}

fn serve(mut store: Store, inbox: &Receiver<Job>) {
    loop {
        match next(&mut store, inbox) {
            Some(Job::Work(work)) => work(&mut store),
            Some(Job::Close) | None => return,
        }
    }
}

/// The next job. Unsynced text is put on the disk when its time comes, however busy or idle the line is.
fn next(store: &mut Store, inbox: &Receiver<Job>) -> Option<Job> {
    if let Some(due) = store.sync_due() {
        if !due.is_zero() {
            match inbox.recv_timeout(due) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
        if let Err(error) = store.sync() {
            tracing::warn!(%error, "streamed text is not on the disk yet");
        }
    }
    inbox.recv().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
