//! One request from beginning to end, as a supervised task of its own.

use std::time::Duration;

use chat::{AnswerId, ConversationId, Ending, ErrorCode, Failure, Parameters, Request};
use tokio::sync::oneshot;
use wire::{Answering, ChatRequest, Step};

use crate::Engine;

/// A request that has been noted in its room and may go out.
pub(crate) struct Started {
    pub(crate) conversation: ConversationId,
    pub(crate) request: Request,
    /// The room's number for it.
    pub(crate) number: u64,
    /// Resolves when it is to end at once.
    pub(crate) stopped: oneshot::Receiver<()>,
}

impl Engine {
    /// Runs a request. Whatever happens in it, its answer ends: a panic ends it as `internal` with its text kept.
    pub(crate) fn ask_model(&self, started: Started) {
        let engine = self.clone();
        let Started {
            conversation,
            request,
            number,
            stopped,
        } = started;
        let answer = request.answer;
        tokio::spawn(async move {
            let mut exchange = tokio::spawn(exchange(engine.clone(), conversation, request, number));
            tokio::select! {
                ending = &mut exchange => {
                    let ending = ending.unwrap_or_else(|_| Ending::Failed(Failure::new(ErrorCode::Internal)));
                    engine.ended(conversation, answer, number, ending).await;
                }
                // The room has let go of it already. Dropping the exchange closes its connection.
                _ = stopped => exchange.abort(),
            }
        });
    }

    async fn open_stream(&self, request: &Request) -> Result<Answering, Failure> {
        let endpoint = self.endpoint(request.endpoint)?;
        let line = self.line_to(&endpoint, &request.model).await?;
        // The machine has put the system prompt in front of the messages already.
        let parameters = Parameters {
            system: None,
            ..request.parameters.clone()
        };
        let chat = ChatRequest {
            model: &request.model,
            messages: &request.messages,
            parameters: &parameters,
            stream: true,
            include_usage: true,
        };
        let asked = line.client.chat(&line.base, &chat, line.credential()).await;
        let answering = asked.map_err(|failure| crate::line::about(failure, endpoint.id))?;
        self.learn(endpoint.id, &request.model, answering.adaptations()).await;
        Ok(answering)
    }
}

/// The longest wait that nobody is told of. A server that asks for more gets its card, which says how long.
const QUIET_WAIT: Duration = Duration::from_secs(10);

/// Asks, and asks again where a server or the network may get over it (quirk 42): only before any answer began.
async fn open_patiently(engine: &Engine, request: &Request) -> Result<Answering, Failure> {
    let mut attempt = 0;
    loop {
        let failure = match engine.open_stream(request).await {
            Ok(answering) => return Ok(answering),
            Err(failure) => failure,
        };
        let wait = wire::retry::advise(attempt, &failure, false, jitter()).filter(|wait| *wait <= QUIET_WAIT);
        let Some(wait) = wait else { return Err(failure) };
        tracing::info!(code = failure.code.as_str(), ?wait, "asking again");
        tokio::time::sleep(wait).await;
        attempt += 1;
    }
}

/// From 0 to 1, another for each request.
fn jitter() -> f64 {
    f64::from(uuid::Uuid::new_v4().as_bytes()[0]) / 255.0
}

async fn exchange(engine: Engine, conversation: ConversationId, request: Request, number: u64) -> Ending {
    let mut answering = match open_patiently(&engine, &request).await {
        Ok(answering) => answering,
        Err(failure) => return Ending::Failed(failure),
    };
    while let Some(step) = answering.next().await {
        match step {
            Step::Delta(delta) => {
                if !engine.take(conversation, request.answer, number, &delta) {
                    return Ending::Stopped;
                }
            }
            Step::Image(picture) => {
                if !engine.take_image(conversation, request.answer, number, picture).await {
                    return Ending::Stopped;
                }
            }
            Step::End(ending) => return ending,
        }
    }
    // A stream of steps without an end would be a fault of ours.
    Ending::Failed(Failure::new(ErrorCode::Internal))
}

/// Which answer of which conversation; where a command names only the answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) conversation: ConversationId,
    pub(crate) answer: AnswerId,
}
