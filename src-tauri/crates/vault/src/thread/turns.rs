//! Who may use the keyring now: one at a time, in order, and nobody queues behind a call that is stuck.

use std::{sync::Arc, time::Duration};

use parking_lot::Mutex;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use super::LIMIT;
use crate::VaultError;

/// A call that has run this long counts as stuck. Healthy ones take milliseconds.
const STUCK: Duration = Duration::from_secs(1);

/// The queue before the keyring's thread.
#[derive(Clone)]
pub(super) struct Turns {
    free: Arc<Semaphore>,
    running: Arc<Mutex<Option<Running>>>,
}

/// The call whose turn it is.
#[derive(Clone, Copy)]
struct Running {
    since: Instant,
    asking: bool,
}

/// A turn at the keyring; over when dropped.
pub(super) struct Turn {
    turns: Turns,
    _permit: OwnedSemaphorePermit,
}

impl Turns {
    pub(super) fn new() -> Self {
        Self {
            free: Arc::new(Semaphore::new(1)),
            running: Arc::default(),
        }
    }

    /// Waits for a turn; `asking` when it may open a prompt.
    ///
    /// # Errors
    /// [`VaultError::Busy`] as soon as the call before is stuck or waits for the person.
    pub(super) async fn acquire(&self, asking: bool) -> Result<Turn, VaultError> {
        let permit = timeout(LIMIT, self.permit()).await.unwrap_or(Err(VaultError::Busy))?;
        *self.running.lock() = Some(Running {
            since: Instant::now(),
            asking,
        });
        Ok(Turn {
            turns: self.clone(),
            _permit: permit,
        })
    }

    /// Checks whether the running call may be waiting for the person.
    pub(super) fn is_asking(&self) -> bool {
        self.running.lock().is_some_and(|running| running.asking)
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, VaultError> {
        loop {
            let patience = self.patience().ok_or(VaultError::Busy)?;
            if let Ok(permit) = timeout(patience, Arc::clone(&self.free).acquire_owned()).await {
                return permit.map_err(|_| VaultError::Busy);
            }
        }
    }

    /// Returns how long the running call may go on before it counts as stuck; `None` when it does.
    fn patience(&self) -> Option<Duration> {
        match *self.running.lock() {
            None => Some(STUCK),
            Some(running) if running.asking => None,
            Some(running) => STUCK
                .checked_sub(running.since.elapsed())
                .filter(|left| !left.is_zero()),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        // The permit goes after this, so the next turn's mark is never wiped.
        *self.turns.running.lock() = None;
    }
}
