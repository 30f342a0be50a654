//! Idempotency: a command runs at most once per ID, however often the page sends it.
//!
//! A webview re-sends a call whose answer it could not read, and a reload can do so too. The second call waits for the
//! first and gets the same answer.

use std::{
    any::Any,
    collections::{HashMap, VecDeque},
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use chat::{CommandId, ErrorCode, Failure, RefusalReason};
use parking_lot::Mutex;
use tokio::sync::watch;

use crate::Engine;

/// How many finished commands are remembered; a page repeats only what it sent a moment ago.
const REMEMBERED: usize = 512;
/// And for how long: an outcome may be a whole conversation as drawn.
const KEPT: Duration = Duration::from_secs(2 * 60);

/// What came out of a command, once it is done.
type Outcome = watch::Receiver<Option<Arc<dyn Any + Send + Sync>>>;

/// The commands seen lately and their outcomes.
#[derive(Default)]
pub(crate) struct Idempotency {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    outcomes: HashMap<CommandId, Outcome>,
    order: VecDeque<(CommandId, Instant)>,
}

impl Idempotency {
    /// Runs `work` unless `command` was seen before; then its outcome is waited for and returned again.
    ///
    /// The work is a task of its own, begun at the first call: a caller that goes away can neither leave it half done nor
    /// make the next one begin it again.
    pub(crate) async fn run<T, F>(&self, command: CommandId, work: F) -> Result<T, Failure>
    where
        T: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        let mut outcome = self.outcome(command, work);
        let value = outcome
            .wait_for(Option::is_some)
            .await
            .ok()
            .and_then(|value| value.clone());
        // The work's task is gone without a word only when the runtime is.
        let value = value.ok_or(Failure::new(ErrorCode::Internal))?;
        // Another type under the same id means a page that reuses ids.
        value
            .downcast_ref::<Result<T, Failure>>()
            .cloned()
            .unwrap_or_else(|| Err(Failure::refused(RefusalReason::CommandIdReused)))
    }

    fn outcome<T, F>(&self, command: CommandId, work: F) -> Outcome
    where
        T: Send + Sync + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        let mut seen = self.seen.lock();
        if let Some(outcome) = seen.outcomes.get(&command) {
            return outcome.clone();
        }
        seen.forget();
        let outcome = begin(work);
        seen.order.push_back((command, Instant::now()));
        seen.outcomes.insert(command, outcome.clone());
        outcome
    }
}

impl Seen {
    /// Makes room for one more, and lets go of what is finished and old.
    fn forget(&mut self) {
        while let Some((oldest, begun)) = self.order.front() {
            let is_over = self
                .outcomes
                .get(oldest)
                .is_none_or(|outcome| outcome.borrow().is_some());
            let is_old = is_over && begun.elapsed() > KEPT;
            if !is_old && self.order.len() < REMEMBERED {
                break;
            }
            self.outcomes.remove(oldest);
            self.order.pop_front();
        }
    }
}

impl Engine {
    /// Runs a command of the page at most once: a repetition with the same id gets the outcome of the first. The work
    /// goes on when its caller goes away.
    pub(crate) async fn once<T, F>(
        &self,
        command: CommandId,
        work: impl FnOnce(Engine) -> F + Send,
    ) -> Result<T, Failure>
    where
        T: Clone + Send + Sync + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        self.idempotency().run(command, work(self.clone())).await
    }
}

fn begin<T, F>(work: F) -> Outcome
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + Send + 'static,
{
    let (done, outcome) = watch::channel(None);
    tokio::spawn(async move {
        let result = tokio::spawn(work).await;
        let result = result.unwrap_or_else(|_| Err(Failure::new(ErrorCode::Internal)));
        done.send_replace(Some(Arc::new(result) as Arc<dyn Any + Send + Sync>));
    });
    outcome
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test]
    async fn a_command_sent_twice_at_once_happens_once_and_both_get_its_answer() {
        let idempotency = Idempotency::default();
        let command = CommandId(uuid::Uuid::new_v4());
        let runs = Arc::new(AtomicU32::new(0));
        let work = || {
            let runs = runs.clone();
            async move {
                tokio::task::yield_now().await;
                Ok(runs.fetch_add(1, Ordering::SeqCst) + 1)
            }
        };
        let (first, second) = tokio::join!(idempotency.run(command, work()), idempotency.run(command, work()));
        assert_eq!((first, second), (Ok(1), Ok(1)));
        assert_eq!(idempotency.run(command, work()).await, Ok(1));
        assert_eq!(idempotency.run(CommandId(uuid::Uuid::new_v4()), work()).await, Ok(2));
    }

    #[tokio::test]
    async fn a_command_goes_on_when_its_caller_goes_away() {
        let idempotency = Arc::new(Idempotency::default());
        let command = CommandId(uuid::Uuid::new_v4());
        let (open, gate) = tokio::sync::oneshot::channel::<()>();
        let (tell, told) = tokio::sync::oneshot::channel();
        let caller = {
            let idempotency = idempotency.clone();
            tokio::spawn(async move {
                idempotency
                    .run(command, async move {
                        let _ = tell.send(());
                        let _ = gate.await;
                        Ok(7)
                    })
                    .await
            })
        };
        told.await.expect("the work began");
        let second = {
            let idempotency = idempotency.clone();
            tokio::spawn(async move { idempotency.run(command, async { Ok(8) }).await })
        };
        caller.abort();
        assert!(caller.await.is_err(), "the caller is gone");
        let _ = open.send(());
        assert_eq!(second.await.expect("joined"), Ok(7));
    }
}
