//! Tabs: move, rename, duplicate, reopen, and replay earlier prompts in a tab that was added later.

use chat::{AnswerId, CommandId, Conversation, ConversationId, Event, Failure, Refused, TabId, TurnId};
use uuid::Uuid;

use crate::{
    Engine, clock,
    failure::unknown,
    session::live::LiveConversation,
    view::{ConversationView, News, TabStrip},
};

impl Engine {
    /// Moves a tab to position `to` among the open ones, from 0.
    pub async fn move_tab(
        &self,
        command: CommandId,
        id: ConversationId,
        tab: TabId,
        to: usize,
    ) -> Result<TabStrip, Failure> {
        self.arrange(command, id, Event::MoveTab { tab, to }).await
    }

    /// Renames a tab; a blank name restores its model's.
    pub async fn rename_tab(
        &self,
        command: CommandId,
        id: ConversationId,
        tab: TabId,
        name: String,
    ) -> Result<TabStrip, Failure> {
        self.arrange(command, id, Event::RenameTab { tab, name }).await
    }

    /// Opens a copy of a tab behind it and shows it: same model, same parameters, and what has ended of its history.
    pub async fn duplicate_tab(
        &self,
        command: CommandId,
        id: ConversationId,
        tab: TabId,
    ) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            let copy = TabId(Uuid::new_v4());
            engine
                .show_opened(id, |conversation| {
                    let (tab, at) = conversation.duplicate_of(tab, copy)?;
                    Some((copy, Event::OpenTab { tab, at: Some(at) }))
                })
                .await
        })
        .await
    }

    /// Opens the tab that was closed last, where it stood, and shows it.
    ///
    /// Fails with `bad_request` when none is closed.
    pub async fn reopen_tab(&self, command: CommandId, id: ConversationId) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            engine
                .show_opened(id, |conversation| {
                    let tab = conversation.last_closed()?;
                    Some((tab, Event::ReopenTab { tab }))
                })
                .await
        })
        .await
    }

    /// Asks in a tab without a history, one after the other, the prompts of the history of `like`.
    pub async fn replay_tab(
        &self,
        command: CommandId,
        id: ConversationId,
        tab: TabId,
        like: TabId,
    ) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            let turns = engine.read(id, |live| turns_of(live, like)).await?;
            engine.arrange_now(id, Event::Replay { tab, turns }).await
        })
        .await
    }

    /// Stops everything that runs and waits in a tab.
    pub async fn stop_tab(&self, id: ConversationId, tab: TabId) -> Result<(), Failure> {
        self.apply(id, Event::StopTab { tab }).await?;
        Ok(())
    }

    async fn arrange(&self, command: CommandId, id: ConversationId, event: Event) -> Result<TabStrip, Failure> {
        self.once(command, move |engine| async move {
            engine.apply(id, event).await?;
            engine.tab_strip(id).await
        })
        .await
    }

    /// Returns the headers of a conversation's open tabs.
    pub(crate) async fn tab_strip(&self, id: ConversationId) -> Result<TabStrip, Failure> {
        self.read(id, LiveConversation::tab_strip).await
    }

    /// One event, and the conversation after it.
    pub(crate) async fn arrange_now(&self, id: ConversationId, event: Event) -> Result<ConversationView, Failure> {
        self.apply(id, event).await?;
        self.conversation_view(id).await
    }

    /// Opens a tab and remembers it as the one shown. `open` reads the conversation that its event then changes: nothing
    /// comes between the two. Where it finds nothing to open, the tab asked for is not there.
    pub(crate) async fn show_opened(
        &self,
        id: ConversationId,
        open: impl FnOnce(&Conversation) -> Option<(TabId, Event)> + Send,
    ) -> Result<ConversationView, Failure> {
        let (mut opened, mut missing) = (None, false);
        let changed = self.change(id, |live| {
            let found = open(&live.conversation);
            missing = found.is_none();
            let (tab, event) = found.ok_or(Refused::UnknownTab)?;
            opened = Some(tab);
            live.conversation.apply(event, clock::now_ms())
        });
        let changed = changed.await;
        if missing {
            return Err(unknown());
        }
        changed?;
        self.remember_tab(id, opened.ok_or_else(unknown)?).await?;
        self.tell(News::Conversations);
        self.conversation_view(id).await
    }
}

/// The turns of a tab's history, each with a new answer's id.
fn turns_of(live: &LiveConversation, source: TabId) -> Vec<(TurnId, AnswerId)> {
    let path = live.conversation.path(source).into_iter();
    path.map(|answer| (answer.turn, AnswerId(Uuid::new_v4()))).collect()
}
