//! The journal of running answers: their new text goes to the store every 100 ms, all of it in one transaction.

use std::time::Duration;

use store::{JournalRow, StoreError, TextKind};

use crate::{Engine, session::live::Unwritten};

/// How long text may wait in memory. With the time of a write, a killed process loses less than 250 ms of it.
const FLUSH: Duration = Duration::from_millis(100);

impl Engine {
    /// Writes the journal until the engine is closed; sleeps while nothing runs.
    pub(crate) fn keep_journal(&self) {
        let engine = self.clone();
        tokio::spawn(async move {
            while !engine.is_closed() {
                engine.writing().notified().await;
                while engine.sessions().values().any(|live| live.running() > 0) {
                    tokio::time::sleep(FLUSH).await;
                    engine.flush_journal().await;
                }
            }
        });
    }

    /// Hands the text that arrived since the last time to the store, and waits until it is written.
    pub(crate) async fn flush_journal(&self) {
        let (written, numbers) = {
            let mut sessions = self.sessions();
            let (mut lines, mut numbers) = (Vec::new(), Vec::new());
            // What is owed is written with the whole live conversation.
            for live in sessions.values_mut().filter(|live| live.kept && !live.writes.is_owed()) {
                let before = lines.len();
                for (answer, segment, unwritten) in live.take_unwritten() {
                    lines.extend(rows(answer, segment, unwritten));
                }
                if lines.len() > before {
                    numbers.push((live.conversation.id, live.writes.hand_over()));
                }
            }
            if lines.is_empty() {
                return;
            }
            // In line while the live conversations are locked: an answer that ends next is written after its last journal row.
            (self.store().run(move |store| store.append(&lines)), numbers)
        };
        match written.await {
            Ok(()) | Err(StoreError::Closed) => {}
            Err(error) => {
                tracing::error!(%error, "the journal is not written");
                // The text is in memory; the live conversations are written whole as soon as that works again.
                self.owe(&numbers);
            }
        }
    }
}

fn rows(answer: chat::AnswerId, segment: usize, unwritten: Unwritten) -> impl Iterator<Item = JournalRow> {
    let segment = u32::try_from(segment).unwrap_or(u32::MAX);
    [
        (TextKind::Reasoning, unwritten.reasoning),
        (TextKind::Text, unwritten.text),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    .map(move |(kind, text)| JournalRow {
        answer,
        segment,
        kind,
        text,
    })
}
