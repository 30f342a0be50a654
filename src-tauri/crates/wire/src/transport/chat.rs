//! Asks for a completion; once more where a server refuses only how it was asked (quirk 35).

use chat::Failure;
use http::Method;
use tokio::time::Instant;

use super::{Answering, Client, Credential, client::Outgoing, log::Purpose};
use crate::{adaptation::Adaptation, base_url::BaseUrl, body::ChatRequest};

impl Client {
    /// Asks for a completion and waits until the server has accepted the request.
    ///
    /// A request refused for one of its members is sent once more without it, or with the member under its other name,
    /// where it still asks for the same (quirk 35); what helped is remembered by this client and its clones, and told by
    /// [`Answering::adaptations`]. Where a refused member is one the person set, the failure says `parameter_refused` with
    /// its `parameter`, and [`Adaptation::after`] what may help.
    ///
    /// # Errors
    /// Everything that goes wrong before an answer begins: no connection, a refusal, a redirect. Dropping the future ends
    /// the request.
    pub async fn chat(
        &self,
        base: &BaseUrl,
        request: &ChatRequest<'_>,
        credential: Option<Credential<'_>>,
    ) -> Result<Answering, Failure> {
        let origin = base.origin();
        let mut made = self.options.adaptations.clone();
        let known = self.learned.of(&origin, request.model);
        made.extend(
            known
                .into_iter()
                .filter(|change| !self.options.adaptations.contains(change)),
        );
        let refusal = match self.ask(base, request, credential, &made).await {
            Ok(answering) => return Ok(answering),
            Err(failure) => failure,
        };
        let Some(change) = Adaptation::after(&refusal, &made).filter(Adaptation::keeps_meaning) else {
            return Err(refusal);
        };
        made.push(change.clone());
        let answering = self.ask(base, request, credential, &made).await?;
        self.learned.note(origin, request.model, change);
        Ok(answering)
    }

    /// Asks once, with these changes.
    async fn ask(
        &self,
        base: &BaseUrl,
        request: &ChatRequest<'_>,
        credential: Option<Credential<'_>>,
        changes: &[Adaptation],
    ) -> Result<Answering, Failure> {
        let body = request.body_with(&self.options, changes);
        let asked = request.asked(&body);
        let outgoing = Outgoing {
            method: Method::POST,
            url: base.chat_completions(),
            credential,
            accept: if request.stream {
                "text/event-stream, application/json;q=0.9"
            } else {
                "application/json"
            },
            body: Some(body.to_string().into_bytes()),
            files: request.files,
            known: None,
            purpose: Purpose::Answer,
            changes,
        };
        let deadline = Instant::now() + self.limits().first_content;
        let reply = self.send(outgoing, base, &asked, deadline).await?;
        let mut answering = Answering::new(reply, asked, base, *self.limits(), deadline);
        answering.adaptations = changes.to_vec();
        Ok(answering)
    }
}
