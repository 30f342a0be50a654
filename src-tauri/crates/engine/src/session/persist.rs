//! From a change to the disk: what the machine says is to be saved, in one transaction, in the order of the changes.

use std::{future::Future, pin::Pin};

use chat::{Answer, Conversation, ConversationId, Effect, Tab, TabId, Turn};
use store::{StoreError, Writer};

use crate::{Engine, session::live::LiveConversation, view::News};

type Written = Pin<Box<dyn Future<Output = Result<(), StoreError>> + Send>>;

/// Queued write of a live conversation.
pub(crate) struct Commit {
    /// Resolves when it is on the disk.
    written: Written,
    /// Its number among the live conversation's writes.
    number: u64,
    /// Whether it writes the live conversation whole.
    whole: bool,
}

/// What one change writes.
#[derive(Default)]
struct Batch {
    whole: bool,
    header: Option<Conversation>,
    tabs: Vec<Tab>,
    order: Vec<TabId>,
    turns: Vec<Turn>,
    answers: Vec<Answer>,
}

impl Batch {
    fn new(live: &LiveConversation, effects: &[Effect]) -> Self {
        let conversation = &live.conversation;
        let mut batch = Self {
            whole: live.writes.is_owed(),
            ..Self::default()
        };
        if batch.whole {
            batch.header = Some(conversation.clone());
            return batch;
        }
        for effect in effects {
            match effect {
                Effect::SaveConversation => batch.header = Some(header(conversation)),
                Effect::SaveTab(id) => batch
                    .tabs
                    .extend(conversation.tabs.iter().find(|tab| tab.id == *id).cloned()),
                Effect::SaveTabOrder => batch.order = conversation.tabs.iter().map(|tab| tab.id).collect(),
                Effect::SaveTurn(id) => batch.turns.extend(conversation.turns.get(id).cloned()),
                Effect::SaveAnswer(id) => batch.answers.extend(conversation.answers.get(id).cloned()),
                Effect::Request(_) | Effect::Cancel(_) => {}
            }
        }
        batch
    }

    fn is_empty(&self) -> bool {
        let nothing_made = self.tabs.is_empty() && self.turns.is_empty() && self.answers.is_empty();
        self.header.is_none() && self.order.is_empty() && nothing_made
    }

    fn write(&self, id: ConversationId, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        match &self.header {
            Some(conversation) if self.whole => return writer.save_conversation(conversation),
            Some(conversation) => writer.save_header(conversation)?,
            None => {}
        }
        self.tabs.iter().try_for_each(|tab| writer.save_tab(id, tab))?;
        if !self.order.is_empty() {
            writer.order_tabs(&self.order)?;
        }
        self.turns.iter().try_for_each(|turn| writer.save_turn(id, turn))?;
        self.answers.iter().try_for_each(|answer| writer.save_answer(answer))
    }
}

/// The conversation without what is in it: all that its own row needs.
fn header(conversation: &Conversation) -> Conversation {
    let mut header = Conversation::new(conversation.id, conversation.created_ms);
    header.title.clone_from(&conversation.title);
    header.updated_ms = conversation.updated_ms;
    header.context = conversation.context;
    header
}

impl Engine {
    /// Queues the write of a change. Call it under the lock, so that writes keep the order of
    /// the changes.
    pub(crate) fn save(&self, live: &mut LiveConversation, effects: &[Effect]) -> Commit {
        let batch = Batch::new(live, effects);
        let (number, whole) = (live.writes.hand_over(), batch.whole);
        if !live.kept || batch.is_empty() {
            let written = Box::pin(std::future::ready(Ok(())));
            return Commit {
                written,
                number,
                whole: false,
            };
        }
        if whole {
            // The whole text is in the batch; the journal must not add its newest part again.
            drop(live.take_unwritten());
        }
        let id = live.conversation.id;
        let run = self
            .store()
            .run(move |store| store.write(|writer| batch.write(id, writer)));
        Commit {
            written: Box::pin(run),
            number,
            whole,
        }
    }

    /// Queues a write that is not a change of the conversation, under the rules of [`Engine::save`].
    pub(crate) fn save_beside(
        &self,
        live: &mut LiveConversation,
        write: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Commit {
        let number = live.writes.hand_over();
        let written: Written = if live.kept {
            Box::pin(self.store().run(move |store| store.write(write)))
        } else {
            Box::pin(std::future::ready(Ok(())))
        };
        Commit {
            written,
            number,
            whole: false,
        }
    }

    /// Waits for a write. A failed one is reported and retried as a whole; the conversation stays in memory.
    pub(crate) async fn settle(&self, id: ConversationId, commit: Commit) {
        match commit.written.await {
            Ok(()) if commit.whole => {
                if let Some(live) = self.sessions().get_mut(&id) {
                    live.writes.whole(commit.number);
                }
            }
            // Deleted by the person or another process.
            Ok(()) | Err(StoreError::Gone | StoreError::Closed) => {}
            Err(error) => {
                tracing::error!(%error, "a conversation is not saved");
                self.owe(&[(id, commit.number)]);
            }
        }
    }

    /// Records failed writes, and reports them once until a later write covers them.
    pub(crate) fn owe(&self, failed: &[(ConversationId, u64)]) {
        let mut sessions = self.sessions();
        let mut fresh = false;
        for (id, number) in failed {
            fresh |= sessions.get_mut(id).is_some_and(|live| live.writes.fail(*number));
        }
        drop(sessions);
        if fresh {
            self.tell(News::StorageFailed);
        }
    }

    /// Tries again to write what could not be written.
    pub(crate) async fn save_unsaved(&self) {
        let owed =
            |(id, live): (&ConversationId, &LiveConversation)| (live.kept && live.writes.is_owed()).then_some(*id);
        let unsaved: Vec<ConversationId> = self.sessions().iter().filter_map(owed).collect();
        for id in unsaved {
            let commit = self.sessions().get_mut(&id).map(|live| self.save(live, &[]));
            if let Some(commit) = commit {
                self.settle(id, commit).await;
            }
        }
    }
}
