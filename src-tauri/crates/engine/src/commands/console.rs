//! Asking without a page: several models at once, their deltas as they come, each answer whole at its end.

use std::collections::HashMap;

use chat::{
    AnswerId, Attached, Conversation, ConversationId, Effect, EndpointId, ErrorCode, Event, Failure, Parameters,
    RefusalReason, Tab, TabId, TurnId,
};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::{
    Engine, Ready, clock,
    preferences::privacy::none_found,
    session::{
        listener::{AskEvent, Listener},
        live::LiveConversation,
    },
};

/// One model to ask.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where.
    pub endpoint: EndpointId,
    /// The model id.
    pub model: String,
    /// Parameters of the request.
    pub parameters: Parameters,
}

/// One prompt for several models.
#[derive(Clone, Debug)]
pub struct AskRequest {
    /// The models, in the order their events are numbered.
    pub questions: Vec<Question>,
    /// The prompt.
    pub prompt: String,
    /// What goes with it.
    pub files: Vec<Ready>,
    /// Whether the conversation is saved; otherwise nothing is written.
    pub save: bool,
    /// Whether the person agreed to send what looks like a secret.
    pub confirmed: bool,
}

/// Answers under way.
pub struct AskStream {
    /// The conversation they belong to; on disk only if it was to be saved.
    pub conversation: ConversationId,
    events: mpsc::UnboundedReceiver<AskEvent>,
    open: usize,
}

impl AskStream {
    /// Whether the next event has come already.
    pub fn has_next(&self) -> bool {
        self.open > 0 && !self.events.is_empty()
    }

    /// The next event; `None` once every answer has ended.
    pub async fn next(&mut self) -> Option<AskEvent> {
        if self.open == 0 {
            return None;
        }
        let event = self.events.recv().await?;
        if matches!(event, AskEvent::Ended { .. }) {
            self.open -= 1;
        }
        Some(event)
    }
}

impl Engine {
    /// Asks several models at once. Stop them with [`Engine::stop_all`].
    ///
    /// # Errors
    /// `bad_request` with `reason` `looks_secret` where the prompt or a file looks as if it held a secret and the request
    /// is not `confirmed`.
    pub async fn ask(&self, request: AskRequest) -> Result<AskStream, Failure> {
        if !request.confirmed {
            none_found(self.suspects_among(&request.prompt, &request.files).await?)?;
        }
        let now = clock::now_ms();
        let conversation = Conversation::new(ConversationId(Uuid::new_v4()), now);
        let id = conversation.id;
        let mut live = LiveConversation::new(conversation, request.save);
        let mut effects = vec![Effect::SaveConversation];
        let mut to = Vec::new();
        for question in request.questions {
            let tab = tab(question);
            to.push((tab.id, AnswerId(Uuid::new_v4())));
            let opened = live.conversation.apply(Event::OpenTab { tab, at: None }, now);
            effects.extend(opened?);
        }
        let files = self.bring(&mut live, request.files).await?;
        let (events, received) = mpsc::unbounded_channel();
        let order: HashMap<AnswerId, usize> = to
            .iter()
            .enumerate()
            .map(|(index, (_, answer))| (*answer, index))
            .collect();
        let open = order.len();
        live.listener = Some(Listener { order, events });
        self.sessions().insert(id, live);
        let send = Event::Send {
            turn: TurnId(Uuid::new_v4()),
            prompt: request.prompt,
            attached: Attached {
                files,
                unseen_by: Vec::new(),
            },
            to,
        };
        let asked = self.change(id, |live| {
            effects.extend(live.conversation.apply(send, now)?);
            Ok(effects)
        });
        if let Err(failure) = asked.await {
            self.sessions().remove(&id);
            return Err(failure);
        }
        Ok(AskStream {
            conversation: id,
            events: received,
            open,
        })
    }

    /// The endpoint a console means: the one named, else the environment's, else the first.
    pub fn find_endpoint(&self, name: Option<&str>) -> Result<EndpointId, Failure> {
        let endpoints = self.endpoints();
        let found = match name {
            Some(name) => endpoints
                .iter()
                .find(|endpoint| endpoint.name.eq_ignore_ascii_case(name))
                .map(|found| found.id),
            None => endpoints
                .environment()
                .or_else(|| endpoints.iter().next().map(|first| first.id)),
        };
        found.ok_or_else(|| match name {
            Some(name) => Failure::refused(RefusalReason::UnknownEndpoint).with("endpoint", name),
            None => Failure::new(ErrorCode::NoKey).with_reason(RefusalReason::NoEndpoint),
        })
    }
}

fn tab(question: Question) -> Tab {
    Tab {
        id: TabId(Uuid::new_v4()),
        endpoint: question.endpoint,
        model: question.model,
        parameters: question.parameters,
        head: None,
        name: None,
        closed: false,
        closing: 0,
    }
}
