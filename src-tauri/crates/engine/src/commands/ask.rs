//! Asking: create a chat, send, stop, retry and continue. Each command applies one event and carries out its effects.

use chat::{AnswerId, CommandId, Conversation, ConversationId, Effect, Event, Failure, Tab, TabId, TurnId};
use uuid::Uuid;

use crate::{
    Engine, clock,
    failure::unknown,
    frames::mark::Mark,
    request::attachments::Picked,
    session::{answer_ref::AnswerRef, live::LiveConversation},
    view::{ConversationRow, ConversationView, ModelRef, News, Sent, TabEntry, TabStrip},
};

impl Engine {
    /// Makes a conversation with a tab for each model.
    pub async fn create_conversation(
        &self,
        command: CommandId,
        models: Vec<ModelRef>,
    ) -> Result<ConversationView, Failure> {
        self.once(
            command,
            move |engine| async move { engine.make_conversation(models).await },
        )
        .await
    }

    pub(crate) async fn make_conversation(&self, models: Vec<ModelRef>) -> Result<ConversationView, Failure> {
        let now = clock::now_ms();
        let mut tabs = Vec::with_capacity(models.len());
        for model in models {
            tabs.push(self.new_tab(model).await?);
        }
        let conversation = Conversation::new(ConversationId(Uuid::new_v4()), now);
        let id = conversation.id;
        self.sessions().insert(id, LiveConversation::new(conversation, true));
        self.change(id, |live| {
            let mut effects = vec![Effect::SaveConversation];
            for tab in tabs {
                effects.extend(live.conversation.apply(Event::OpenTab { tab, at: None }, now)?);
            }
            Ok(effects)
        })
        .await?;
        self.tell(News::Conversations);
        self.open_conversation(id).await
    }

    /// Names a conversation.
    pub async fn rename_conversation(
        &self,
        command: CommandId,
        id: ConversationId,
        title: String,
    ) -> Result<ConversationRow, Failure> {
        self.once(command, move |engine| async move {
            engine.apply(id, Event::Rename { title }).await?;
            engine.read(id, LiveConversation::row).await
        })
        .await
    }

    /// Opens a tab at the end of the strip.
    pub async fn add_tab(
        &self,
        command: CommandId,
        id: ConversationId,
        model: ModelRef,
    ) -> Result<ConversationView, Failure> {
        self.once(command, move |engine| async move {
            let tab = engine.new_tab(model).await?;
            let added = tab.id;
            let open = Event::OpenTab { tab, at: None };
            engine
                .change(id, |live| live.conversation.apply(open, clock::now_ms()))
                .await?;
            engine.remember_tab(id, added).await?;
            engine.tell(News::Conversations);
            engine.conversation_view(id).await
        })
        .await
    }

    /// Closes a tab: stops its answers and keeps its history.
    pub async fn close_tab(&self, command: CommandId, id: ConversationId, tab: TabId) -> Result<TabStrip, Failure> {
        self.once(command, move |engine| async move {
            engine
                .change(id, |live| {
                    live.conversation.apply(Event::CloseTab { tab }, clock::now_ms())
                })
                .await?;
            // Until the page says what it shows instead.
            engine.frames().set_visible(id, |visible| {
                visible.selected = visible.selected.filter(|selected| *selected != tab);
            });
            engine.tell(News::Conversations);
            engine.tab_strip(id).await
        })
        .await
    }

    /// Sends a prompt to some tabs of a conversation, all at once; one that looks secret is refused.
    pub async fn send(
        &self,
        command: CommandId,
        id: ConversationId,
        prompt: String,
        tabs: Vec<TabId>,
    ) -> Result<Sent, Failure> {
        self.send_with(command, id, prompt, tabs, Picked::default(), false)
            .await
    }

    /// Sends a prompt with files of the draft, all at once.
    ///
    /// # Errors
    /// `bad_request` with `reason` `looks_secret` where the prompt or a file looks as if it held a secret and the person
    /// has not `confirmed` it.
    pub async fn send_with(
        &self,
        command: CommandId,
        id: ConversationId,
        prompt: String,
        tabs: Vec<TabId>,
        picked: Picked,
        confirmed: bool,
    ) -> Result<Sent, Failure> {
        // Before the command's id is taken: the same one comes again once the person confirmed.
        self.check_prompt(id, &prompt, &picked.files, confirmed).await?;
        self.once(command, move |engine| async move {
            engine.send_once(id, prompt, tabs, picked).await
        })
        .await
    }

    async fn send_once(
        &self,
        id: ConversationId,
        prompt: String,
        tabs: Vec<TabId>,
        picked: Picked,
    ) -> Result<Sent, Failure> {
        let files = picked.files.clone();
        let attached = self.picked(id, picked).await?;
        let to: Vec<(TabId, AnswerId)> = tabs.into_iter().map(|tab| (tab, AnswerId(Uuid::new_v4()))).collect();
        let send = Event::Send {
            turn: TurnId(Uuid::new_v4()),
            prompt,
            attached,
            to: to.clone(),
        };
        self.change(id, |live| live.conversation.apply(send, clock::now_ms()))
            .await?;
        // The prompt is on disk: the draft that became it is done.
        self.remember(move |writer| {
            writer.clear_draft_attachments(id, &files)?;
            writer.save_draft(id, "")
        })
        .await;
        self.tell(News::Conversations);
        let endpoints = self.endpoints();
        let entries = |live: &LiveConversation| {
            let entry = |(_, answer): &(TabId, AnswerId)| live.tab_entry(*answer, &endpoints);
            to.iter().filter_map(entry).collect()
        };
        let done = |live: &LiveConversation| Sent {
            row: live.row(),
            entries: entries(live),
        };
        self.read(id, done).await
    }

    /// Stops one answer. One that has ended stays as it is.
    pub async fn stop(&self, answer: AnswerId) -> Result<(), Failure> {
        let answer_ref = self.answer_ref(answer)?;
        self.change_answer(answer_ref, Event::Stop { answer }).await
    }

    /// Stops every answer of a conversation, queued ones included.
    pub async fn stop_all(&self, id: ConversationId) -> Result<(), Failure> {
        let mut running = Vec::new();
        self.change(id, |live| {
            running.extend(live.conversation.running().map(|answer| answer.id));
            live.conversation.apply(Event::StopAll, clock::now_ms())
        })
        .await?;
        for answer in running {
            self.frames().mark(id, answer, Mark::Whole);
        }
        self.tell(News::Conversations);
        Ok(())
    }

    /// Asks an ended answer, the newest of its tab, again.
    pub async fn retry(&self, command: CommandId, answer: AnswerId) -> Result<TabEntry, Failure> {
        self.once(command, move |engine| async move {
            let answer_ref = engine.answer_ref(answer)?;
            let sibling = AnswerId(Uuid::new_v4());
            engine
                .change_answer(answer_ref, Event::Retry { answer, sibling })
                .await?;
            let endpoints = engine.endpoints();
            let entry = |live: &LiveConversation| {
                let sibling = live.tab_entry(sibling, &endpoints);
                sibling.or_else(|| live.tab_entry(answer, &endpoints))
            };
            engine.read(answer_ref.conversation, entry).await?.ok_or_else(unknown)
        })
        .await
    }

    /// Lets an answer that ended short go on in a further segment.
    pub async fn continue_answer(&self, command: CommandId, answer: AnswerId) -> Result<TabEntry, Failure> {
        self.once(command, move |engine| async move {
            let answer_ref = engine.answer_ref(answer)?;
            engine.change_answer(answer_ref, Event::Continue { answer }).await?;
            let endpoints = engine.endpoints();
            let entry = |live: &LiveConversation| live.tab_entry(answer, &endpoints);
            engine.read(answer_ref.conversation, entry).await?.ok_or_else(unknown)
        })
        .await
    }

    /// An answer's text as the model wrote it, segments joined.
    pub async fn answer_text(&self, answer: AnswerId) -> Result<String, Failure> {
        let answer_ref = self.answer_ref(answer)?;
        let text = |live: &LiveConversation| live.conversation.answers.get(&answer).map(chat::Answer::text);
        Ok(self.read(answer_ref.conversation, text).await?.unwrap_or_default())
    }

    async fn new_tab(&self, model: ModelRef) -> Result<Tab, Failure> {
        Ok(Tab {
            id: TabId(Uuid::new_v4()),
            parameters: self.kept_parameters(&model).await?,
            endpoint: model.endpoint,
            model: model.model,
            head: None,
            name: None,
            closed: false,
            closing: 0,
        })
    }

    async fn change_answer(&self, answer_ref: AnswerRef, event: Event) -> Result<(), Failure> {
        self.change(answer_ref.conversation, |live| {
            live.conversation.apply(event, clock::now_ms())
        })
        .await?;
        self.frames()
            .mark(answer_ref.conversation, answer_ref.answer, Mark::Whole);
        self.tell(News::Conversations);
        Ok(())
    }
}
