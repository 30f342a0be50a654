//! Chunks in, deltas out: what is new in each chunk, said once.

use std::collections::HashSet;

use chat::{Citation, Delta, FinishReason, Served, Usage};

use super::think::ThinkSplitter;
use crate::chunk::{Choice, Chunk, Piece, updated_usage};

/// More sources than this are a flood, not an answer's.
const MAX_CITATIONS: usize = 500;

/// What one answer has said so far, as far as later chunks depend on it.
#[derive(Debug, Default)]
pub(super) struct Mapper {
    served: Served,
    announced: Served,
    usage: Usage,
    finish: Option<FinishReason>,
    cited: HashSet<String>,
    think: ThinkSplitter,
    /// Answer text, or held text, has come.
    content_came: bool,
    text_came: bool,
}

impl Mapper {
    /// A mapper for the reply with this request id.
    pub(super) fn new(request_id: Option<String>) -> Self {
        Self {
            served: Served {
                request_id,
                ..Served::default()
            },
            ..Self::default()
        }
    }

    /// The finish reason named so far.
    pub(super) fn finish(&self) -> Option<&FinishReason> {
        self.finish.as_ref()
    }

    /// Whether answer text has been given out.
    pub(super) fn text_came(&self) -> bool {
        self.text_came
    }

    /// Appends what `chunk` adds to `deltas`.
    pub(super) fn map(&mut self, chunk: Chunk, deltas: &mut Vec<Delta>) {
        self.serve(&chunk, deltas);
        let mut citations = chunk.citations;
        if let Some(choice) = chunk.choice {
            self.pieces(&choice, deltas);
            citations.extend(choice.citations);
            self.finish_with(choice.finish, deltas);
        }
        for citation in citations {
            self.cite(citation, deltas);
        }
        if let Some(usage) = chunk.usage {
            let usage = updated_usage(self.usage, usage);
            if usage != self.usage {
                self.usage = usage;
                deltas.push(Delta::Usage(usage));
            }
        }
    }

    /// No more chunks: gives out text that waited for the rest of a tag.
    pub(super) fn flush(&mut self, deltas: &mut Vec<Delta>) {
        let mut pieces = Vec::new();
        self.think.finish(&mut pieces);
        self.give_out(pieces, deltas);
    }

    /// The first id and time stand; a change of model or fingerprint is news (quirk 49).
    fn serve(&mut self, chunk: &Chunk, deltas: &mut Vec<Delta>) {
        let served = &mut self.served;
        if chunk.model.is_some() {
            served.model.clone_from(&chunk.model);
        }
        if chunk.fingerprint.is_some() {
            served.fingerprint.clone_from(&chunk.fingerprint);
        }
        if served.response_id.is_none() {
            served.response_id.clone_from(&chunk.id);
        }
        served.created = served.created.or(chunk.created);
        if self.announced != self.served {
            self.announced = self.served.clone();
            deltas.push(Delta::Served(self.served.clone()));
        }
    }

    fn pieces(&mut self, choice: &Choice, deltas: &mut Vec<Delta>) {
        // Some servers end a stream with the whole message once more.
        if choice.whole && self.content_came {
            return;
        }
        for piece in &choice.pieces {
            self.content_came = true;
            let mut split = Vec::new();
            match piece {
                Piece::Text(text) => self.think.push(text, &mut split),
                Piece::Reasoning(_) => split.push(piece.clone()),
            }
            self.give_out(split, deltas);
        }
    }

    /// Neighbours of one kind become one delta.
    fn give_out(&mut self, pieces: Vec<Piece>, deltas: &mut Vec<Delta>) {
        for piece in pieces {
            self.text_came |= matches!(piece, Piece::Text(_));
            match (piece, deltas.last_mut()) {
                (Piece::Text(text), Some(Delta::Text(before)))
                | (Piece::Reasoning(text), Some(Delta::Reasoning(before))) => before.push_str(&text),
                (Piece::Text(text), _) => deltas.push(Delta::Text(text)),
                (Piece::Reasoning(text), _) => deltas.push(Delta::Reasoning(text)),
            }
        }
    }

    /// Once a reason is named the text is over, so nothing waits for the rest of a tag any more.
    fn finish_with(&mut self, finish: Option<FinishReason>, deltas: &mut Vec<Delta>) {
        if finish.is_some() && self.finish != finish {
            deltas.extend(finish.clone().map(Delta::Finish));
            self.finish = finish;
        }
    }

    fn cite(&mut self, citation: Citation, deltas: &mut Vec<Delta>) {
        if self.cited.len() < MAX_CITATIONS && self.cited.insert(citation.url.clone()) {
            deltas.push(Delta::Citation(citation));
        }
    }
}
