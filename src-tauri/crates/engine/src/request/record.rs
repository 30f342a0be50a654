//! What was sent for an answer and what came back: written down where requests are made, kept on the disk, shown on demand.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use chat::{AnswerId, ConversationId, ErrorCode, Failure, FormField, RefusalReason, SentBody, SentExchange};
use parking_lot::{Mutex, MutexGuard};
use store::SentRow;

use crate::{
    Engine, clock, export,
    stored::StoredExchange,
    view::{SentAttempt, SentCopy, SentView},
};

/// Requests under way, which are not on the disk yet.
#[derive(Default)]
pub(crate) struct UnderWay(Mutex<HashMap<AnswerId, SentAttempt>>);

impl UnderWay {
    fn lock(&self) -> MutexGuard<'_, HashMap<AnswerId, SentAttempt>> {
        self.0.lock()
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
        let attempt = SentAttempt::from_exchange(self.segment, true, exchange.clone());
        self.engine.under_way().lock().insert(self.answer, attempt);
    }

    fn ended(&self, exchange: SentExchange) {
        let Ok(record) = serde_json::to_string(&StoredExchange::from(exchange.clone())) else {
            return;
        };
        let (answer, segment) = (self.answer, self.segment);
        let row = SentRow {
            segment,
            began_ms: exchange.times.began_ms,
            record,
        };
        // The write is queued when this returns, so later reads find it.
        drop(self.engine.store().run(move |store| {
            let saved = store.write(|writer| writer.save_sent(answer, &row));
            saved.inspect_err(|error| tracing::warn!(%error, "what was sent is not kept"))
        }));
        self.engine.under_way().lock().remove(&answer);
    }
}

impl Engine {
    /// Returns the log for an answer's requests; `None` for a conversation that is not saved.
    pub(crate) fn recorder(
        &self,
        conversation: ConversationId,
        answer: AnswerId,
        segment: usize,
    ) -> Option<Arc<dyn wire::SentLog>> {
        let kept = self.sessions().get(&conversation).is_some_and(|live| live.kept);
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
        let rows = rows?;
        let mut attempts: Vec<SentAttempt> = rows.iter().filter_map(attempt).collect();
        // It may have ended meanwhile; then the record is stored already.
        attempts.extend(running.filter(|running| !attempts.iter().any(|known| known.is_same(running))));
        Ok(SentView { attempts })
    }

    /// One of these requests (from 0) as a `curl` call, its secrets named as variables. Where files went with it, its body
    /// is written into the downloads folder, and the call names that file.
    ///
    /// # Errors
    /// `bad_request` with `reason` `not_kept_whole` if there is no record or it is incomplete, `file_gone` if an
    /// attachment was deleted since; `storage_failed` if the body cannot be written.
    pub async fn sent_as_curl(&self, answer: AnswerId, attempt: usize) -> Result<SentCall, Failure> {
        self.sent_as_curl_in(answer, attempt, self.exports()).await
    }

    /// The same with the body, where it needs a file, written into `folder`.
    pub async fn sent_as_curl_in(
        &self,
        answer: AnswerId,
        attempt: usize,
        folder: PathBuf,
    ) -> Result<SentCall, Failure> {
        let request = self.one_sent(answer, attempt).await?.exchange.request;
        if let Some(call) = wire::curl_command(&request) {
            return Ok(SentCall { call, file: None });
        }
        let body = self.whole_body(&request.body).await?;
        let name = format!("juxta-request-{}", clock::now_ms() / 1000);
        let path = export::write(folder, name, "json", body).await?;
        Ok(SentCall {
            call: wire::curl_command_with_file(&request, &path),
            file: Some(path),
        })
    }

    /// Writes one of these requests and what came back, as they are shown, into the downloads folder as JSON; says where.
    pub async fn save_sent(&self, answer: AnswerId, attempt: usize) -> Result<String, Failure> {
        self.save_sent_in(answer, attempt, self.exports()).await
    }

    /// The same into `folder`.
    pub async fn save_sent_in(&self, answer: AnswerId, attempt: usize, folder: PathBuf) -> Result<String, Failure> {
        let exchange = self.one_sent(answer, attempt).await?.exchange;
        let text = serde_json::to_string_pretty(&exchange).map_err(|_| Failure::new(ErrorCode::Internal))?;
        let name = format!("juxta-sent-{}", exchange.times.began_ms / 1000);
        export::write(folder, name, "json", text + "\n").await
    }

    async fn one_sent(&self, answer: AnswerId, attempt: usize) -> Result<SentAttempt, Failure> {
        let mut attempts = self.sent(answer).await?.attempts;
        if attempt < attempts.len() {
            return Ok(attempts.swap_remove(attempt));
        }
        Err(refused(RefusalReason::NotKeptWhole))
    }

    /// A body with its files put back, byte for byte as it went out.
    async fn whole_body(&self, body: &SentBody) -> Result<String, Failure> {
        if SentCopy::from_body(body) != SentCopy::File {
            return Err(refused(RefusalReason::NotKeptWhole));
        }
        let mut files = wire::Files::default();
        for hash in wire::redacted_files(body) {
            if let Some(bytes) = self.read_media(hash).await.filter(|_| !files.has(hash)) {
                files.put(hash, bytes.into());
            }
        }
        let body = body.clone();
        let made = tokio::task::spawn_blocking(move || wire::restore_body(&body, &files)).await;
        made.ok().flatten().ok_or_else(|| refused(RefusalReason::FileGone))
    }
}

/// A request as a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentCall {
    /// For a shell.
    pub call: String,
    /// The file its body was written to.
    pub file: Option<String>,
}

fn refused(reason: RefusalReason) -> Failure {
    Failure::refused_field(FormField::Sent, reason)
}

impl SentCopy {
    fn from_body(body: &SentBody) -> Self {
        match body {
            SentBody { cut: true, .. } => Self::No,
            SentBody { abbreviated: 0, .. } => Self::Whole,
            // Older builds stored no hash of the body, so a restored body could not be verified.
            SentBody { sha256, .. } if sha256.is_empty() => Self::No,
            _ => Self::File,
        }
    }
}

/// A row as it is shown. One that cannot be read is another build's, and left out.
fn attempt(row: &SentRow) -> Option<SentAttempt> {
    let stored: StoredExchange = serde_json::from_str(&row.record).ok()?;
    Some(SentAttempt::from_exchange(row.segment, false, stored.into()))
}

impl SentAttempt {
    fn from_exchange(segment: u32, running: bool, exchange: SentExchange) -> Self {
        Self {
            segment,
            running,
            copy: SentCopy::from_body(&exchange.request.body),
            exchange,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.exchange.times.began_ms == other.exchange.times.began_ms && self.exchange.request == other.exchange.request
    }
}
