//! The one thread that owns the keyring, and the turns taken at it.
//!
//! Never an async worker: the D-Bus code may panic, platform calls may block for good, and a stuck blocking task of
//! the runtime would hold the process at its end. This thread is detached: the process ends without it.

mod turns;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, mpsc},
    time::Duration,
};

use parking_lot::Mutex;
use tokio::{sync::oneshot, time::timeout};

use crate::{Caller, Keyring, VaultError};
use turns::Turns;

/// The longest a call that needs no person may take, from its turn on; also the longest wait for the turn.
pub const LIMIT: Duration = Duration::from_secs(5);

/// Makes the keyring, on the thread that will own it.
pub(crate) type MakeKeyring = Arc<dyn Fn() -> Box<dyn Keyring> + Send + Sync>;

/// A call to the keyring, which sends its result by itself.
type Job = Box<dyn FnOnce(&mut dyn Keyring) + Send>;

/// Whether a call may take as long as a person does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// It opens no prompt, so [`LIMIT`] holds.
    Nobody,
    /// It may open a prompt and wait for it.
    Person,
}

/// A handle to the thread, which starts with the first call.
pub(crate) struct KeyringThread {
    make: MakeKeyring,
    turns: Turns,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
}

impl KeyringThread {
    pub(crate) fn new(make: MakeKeyring) -> Self {
        Self {
            make,
            turns: Turns::new(),
            jobs: Mutex::new(None),
        }
    }

    /// Runs `work` on the thread when its turn comes, and waits for what it returns.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        needs: Needs,
        work: impl FnOnce(&mut dyn Keyring, &mut Caller) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let turn = self.turns.acquire(needs == Needs::Person).await?;
        let (answer, answered) = oneshot::channel();
        // Dropped with this future, however it ends: that is how the thread learns that nobody waits.
        let (_here, gone) = oneshot::channel();
        self.send(Box::new(move |keyring| {
            let result = work(keyring, &mut Caller::new(gone));
            // Before the answer, so that whoever has it finds the thread free.
            drop(turn);
            let _ = answer.send(result);
        }))?;
        let answered = async {
            answered
                .await
                .unwrap_or_else(|_| Err(VaultError::failed("its code panicked")))
        };
        match needs {
            Needs::Nobody => timeout(LIMIT, answered).await.unwrap_or(Err(VaultError::TimedOut)),
            Needs::Person => answered.await,
        }
    }

    /// Checks whether the person is being asked right now.
    pub(crate) fn is_asking(&self) -> bool {
        self.turns.is_asking()
    }

    /// Hands `job` to the thread, starting it if there is none.
    fn send(&self, job: Job) -> Result<(), VaultError> {
        let mut jobs = self.jobs.lock();
        let job = match &*jobs {
            Some(running) => match running.send(job) {
                Ok(()) => return Ok(()),
                Err(mpsc::SendError(job)) => job,
            },
            None => job,
        };
        let (sender, receiver) = mpsc::channel();
        start(Arc::clone(&self.make), receiver)?;
        jobs.insert(sender)
            .send(job)
            .map_err(|_| VaultError::failed("its thread ended"))
    }
}

/// Starts a thread that runs `jobs` until nobody can send any more.
fn start(make: MakeKeyring, jobs: mpsc::Receiver<Job>) -> Result<(), VaultError> {
    let run = move || run_jobs(make, jobs);
    match std::thread::Builder::new().name("keyring".into()).spawn(run) {
        // Detached on purpose: a stuck keyring must not hold the process at its end.
        Ok(_) => Ok(()),
        Err(error) => Err(VaultError::failed(error.to_string())),
    }
}

/// Runs jobs until there can be no more. After a panic another thread with a new keyring takes over those that remain:
/// the state of this one is not to be trusted.
fn run_jobs(make: MakeKeyring, jobs: mpsc::Receiver<Job>) {
    let healthy = catch_unwind(AssertUnwindSafe(|| {
        let mut keyring = make();
        while let Ok(job) = jobs.recv() {
            job(&mut *keyring);
        }
    }));
    if healthy.is_err() {
        tracing::error!("the keyring's thread panicked and is replaced");
        if let Err(error) = start(make, jobs) {
            tracing::error!(%error, "the keyring's thread could not be replaced");
        }
    }
}

#[cfg(test)]
mod tests;
