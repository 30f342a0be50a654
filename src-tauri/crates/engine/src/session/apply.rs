//! A change of a conversation and what follows from it: requests that end, what is written, requests that go out.

use chat::{AnswerId, ConversationId, Delta, Effect, Ending, Event, Failure, Refused, Request};

use crate::{
    Engine, clock,
    frames::mark::Mark,
    request::task::Started,
    session::{live::LiveConversation, persist::Commit},
    view::{ConversationChange, News},
};

impl Engine {
    /// Applies one event to a conversation and tells the page that the list of conversations changed.
    pub(crate) async fn apply(&self, id: ConversationId, event: Event) -> Result<(), Failure> {
        self.change(id, |live| live.conversation.apply(event, clock::now_ms()))
            .await?;
        self.tell(News::Conversations);
        Ok(())
    }

    /// Changes a conversation: cancels requests at once, waits until it is saved, then sends the new requests.
    pub(crate) async fn change(
        &self,
        id: ConversationId,
        act: impl FnOnce(&mut LiveConversation) -> Result<Vec<Effect>, Refused> + Send,
    ) -> Result<(), Failure> {
        let (commit, requests) = self.make_change(id, act).await?;
        self.settle(id, commit).await;
        self.start(id, requests);
        Ok(())
    }

    /// Changes the room and hands the change over to be written. The live conversation stays in memory until [`Engine::start`].
    async fn make_change(
        &self,
        id: ConversationId,
        act: impl FnOnce(&mut LiveConversation) -> Result<Vec<Effect>, Refused> + Send,
    ) -> Result<(Commit, Vec<Request>), Failure> {
        loop {
            self.load(id).await?;
            // It was released in between because it was idle: load it again.
            if let Some(live) = self.sessions().get_mut(&id) {
                let effects = act(live).map_err(refused)?;
                live.follow(&effects);
                live.changing += 1;
                // Marked while the live conversation is locked: no frame says that nothing runs without showing how it ended.
                for effect in &effects {
                    if let Effect::SaveAnswer(answer) = effect {
                        self.frames().mark(id, *answer, Mark::Whole);
                    }
                }
                // Handed over while the live conversation is locked, so that writes keep the order of the changes.
                return Ok((self.save(live, &effects), requests_of(effects)));
            }
        }
    }

    /// Starts the requests of a change, unless they were stopped meanwhile.
    fn start(&self, id: ConversationId, requests: Vec<Request>) {
        let started = match self.sessions().get_mut(&id) {
            Some(live) => {
                live.changing = live.changing.saturating_sub(1);
                let due = requests.into_iter().filter_map(|request| live.send_out(request));
                due.collect()
            }
            // Deleted meanwhile.
            None => Vec::new(),
        };
        let any = !started.is_empty();
        for started in started {
            self.frames().mark(id, started.request.answer, Mark::Whole);
            self.ask_model(started);
        }
        self.count_running();
        if any {
            self.tell(News::Running);
        }
    }

    /// Applies one delta of a running request. `false` if the request was stopped or replaced.
    pub(crate) fn on_delta(&self, id: ConversationId, answer: AnswerId, number: u64, delta: &Delta) -> bool {
        let mut sessions = self.sessions();
        let live = sessions.get_mut(&id);
        let moved = live.and_then(|live| live.apply_delta(answer, number, delta, clock::now_ms()));
        if let Some(moved) = moved {
            self.frames().moved(id, answer, moved);
        }
        moved.is_some()
    }

    /// Ends the answer of a finished request, and starts the prompts queued behind it.
    pub(crate) async fn ended(&self, id: ConversationId, answer: AnswerId, number: u64, ending: Ending) {
        let done = self
            .change(id, |live| match live.end(answer, number) {
                Some(at_ms) => live
                    .conversation
                    .apply(Event::Ended { answer, ending, at_ms }, clock::now_ms()),
                None => Ok(Vec::new()),
            })
            .await;
        if let Err(failure) = done {
            tracing::error!(code = failure.code.as_str(), "an ended answer had no conversation");
        }
        self.tell(News::Conversations);
        if self.frames().shown() != Some(id) {
            self.tell(News::Conversation(ConversationChange { id }));
        }
    }
}

impl LiveConversation {
    /// Carries out the immediate effects: cancels requests and tells a listener about ended answers.
    fn follow(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Cancel(answer) => self.cancel(*answer),
                Effect::SaveAnswer(answer) => self.tell_end(*answer),
                _ => {}
            }
        }
    }

    /// Registers a request to be sent. `None` if its answer was stopped meanwhile or has one already.
    fn send_out(&mut self, request: Request) -> Option<Started> {
        let answer = self.conversation.answers.get(&request.answer)?;
        if !answer.state.is_running() || self.request(request.answer).is_some() {
            return None;
        }
        let (number, stopped) = self.begin(request.answer, request.segment);
        Some(Started {
            conversation: self.conversation.id,
            request,
            number,
            stopped,
            at_once: self.listener.is_some(),
        })
    }
}

fn requests_of(effects: Vec<Effect>) -> Vec<Request> {
    let request = |effect| match effect {
        Effect::Request(request) => Some(request),
        _ => None,
    };
    effects.into_iter().filter_map(request).collect()
}

fn refused(refused: Refused) -> Failure {
    refused.into()
}
