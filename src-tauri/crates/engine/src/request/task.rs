//! The supervised task of one request.

use chat::{ConversationId, Ending, EndpointId, ErrorCode, Failure, Parameters, Request};
use tokio::sync::oneshot;
use wire::{AnswerStream, ChatRequest};

use crate::{Engine, endpoints::settings, request::attempts::exchange, session::answer_ref::AnswerRef};

/// Request registered in its live conversation and ready to be sent.
pub(crate) struct Started {
    pub(crate) conversation: ConversationId,
    pub(crate) request: Request,
    /// The live conversation's number for it.
    pub(crate) number: u64,
    /// Resolves when the request must stop.
    pub(crate) stopped: oneshot::Receiver<()>,
    /// Whether it skips the queue: the console sends all requests at once.
    pub(crate) at_once: bool,
}

impl Engine {
    /// Runs a request as a supervised task. A panic ends its answer as `internal`, with its text kept.
    pub(crate) fn ask_model(&self, started: Started) {
        let engine = self.clone();
        let Started {
            conversation,
            request,
            number,
            stopped,
            at_once,
        } = started;
        let answer = request.answer;
        let limit = if at_once {
            usize::MAX
        } else {
            self.parallel(request.endpoint)
        };
        // Queued at once, so that requests run in the order they were made.
        let ticket = self.queue().enqueue(request.endpoint, limit);
        let answer_ref = AnswerRef { conversation, answer };
        let budget = engine.open_budget(answer_ref, &request);
        tokio::spawn(async move {
            let asked = exchange(engine.clone(), answer_ref, request, number, ticket, budget.clone());
            let mut exchange = tokio::spawn(asked);
            tokio::select! {
                ending = &mut exchange => {
                    let ending = ending.unwrap_or_else(|_| Ending::Failed(Failure::new(ErrorCode::Internal)));
                    engine.settle_budget(&budget);
                    engine.ended(conversation, answer, number, ending).await;
                }
                // The live conversation has let go of it already. Dropping the exchange closes its connection.
                _ = stopped => {
                    exchange.abort();
                    let _ = exchange.await;
                    engine.settle_budget(&budget);
                }
            }
        });
    }

    /// Returns how many requests of an endpoint may run at once.
    fn parallel(&self, endpoint: EndpointId) -> usize {
        let endpoints = self.endpoints();
        let known = endpoints
            .get(endpoint)
            .map(|endpoint| settings::endpoint_settings(endpoint).parallel);
        known.unwrap_or_default().get()
    }

    pub(crate) async fn open_stream(&self, answer_ref: AnswerRef, request: &Request) -> Result<AnswerStream, Failure> {
        let files = self.files_of(answer_ref.conversation, &request.messages).await?;
        let endpoint = self.endpoint(request.endpoint)?;
        let mut client = self.model_client(&endpoint, &request.model).await?;
        if let Some(recorder) = self.recorder(answer_ref.conversation, request.answer, request.segment) {
            client.http = client.http.with_sent_log(recorder);
        }
        // The machine has put the system prompt in front of the messages already.
        let parameters = Parameters {
            system: None,
            ..request.parameters.clone()
        };
        let chat = ChatRequest {
            model: &request.model,
            messages: &request.messages,
            files: &files,
            parameters: &parameters,
            stream: true,
            include_usage: true,
        };
        let asked = client.http.chat(&client.base, &chat, client.credential()).await;
        let answering = asked.map_err(|failure| crate::endpoints::client::with_endpoint(failure, endpoint.id))?;
        self.learn(endpoint.id, &request.model, answering.adaptations()).await;
        Ok(answering)
    }
}
