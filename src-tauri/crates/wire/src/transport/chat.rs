//! Sends chat requests, and sends them again with an adaptation where a server refuses a parameter (quirk 35).

use chat::Failure;
use http::Method;
use tokio::time::Instant;

use super::{AnswerStream, Client, Credential, log::Purpose, outgoing::Outgoing};
use crate::{adaptation::Adaptation, base_url::BaseUrl, body::ChatRequest};

impl Client {
    /// Sends a chat request and waits until the server accepts it.
    ///
    /// If the server refuses a parameter, the request is sent once more with an [`Adaptation`] that keeps its meaning
    /// (quirk 35). The caller remembers [`AnswerStream::adaptations`] and passes them in with the next request. If the
    /// refused parameter is one the person set, the failure is `parameter_refused` with its `parameter`, and
    /// [`Adaptation::after`] tells what may help.
    ///
    /// # Errors
    /// Everything that goes wrong before an answer begins: no connection, a refusal, a redirect. Dropping the future
    /// cancels the request.
    pub async fn chat(
        &self,
        base: &BaseUrl,
        request: &ChatRequest<'_>,
        credential: Option<Credential<'_>>,
    ) -> Result<AnswerStream, Failure> {
        let mut made = self.options.adaptations.clone();
        let refusal = match self.send_chat(base, request, credential, &made).await {
            Ok(answer) => return Ok(answer),
            Err(failure) => failure,
        };
        let Some(change) = Adaptation::after(&refusal, &made).filter(Adaptation::keeps_meaning) else {
            return Err(refusal);
        };
        made.push(change);
        self.send_chat(base, request, credential, &made).await
    }

    /// Sends the request once with these adaptations.
    async fn send_chat(
        &self,
        base: &BaseUrl,
        request: &ChatRequest<'_>,
        credential: Option<Credential<'_>>,
        changes: &[Adaptation],
    ) -> Result<AnswerStream, Failure> {
        let body = request.body_with(&self.options, changes);
        let asked = request.echo(&body);
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
        let mut answer = AnswerStream::new(reply, asked, base, *self.limits(), deadline);
        answer.adaptations = changes.to_vec();
        Ok(answer)
    }
}
