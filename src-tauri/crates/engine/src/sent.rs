//! What was sent for an answer and what came back: written down where requests are made, kept on the disk, shown on demand.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chat::{AnswerId, ConversationId, ErrorCode, Failure, SentExchange};
use store::SentRow;

use crate::{
    Engine,
    view::{SentAttempt, SentView},
};

/// Requests under way, which are not on the disk yet.
#[derive(Default)]
pub(crate) struct UnderWay(Mutex<HashMap<AnswerId, SentAttempt>>);

impl UnderWay {
    fn lock(&self) -> MutexGuard<'_, HashMap<AnswerId, SentAttempt>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes the requests of one answer down.
struct Recorder {
    engine: Engine,
    answer: AnswerId,
    segment: u32,
}

impl wire::SentLog for Recorder {
    fn begun(&self, exchange: &SentExchange) {
        let attempt = SentAttempt::of(self.segment, true, exchange.clone());
        self.engine.under_way().lock().insert(self.answer, attempt);
    }

    fn ended(&self, exchange: SentExchange) {
        let Ok(record) = serde_json::to_string(&exchange) else {
            return;
        };
        let (answer, segment) = (self.answer, self.segment);
        let row = SentRow {
            segment,
            began_ms: exchange.times.began_ms,
            record,
        };
        // It stands in line when this returns, so whoever asks for it from now on finds it there.
        drop(self.engine.store().run(move |store| {
            let saved = store.write(|writer| writer.save_sent(answer, &row));
            saved.inspect_err(|error| tracing::warn!(%error, "what was sent is not kept"))
        }));
        self.engine.under_way().lock().remove(&answer);
    }
}

impl Engine {
    /// Where the requests of an answer are written down; nowhere for a conversation that is not kept.
    pub(crate) fn recorder(
        &self,
        conversation: ConversationId,
        answer: AnswerId,
        segment: usize,
    ) -> Option<Arc<dyn wire::SentLog>> {
        let kept = self.rooms().get(&conversation).is_some_and(|room| room.kept);
        let recorder = || Recorder {
            engine: self.clone(),
            answer,
            segment: u32::try_from(segment).unwrap_or(u32::MAX),
        };
        kept.then(|| Arc::new(recorder()) as Arc<dyn wire::SentLog>)
    }

    /// What was sent for an answer, request by request, the one under way last. No secret is in it.
    pub async fn sent(&self, answer: AnswerId) -> Result<SentView, Failure> {
        let running = self.under_way().lock().get(&answer).cloned();
        let rows = self.store().run(move |store| store.sent(answer)).await;
        let rows = rows.map_err(|error| error.failure())?;
        let mut attempts: Vec<SentAttempt> = rows.iter().filter_map(attempt).collect();
        // It may have ended in between, and then stands there already.
        attempts.extend(running.filter(|running| !attempts.iter().any(|known| known.is_same(running))));
        Ok(SentView { attempts })
    }

    /// One of these requests (from 0) as a `curl` call, its secrets named as variables. `bad_request` where it is not
    /// there or was not kept whole.
    pub async fn sent_as_curl(&self, answer: AnswerId, attempt: usize) -> Result<String, Failure> {
        let sent = self.sent(answer).await?;
        let request = sent.attempts.get(attempt).map(|attempt| &attempt.exchange.request);
        let call = request.and_then(wire::curl);
        call.ok_or_else(|| Failure::new(ErrorCode::BadRequest).with("reason", "not_kept_whole"))
    }
}

/// A row as it is shown. One that cannot be read is another build's, and left out.
fn attempt(row: &SentRow) -> Option<SentAttempt> {
    let exchange = serde_json::from_str(&row.record).ok()?;
    Some(SentAttempt::of(row.segment, false, exchange))
}

impl SentAttempt {
    fn of(segment: u32, running: bool, exchange: SentExchange) -> Self {
        let whole = !exchange.request.body.cut && exchange.request.body.abbreviated == 0;
        Self {
            segment,
            running,
            whole,
            exchange,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.exchange.times.began_ms == other.exchange.times.began_ms && self.exchange.request == other.exchange.request
    }
}
