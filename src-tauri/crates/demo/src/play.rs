//! Plays the steps of a reply on a connection.

use std::{future::pending, io, time::Duration};

use tokio::{
    io::{AsyncWrite, AsyncWriteExt},
    time::{Instant, sleep, sleep_until},
};

use crate::{
    Framing, Paced, Reply, Request, Step,
    chunk::{Chunks, CollectedText, data},
    http::head,
    record::Record,
    step::from_hex,
};

/// How a reply ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Played {
    /// Completely written; the connection can be reused.
    Complete,
    /// Completely written; the end of the connection ends the body.
    CompleteAtClose,
    /// To be closed midway.
    Close,
    /// To be reset midway.
    Reset,
}

/// A reply being sent.
pub(crate) struct Play<'a, W> {
    pub(crate) record: &'a Record,
    pub(crate) request: &'a Request,
    pub(crate) reply: &'a Reply,
    pub(crate) chunks: Chunks,
    pub(crate) out: W,
}

impl<W: AsyncWrite + Unpin> Play<'_, W> {
    /// Plays the whole reply.
    pub(crate) async fn run(mut self) -> io::Result<Played> {
        if self.as_one_body() {
            self.play_body().await
        } else {
            self.play_steps().await
        }
    }

    fn as_one_body(&self) -> bool {
        let said = matches!(self.reply.framing, Framing::Chunked | Framing::Length);
        said && !self.request.wants_stream() && !self.reply.steps.iter().any(Step::is_literal)
    }

    /// Sends the text of all steps as one JSON body.
    async fn play_body(&mut self) -> io::Result<Played> {
        let mut said = CollectedText::default();
        for step in &self.reply.steps {
            match step {
                Step::Text(text) => said.text.push_str(text),
                Step::Reasoning(text) => said.reasoning.push_str(text),
                Step::Paced(paced) if paced.reasoning => said.reasoning.push_str(&paced.full_text()),
                Step::Paced(paced) => said.text.push_str(&paced.full_text()),
                Step::Finish(reason) => said.finish = Some(reason.clone()),
                Step::Usage(prompt, completion) => said.usage = Some((*prompt, *completion)),
                step => {
                    if let Some(end) = self.wait_for(step).await? {
                        return Ok(end);
                    }
                }
            }
        }
        let body = self.chunks.complete_answer(&said).to_string();
        let reply = Reply {
            framing: Framing::Length,
            steps: Vec::new(),
            ..self.reply.clone()
        };
        let reply = if reply.headers.contains_key("content-type") {
            reply
        } else {
            reply.header("content-type", "application/json")
        };
        let head = head(&reply, body.len());
        self.write([head.as_bytes(), body.as_bytes()].concat().as_slice())
            .await?;
        Ok(Played::Complete)
    }

    async fn play_steps(&mut self) -> io::Result<Played> {
        if self.reply.framing == Framing::Length {
            return self.play_with_length().await;
        }
        if self.reply.framing != Framing::Raw {
            self.write(head(self.reply, 0).as_bytes()).await?;
        }
        if self
            .reply
            .steps
            .iter()
            .any(|step| matches!(step, Step::Text(_) | Step::Reasoning(_) | Step::Paced(_)))
        {
            let role = self.chunks.role();
            self.send(role.as_bytes()).await?;
        }
        for step in &self.reply.steps {
            if let Some(end) = self.play_step(step).await? {
                return Ok(end);
            }
        }
        if self.reply.framing == Framing::Chunked {
            self.write(b"0\r\n\r\n").await?;
            return Ok(Played::Complete);
        }
        Ok(Played::CompleteAtClose)
    }

    /// Sends the bytes of all steps after a `Content-Length`. `close` and `reset` end the body early.
    async fn play_with_length(&mut self) -> io::Result<Played> {
        let bytes: Vec<u8> = self
            .reply
            .steps
            .iter()
            .filter_map(|step| self.bytes(step))
            .flatten()
            .collect();
        let head = head(self.reply, bytes.len());
        self.write(&[head.as_bytes(), &bytes].concat()).await?;
        for step in &self.reply.steps {
            if let Some(end) = self.wait_for(step).await? {
                return Ok(end);
            }
        }
        Ok(Played::Complete)
    }

    async fn play_step(&mut self, step: &Step) -> io::Result<Option<Played>> {
        if let Step::Paced(paced) = step {
            self.send_paced(paced).await?;
            return Ok(None);
        }
        match self.bytes(step) {
            Some(bytes) => self.send(&bytes).await.map(|()| None),
            None => self.wait_for(step).await,
        }
    }

    /// Returns the bytes of a step; `None` if it sends nothing, or not now.
    fn bytes(&self, step: &Step) -> Option<Vec<u8>> {
        let text = match step {
            Step::Text(text) => self.chunks.text(text),
            Step::Reasoning(text) => self.chunks.reasoning(text),
            Step::Finish(reason) => self.chunks.finish(reason),
            Step::Usage(prompt, completion) if self.request.wants_usage() => self.chunks.usage(*prompt, *completion),
            Step::Done => "data: [DONE]\n\n".to_owned(),
            Step::Data(json) => data(json),
            Step::Bytes(text) => text.clone(),
            Step::Hex(text) => return Some(from_hex(text)),
            _ => return None,
        };
        Some(text.into_bytes())
    }

    /// Waits as the step says. Returns `Some` if it ends the reply.
    async fn wait_for(&mut self, step: &Step) -> io::Result<Option<Played>> {
        match step {
            Step::Gate(name) => self.record.pass_gate(name).await,
            Step::WaitMs(ms) => sleep(Duration::from_millis(*ms)).await,
            Step::Hang => pending::<()>().await,
            Step::HalfClose => {
                self.out.shutdown().await?;
                pending::<()>().await;
            }
            Step::Close => return Ok(Some(Played::Close)),
            Step::Reset => return Ok(Some(Played::Reset)),
            _ => {}
        }
        Ok(None)
    }

    /// Sends tokens when they are due. Tokens due at the same time share a write, so that a late tick loses none.
    async fn send_paced(&mut self, paced: &Paced) -> io::Result<()> {
        let start = Instant::now();
        let mut waiting = Vec::new();
        let mut sent = 0_u32;
        for _ in 0..paced.repeat {
            for piece in paced.pieces() {
                let due = start + paced.due(sent);
                if due > Instant::now() {
                    self.send(&std::mem::take(&mut waiting)).await?;
                    sleep_until(due).await;
                }
                let token = paced.token(piece);
                let event = if paced.reasoning {
                    self.chunks.reasoning(&token)
                } else {
                    self.chunks.text(&token)
                };
                waiting.extend_from_slice(event.as_bytes());
                sent += 1;
                if waiting.len() > 16 * 1024 {
                    self.send(&std::mem::take(&mut waiting)).await?;
                }
            }
        }
        self.send(&waiting).await
    }

    /// Sends a part of the body in the reply's framing.
    async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        if self.reply.framing != Framing::Chunked {
            return self.write(bytes).await;
        }
        let framed = [format!("{:x}\r\n", bytes.len()).as_bytes(), bytes, b"\r\n"].concat();
        self.write(&framed).await
    }

    async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        for part in bytes.chunks(self.reply.chop.unwrap_or(usize::MAX).max(1)) {
            self.out.write_all(part).await?;
            self.out.flush().await?;
            if self.reply.chop.is_some() {
                // Lets the client read this part before the next one is written.
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }
}
