//! The conversation list, and what the person left in each conversation.

use chat::{CommandId, ConversationId, Failure, StorageCause, TabId};
use store::{StoreError, Writer};

use crate::{
    Engine,
    failure::unknown,
    frames::mark::Mark,
    session::live::LiveConversation,
    setting::Setting,
    view::{ConversationRow, ConversationView, Layout, News},
};

/// The setting that names the conversation shown last.
const OPEN: Setting<ConversationId> = Setting::new("open_conversation");
/// Idle conversations kept in memory besides the one shown.
const IDLE_KEPT: usize = 4;

impl Engine {
    /// Every conversation, the last changed first.
    pub async fn list_conversations(&self) -> Result<Vec<ConversationRow>, Failure> {
        let listed = self.store().run(|store| store.list()).await?;
        let row = |summary: store::ConversationSummary| ConversationRow {
            id: summary.id,
            title: summary.title,
            updated_ms: summary.updated_ms,
            tabs: summary.open_tabs,
            running: summary.running,
        };
        Ok(listed.into_iter().map(row).collect())
    }

    /// Shows a conversation: its snapshot now, its frames from now on.
    pub async fn open_conversation(&self, id: ConversationId) -> Result<ConversationView, Failure> {
        self.load(id).await?;
        // Before the snapshot, so that nothing falls between it and the first frame.
        let is_new = self.frames().show(Some(id));
        self.release_idle();
        self.remember_setting(&OPEN, id).await;
        let view = self.conversation_view(id).await?;
        // A page that reads once more goes on seeing what it saw.
        if is_new {
            self.frames().set_visible(id, |visible| {
                visible.selected = view.selected;
                visible.is_wide = view.layout == Layout::Columns;
            });
        }
        Ok(view)
    }

    /// The conversation shown last, if it is still there.
    pub(crate) async fn last_conversation(&self) -> Result<Option<ConversationView>, Failure> {
        let last = self.setting(&OPEN).await?;
        match last {
            // Deleted by another process meanwhile: then none is shown.
            Some(id) => Ok(self.open_conversation(id).await.ok()),
            None => Ok(None),
        }
    }

    /// A snapshot.
    pub(crate) async fn conversation_view(&self, id: ConversationId) -> Result<ConversationView, Failure> {
        let saved = self.store().run(move |store| store.saved_view(id)).await?;
        let endpoints = self.endpoints();
        self.read(id, |live| live.view(&endpoints, saved)).await
    }

    /// Has a conversation in memory.
    pub(crate) async fn load(&self, id: ConversationId) -> Result<(), Failure> {
        if self.sessions().contains_key(&id) {
            return Ok(());
        }
        let loaded = self.store().run(move |store| store.load_conversation(id)).await;
        let conversation = loaded?.ok_or_else(unknown)?;
        self.sessions()
            .entry(id)
            .or_insert_with(|| LiveConversation::new(conversation, true));
        Ok(())
    }

    /// Releases idle conversations when there are many.
    fn release_idle(&self) {
        let shown = self.frames().shown();
        let mut sessions = self.sessions();
        let idle: Vec<ConversationId> = sessions
            .iter()
            .filter(|(id, live)| Some(**id) != shown && live.is_idle())
            .map(|(id, _)| *id)
            .collect();
        for id in idle.iter().skip(IDLE_KEPT) {
            sessions.remove(id);
        }
    }

    /// Deletes a conversation with everything in it; what runs in it ends at once.
    pub async fn delete_conversation(&self, command: CommandId, id: ConversationId) -> Result<(), Failure> {
        self.once(command, move |engine| async move {
            // First on the disk: should that fail, everything is as it was.
            let deleted = engine.store().run(move |store| store.delete_conversation(id));
            deleted.await?;
            engine.sessions().remove(&id);
            if engine.frames().shown() == Some(id) {
                engine.frames().show(None);
            }
            engine.count_running();
            engine.tell(News::Conversations);
            Ok(())
        })
        .await
    }

    /// The page shows another tab: what was written in it meanwhile comes with the next frame.
    pub async fn select_tab(&self, id: ConversationId, tab: TabId) -> Result<(), Failure> {
        self.frames().set_visible(id, |visible| visible.selected = Some(tab));
        self.tell_due(id);
        self.remember_tab(id, tab).await
    }

    /// Marks the visible tabs' answers that have something no frame has carried.
    pub(crate) fn tell_due(&self, id: ConversationId) {
        let (sessions, visible) = (self.sessions(), self.frames().visible());
        let Some(live) = sessions.get(&id) else { return };
        for answer in live.due(&visible) {
            self.frames().mark(id, answer, Mark::Moved);
        }
    }

    /// Remembers which tab is shown.
    pub(crate) async fn remember_tab(&self, id: ConversationId, tab: TabId) -> Result<(), Failure> {
        self.write(move |writer| writer.select_tab(id, Some(tab))).await
    }

    /// Remembers the composer's text.
    pub async fn save_draft(&self, id: ConversationId, text: String) -> Result<(), Failure> {
        self.write(move |writer| writer.save_draft(id, &text)).await
    }

    /// Remembers where the shown tab is scrolled to.
    pub async fn save_scroll(&self, id: ConversationId, top: Option<f64>) -> Result<(), Failure> {
        self.write(move |writer| writer.save_scroll(id, top)).await
    }

    /// Writes one small thing. A conversation that was deleted meanwhile is not an error.
    pub(crate) async fn write(
        &self,
        write: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), Failure> {
        match self.store().run(move |store| store.write(write)).await {
            Ok(()) | Err(StoreError::Gone) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// [`Engine::write`] for what matters less than what it comes with: that it failed is only logged.
    pub(crate) async fn remember(
        &self,
        write: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError> + Send + 'static,
    ) {
        if let Err(failure) = self.write(write).await {
            tracing::warn!(
                cause = failure.storage_cause().map(StorageCause::as_str),
                "what the page shows is not remembered"
            );
        }
    }
}
