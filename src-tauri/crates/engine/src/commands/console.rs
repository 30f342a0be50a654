//! Asking without a page: several models at once, their deltas as they come, each answer whole at its end.

use std::{collections::HashMap, time::Duration};

use chat::{
    Answer, AnswerId, Attached, Conversation, ConversationId, Delta, Effect, EndpointId, ErrorCode, Event, Failure,
    Metrics, Parameters, RefusalReason, Tab, TabId, TurnId,
};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::{Engine, Ready, clock, preferences::privacy::none_found, session::live::LiveConversation};

/// One model to ask.
#[derive(Clone, Debug)]
pub struct Question {
    /// Where.
    pub endpoint: EndpointId,
    /// The model id.
    pub model: String,
    /// What is asked of it besides the prompt.
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
    /// Whether it becomes a conversation on disk; otherwise nothing of it is written.
    pub save: bool,
    /// Whether the person agreed to send what looks like a secret.
    pub confirmed: bool,
}

/// What happens to one of the answers, named by its place among the questions.
#[derive(Clone, Debug)]
pub enum AskEvent {
    /// Something new.
    Delta {
        /// Which answer.
        index: usize,
        /// What.
        delta: Delta,
    },
    /// It was refused before anything came, and is asked again.
    Waits {
        /// Which answer.
        index: usize,
        /// Why it was refused.
        failure: Box<Failure>,
        /// How long it waits.
        wait: Duration,
    },
    /// The answer ended; nothing more comes of it.
    Ended {
        /// Which answer.
        index: usize,
        /// The answer, whole.
        answer: Box<Answer>,
        /// Its figures.
        metrics: Box<Metrics>,
    },
}

/// Answers under way.
pub struct Asked {
    /// The conversation they belong to; on disk only if it was to be saved.
    pub conversation: ConversationId,
    events: mpsc::UnboundedReceiver<AskEvent>,
    open: usize,
}

impl Asked {
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

/// Who listens to a live conversation instead of a page.
pub(crate) struct Listener {
    order: HashMap<AnswerId, usize>,
    events: mpsc::UnboundedSender<AskEvent>,
}

impl Listener {
    /// Hands on a delta. A listener that is gone is no reason to stop: it may be saved all the same.
    pub(crate) fn delta(&self, answer: AnswerId, delta: &Delta) {
        if let Some(index) = self.order.get(&answer) {
            let _ = self.events.send(AskEvent::Delta {
                index: *index,
                delta: delta.clone(),
            });
        }
    }

    /// Hands on that an answer waits to be asked again.
    pub(crate) fn waits(&self, answer: AnswerId, failure: Failure, wait: Duration) {
        if let Some(index) = self.order.get(&answer) {
            let _ = self.events.send(AskEvent::Waits {
                index: *index,
                failure: Box::new(failure),
                wait,
            });
        }
    }

    /// Hands on an end, once.
    pub(crate) fn ended(&mut self, answer: &Answer) {
        if let Some(index) = self.order.remove(&answer.id) {
            let ended = AskEvent::Ended {
                index,
                answer: Box::new(answer.clone()),
                metrics: Box::new(answer.metrics(None)),
            };
            let _ = self.events.send(ended);
        }
    }
}

impl Engine {
    /// Asks several models at once. Stop them with [`Engine::stop_all`].
    ///
    /// # Errors
    /// `bad_request` with `reason` `looks_secret` where the prompt or a file looks as if it held a secret and the request
    /// is not `confirmed`.
    pub async fn ask(&self, request: AskRequest) -> Result<Asked, Failure> {
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
        Ok(Asked {
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
