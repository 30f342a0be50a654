//! The commands of a conversation: each is one event for its machine, and the effects that come out of it.

use chat::{
    AnswerId, CommandId, Conversation, ConversationId, Delta, Effect, Ending, ErrorCode, Event, Failure, Parameters,
    Refused, Request, Tab, TabId, TurnId,
};
use uuid::Uuid;

use crate::{
    Engine,
    asking::{Place, Started},
    clock,
    frames::Mark,
    room::Room,
    view::{ConversationChange, ConversationRow, ConversationView, ModelRef, News, Sent, TabEntry},
};

impl Engine {
    /// Makes a conversation with a tab for each model.
    pub async fn create_conversation(
        &self,
        command: CommandId,
        models: Vec<ModelRef>,
    ) -> Result<ConversationView, Failure> {
        let engine = self.clone();
        self.ledger()
            .once(command, async move { engine.found(models).await })
            .await
    }

    pub(crate) async fn found(&self, models: Vec<ModelRef>) -> Result<ConversationView, Failure> {
        let now = clock::now_ms();
        let conversation = Conversation::new(ConversationId(Uuid::new_v4()), now);
        let id = conversation.id;
        self.rooms().insert(id, Room::new(conversation, true));
        self.change(id, |room| {
            let mut effects = vec![Effect::SaveConversation];
            for model in models {
                effects.extend(room.conversation.apply(
                    Event::OpenTab {
                        tab: new_tab(model),
                        at: None,
                    },
                    now,
                )?);
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
        let engine = self.clone();
        self.ledger()
            .once(command, async move {
                engine.enter(id).await?;
                engine
                    .change(id, |room| {
                        room.conversation.apply(Event::Rename { title }, clock::now_ms())
                    })
                    .await?;
                engine.tell(News::Conversations);
                engine.with_room(id, Room::row)
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
        let engine = self.clone();
        self.ledger()
            .once(command, async move {
                engine.enter(id).await?;
                let tab = new_tab(model);
                let added = tab.id;
                let open = Event::OpenTab { tab, at: None };
                engine
                    .change(id, |room| room.conversation.apply(open, clock::now_ms()))
                    .await?;
                engine.select_tab(id, added).await?;
                engine.tell(News::Conversations);
                engine.conversation_view(id).await
            })
            .await
    }

    /// Closes a tab: what runs in it is stopped, its history kept.
    pub async fn close_tab(
        &self,
        command: CommandId,
        id: ConversationId,
        tab: TabId,
    ) -> Result<ConversationView, Failure> {
        let engine = self.clone();
        self.ledger()
            .once(command, async move {
                engine.enter(id).await?;
                engine
                    .change(id, |room| {
                        room.conversation.apply(Event::CloseTab { tab }, clock::now_ms())
                    })
                    .await?;
                engine.tell(News::Conversations);
                engine.conversation_view(id).await
            })
            .await
    }

    /// Sends a prompt to some tabs of a conversation, all at once.
    pub async fn send(
        &self,
        command: CommandId,
        id: ConversationId,
        prompt: String,
        tabs: Vec<TabId>,
    ) -> Result<Sent, Failure> {
        let engine = self.clone();
        self.ledger()
            .once(command, async move { engine.send_once(id, prompt, tabs).await })
            .await
    }

    async fn send_once(&self, id: ConversationId, prompt: String, tabs: Vec<TabId>) -> Result<Sent, Failure> {
        self.enter(id).await?;
        let to: Vec<(TabId, AnswerId)> = tabs.into_iter().map(|tab| (tab, AnswerId(Uuid::new_v4()))).collect();
        let send = Event::Send {
            turn: TurnId(Uuid::new_v4()),
            prompt,
            to: to.clone(),
        };
        self.change(id, |room| room.conversation.apply(send, clock::now_ms()))
            .await?;
        // The prompt is on disk: the draft that became it is done.
        self.save_draft(id, String::new()).await?;
        self.tell(News::Conversations);
        let endpoints = self.endpoints();
        self.with_room(id, |room| Sent {
            row: room.row(),
            entries: to
                .iter()
                .filter_map(|(_, answer)| room.tab_entry(*answer, &endpoints))
                .collect(),
        })
    }

    /// Stops one answer. One that has ended stays as it is.
    pub async fn stop(&self, answer: AnswerId) -> Result<(), Failure> {
        let place = self.place(answer)?;
        self.change_answer(place, Event::Stop { answer }).await
    }

    /// Stops every answer of a conversation, queued ones included.
    pub async fn stop_all(&self, id: ConversationId) -> Result<(), Failure> {
        let running = self.with_room(id, |room| {
            room.conversation.running().map(|answer| answer.id).collect::<Vec<_>>()
        })?;
        self.change(id, |room| room.conversation.apply(Event::StopAll, clock::now_ms()))
            .await?;
        for answer in running {
            self.frames().mark(
                id,
                answer,
                Mark {
                    whole: true,
                    ..Mark::default()
                },
            );
        }
        self.tell(News::Conversations);
        Ok(())
    }

    /// Asks an ended answer, the newest of its tab, again.
    pub async fn retry(&self, command: CommandId, answer: AnswerId) -> Result<TabEntry, Failure> {
        let engine = self.clone();
        self.ledger()
            .once(command, async move {
                let place = engine.place(answer)?;
                let sibling = AnswerId(Uuid::new_v4());
                engine.change_answer(place, Event::Retry { answer, sibling }).await?;
                let endpoints = engine.endpoints();
                engine
                    .with_room(place.conversation, |room| {
                        room.tab_entry(sibling, &endpoints)
                            .or_else(|| room.tab_entry(answer, &endpoints))
                    })?
                    .ok_or_else(unknown)
            })
            .await
    }

    /// Lets an answer that ended short go on in a further segment.
    pub async fn continue_answer(&self, command: CommandId, answer: AnswerId) -> Result<TabEntry, Failure> {
        let engine = self.clone();
        self.ledger()
            .once(command, async move {
                let place = engine.place(answer)?;
                engine.change_answer(place, Event::Continue { answer }).await?;
                let endpoints = engine.endpoints();
                engine
                    .with_room(place.conversation, |room| room.tab_entry(answer, &endpoints))?
                    .ok_or_else(unknown)
            })
            .await
    }

    /// An answer's text as the model wrote it, segments joined.
    pub async fn answer_text(&self, answer: AnswerId) -> Result<String, Failure> {
        let place = self.place(answer)?;
        self.with_room(place.conversation, |room| {
            let segments = room
                .conversation
                .answers
                .get(&answer)
                .map(|answer| answer.segments.as_slice());
            segments
                .unwrap_or_default()
                .iter()
                .map(|segment| segment.text.as_str())
                .collect()
        })
    }

    async fn change_answer(&self, place: Place, event: Event) -> Result<(), Failure> {
        self.change(place.conversation, |room| {
            room.conversation.apply(event, clock::now_ms())
        })
        .await?;
        self.frames().mark(
            place.conversation,
            place.answer,
            Mark {
                whole: true,
                ..Mark::default()
            },
        );
        self.tell(News::Conversations);
        Ok(())
    }

    /// One change of a conversation: what it cancels ends at once, what it saves is on disk, then what it asks goes out.
    pub(crate) async fn change(
        &self,
        id: ConversationId,
        act: impl FnOnce(&mut Room) -> Result<Vec<Effect>, Refused> + Send,
    ) -> Result<(), Failure> {
        let (commit, requests) = {
            let mut rooms = self.rooms();
            let room = rooms.get_mut(&id).ok_or_else(unknown)?;
            let effects = act(room).map_err(refused)?;
            for effect in &effects {
                match effect {
                    Effect::Cancel(answer) => room.cancel(*answer),
                    Effect::SaveAnswer(answer) => room.tell_end(*answer),
                    _ => {}
                }
            }
            // Handed over while the room is locked, so that writes keep the order of the changes.
            (self.save(room, &effects), requests_of(effects))
        };
        self.settle(id, commit).await;
        self.start(id, requests);
        Ok(())
    }

    /// Sends out what a change asked for, unless it was stopped meanwhile.
    fn start(&self, id: ConversationId, requests: Vec<Request>) {
        let mut started = Vec::new();
        if let Some(room) = self.rooms().get_mut(&id) {
            for request in requests {
                let runs = room
                    .conversation
                    .answers
                    .get(&request.answer)
                    .is_some_and(|answer| answer.state.is_running());
                if runs && room.live(request.answer).is_none() {
                    let (number, stopped) = room.begin(request.answer, request.segment);
                    started.push(Started {
                        conversation: id,
                        request,
                        number,
                        stopped,
                    });
                }
            }
        }
        let any = !started.is_empty();
        for started in started {
            self.frames().mark(
                id,
                started.request.answer,
                Mark {
                    whole: true,
                    ..Mark::default()
                },
            );
            self.ask_model(started);
        }
        self.count_running();
        if any {
            self.tell(News::Running);
        }
    }

    /// Takes one delta of a running request. `false` when it no longer counts.
    pub(crate) fn take(&self, id: ConversationId, answer: AnswerId, number: u64, delta: Delta) -> bool {
        let mark = self
            .rooms()
            .get_mut(&id)
            .and_then(|room| room.take(answer, number, delta, clock::now_ms()));
        if let Some(mark) = mark {
            self.frames().mark(id, answer, mark);
        }
        mark.is_some()
    }

    /// Ends a request that ended by itself, and starts what waited for it.
    pub(crate) async fn ended(&self, id: ConversationId, answer: AnswerId, number: u64, ending: Ending) {
        let done = self
            .change(id, |room| match room.end(answer, number) {
                Some(at_ms) => room
                    .conversation
                    .apply(Event::Ended { answer, ending, at_ms }, clock::now_ms()),
                None => Ok(Vec::new()),
            })
            .await;
        if let Err(failure) = done {
            tracing::error!(code = failure.code.as_str(), "an ended answer had no conversation");
        }
        self.frames().mark(
            id,
            answer,
            Mark {
                whole: true,
                ..Mark::default()
            },
        );
        self.tell(News::Conversations);
        if self.frames().shown() != Some(id) {
            self.tell(News::Conversation(ConversationChange { id }));
        }
    }
}

fn new_tab(model: ModelRef) -> Tab {
    Tab {
        id: TabId(Uuid::new_v4()),
        endpoint: model.endpoint,
        model: model.model,
        parameters: Parameters::default(),
        head: None,
        closed: false,
    }
}

fn requests_of(effects: Vec<Effect>) -> Vec<Request> {
    effects
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::Request(request) => Some(request),
            _ => None,
        })
        .collect()
}

/// A page that names what is not there any more.
pub(crate) fn unknown() -> Failure {
    Failure::new(ErrorCode::BadRequest).with("reason", "unknown")
}

fn refused(refused: Refused) -> Failure {
    Failure::new(ErrorCode::BadRequest).with("reason", refused.to_string())
}
