//! Other processes write to the same folder (`juxta ask --save`): what they did shows up here.

use std::time::Duration;

use chat::ConversationId;
use store::Store;

use crate::{
    Engine,
    view::{ConversationChange, News},
};

/// How often it is looked at whether somebody else wrote. The log's file says so without waking the store's thread.
const EVERY: Duration = Duration::from_secs(2);
/// The database itself is asked at every so many looks all the same: file systems differ in how well they keep time.
const ASK_EVERY: u32 = 15;

impl Engine {
    /// Watches for other processes' writes since the database was at version `seen`, and tries again what could not be
    /// written.
    pub(crate) fn watch_other_processes(&self, mut seen: i64) {
        let engine = self.clone();
        tokio::spawn(async move {
            let mut others_run = engine.others_run().await;
            let mut trace = None;
            for look in 1u32.. {
                tokio::time::sleep(EVERY).await;
                engine.save_unsaved().await;
                // Read before the database is asked, so that what is written meanwhile shows at the next look.
                let now = store::log_trace(engine.folder());
                let quiet = std::mem::replace(&mut trace, now) == now && !others_run;
                if quiet && !look.is_multiple_of(ASK_EVERY) {
                    continue;
                }
                let Ok(version) = engine.store().run(|store| store.data_version()).await else {
                    return;
                };
                // A process that dies writes nothing: its answers are looked at as long as there are any.
                if std::mem::replace(&mut seen, version) != version || others_run {
                    engine.reread().await;
                    others_run = engine.others_run().await;
                }
            }
        });
    }

    /// Whether an answer has not ended on the disk that does not run here.
    async fn others_run(&self) -> bool {
        let Ok(listed) = self.store().run(|store| store.list()).await else {
            return false;
        };
        let sessions = self.sessions();
        let runs_here = |id| sessions.get(id).is_some_and(|live| live.running() > 0);
        listed.iter().any(|row| row.running && !runs_here(&row.id))
    }

    /// Forgets idle live conversations that hold another process's running answers, and tells the page to read again.
    async fn reread(&self) {
        if let Err(error) = self.store().run(Store::recover).await {
            tracing::warn!(%error, "recovery is not possible now");
        }
        let foreign: Vec<ConversationId> = {
            let mut sessions = self.sessions();
            let idle = sessions
                .iter()
                .filter(|(_, live)| live.is_idle() && live.conversation.running().next().is_some());
            let foreign: Vec<ConversationId> = idle.map(|(id, _)| *id).collect();
            sessions.retain(|id, _| !foreign.contains(id));
            foreign
        };
        self.tell(News::Conversations);
        for id in foreign {
            self.tell(News::Conversation(ConversationChange { id }));
        }
    }
}
