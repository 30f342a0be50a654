//! Maps chunks to events: only what is new in each chunk.

use std::{
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

use chat::{Citation, Delta, FinishReason, Reported, Served, Usage};

use super::{embedded_images::ImageSplitter, event::Event, think::ThinkSplitter, tools::ToolCalls};
use crate::{
    chunk::{Chunk, Piece, PlainChunk, Text, merge_usage},
    image::ImageSource,
};

/// Most sources of an answer.
const MAX_CITATIONS: usize = 500;
/// Most images of an answer, as each may have megabytes.
const MAX_IMAGES: usize = 64;

/// State of an answer that later chunks depend on.
#[derive(Debug, Default)]
pub(super) struct Mapper {
    served: Served,
    /// Whether `served` has a change that was not emitted yet.
    served_changed: bool,
    usage: Usage,
    reported: Reported,
    finish: Option<FinishReason>,
    cited: HashSet<String>,
    think: ThinkSplitter,
    images: ImageSplitter,
    tools: ToolCalls,
    /// Hashes of the images emitted, or of the markdown in their place.
    shown: HashSet<u64>,
    /// Whether answer text, or held text, has arrived.
    content_came: bool,
    answer_came: bool,
}

impl Mapper {
    /// Creates a mapper for the reply with this request id.
    pub(super) fn new(request_id: Option<String>) -> Self {
        Self {
            served_changed: request_id.is_some(),
            served: Served {
                request_id,
                ..Served::default()
            },
            ..Self::default()
        }
    }

    /// Returns the finish reason so far.
    pub(super) fn finish(&self) -> Option<&FinishReason> {
        self.finish.as_ref()
    }

    /// Returns whether answer text or an image has been emitted.
    pub(super) fn answer_came(&self) -> bool {
        self.answer_came
    }

    /// Returns the number of bytes without an event: those of an incomplete image in the text and of tool calls.
    pub(super) fn waiting(&self) -> usize {
        self.images.waiting() + self.tools.bytes()
    }

    /// Returns the tool calls so far.
    pub(super) fn tools(&self) -> &ToolCalls {
        &self.tools
    }

    /// Appends the events for `chunk` to `said`.
    pub(super) fn map(&mut self, chunk: Chunk, said: &mut Vec<Event>) {
        let named = [&chunk.id, &chunk.model, &chunk.fingerprint].map(Option::as_deref);
        self.emit_served(named, chunk.created, said);
        let mut citations = chunk.citations;
        if let Some(choice) = chunk.choice {
            self.emit_pieces(choice.pieces, choice.whole, said);
            self.tools.add_parts(choice.calls, choice.whole);
            citations.extend(choice.citations);
            self.emit_finish(choice.finish, said);
        }
        for citation in citations {
            self.emit_citation(citation, said);
        }
        if let Some(usage) = chunk.usage {
            let usage = merge_usage(self.usage, usage);
            if usage != self.usage {
                self.usage = usage;
                said.push(Event::Delta(Delta::Usage(usage)));
            }
        }
        self.emit_reported(chunk.reported, said);
    }

    /// Emits the server's latest figures for speed and cost. Missing ones keep their values.
    fn emit_reported(&mut self, reported: Option<Reported>, said: &mut Vec<Event>) {
        let newer = reported.unwrap_or_default();
        let reported = Reported {
            speed_milli: newer.speed_milli.or(self.reported.speed_milli),
            cost: newer.cost.or(self.reported.cost),
        };
        if reported != self.reported {
            self.reported = reported;
            said.push(Event::Delta(Delta::Reported(reported)));
        }
    }

    /// Emits text that was held because a tag or image might follow.
    pub(super) fn flush(&mut self, said: &mut Vec<Event>) {
        let mut split = Vec::new();
        self.think.finish(&mut split);
        let mut pieces = self.separate_images(split);
        self.images.finish(&mut pieces);
        self.emit(pieces, said);
    }

    /// Appends the events for `chunk` to `said`, the same as [`map`](Self::map) would.
    pub(super) fn map_plain(&mut self, chunk: PlainChunk, said: &mut Vec<Event>) {
        let named = [&chunk.id, &chunk.model, &chunk.fingerprint].map(|text| text.as_ref().and_then(Text::non_blank));
        self.emit_served(named, chunk.created, said);
        let reasoning = chunk.reasoning.map(|text| Piece::Reasoning(text.into_string()));
        let text = chunk.text.map(|text| Piece::Text(text.into_string()));
        self.emit_pieces(reasoning.into_iter().chain(text), false, said);
    }

    /// Emits who answers: id, model and fingerprint. The first id and time are kept; a change of the others is emitted
    /// (quirk 49).
    fn emit_served(
        &mut self,
        [id, model, fingerprint]: [Option<&str>; 3],
        created: Option<i64>,
        said: &mut Vec<Event>,
    ) {
        let served = &mut self.served;
        let first_id = id.filter(|_| served.response_id.is_none());
        let first_time = created.filter(|_| served.created.is_none());
        served.created = served.created.or(created);
        let news = [
            replace(&mut served.response_id, first_id),
            replace(&mut served.model, model),
            replace(&mut served.fingerprint, fingerprint),
            first_time.is_some(),
        ];
        if std::mem::take(&mut self.served_changed) || news.contains(&true) {
            said.push(Event::Delta(Delta::Served(self.served.clone())));
        }
    }

    fn emit_pieces(&mut self, pieces: impl IntoIterator<Item = Piece>, whole: bool, said: &mut Vec<Event>) {
        // Some servers repeat the whole message at the end of a stream; only its images may be new.
        let repeated = whole && self.content_came;
        for piece in pieces {
            if repeated && !matches!(piece, Piece::Image(_)) {
                continue;
            }
            self.content_came = true;
            let mut split = Vec::new();
            match piece {
                Piece::Text(text) => self.think.push(&text, &mut split),
                other => split.push(other),
            }
            let split = self.separate_images(split);
            self.emit(split, said);
        }
    }

    /// Separates the images embedded in text.
    fn separate_images(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut apart = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.images.push(&text, &mut apart),
                other => apart.push(other),
            }
        }
        apart
    }

    /// Emits pieces. Adjacent pieces of one kind become one delta.
    fn emit(&mut self, pieces: Vec<Piece>, said: &mut Vec<Event>) {
        for piece in pieces {
            self.answer_came |= !matches!(piece, Piece::Reasoning(_));
            match (piece, said.last_mut()) {
                (Piece::Text(text), Some(Event::Delta(Delta::Text(before))))
                | (Piece::Reasoning(text), Some(Event::Delta(Delta::Reasoning(before)))) => before.push_str(&text),
                (Piece::Text(text), _) => said.push(Event::Delta(Delta::Text(text))),
                (Piece::Reasoning(text), _) => said.push(Event::Delta(Delta::Reasoning(text))),
                (Piece::Image(shown), _) => self.emit_image(shown, said),
            }
        }
    }

    /// Emits each image once: servers repeat them in every chunk or at the end.
    fn emit_image(&mut self, shown: ImageSource, said: &mut Vec<Event>) {
        let hash = BuildHasherDefault::<DefaultHasher>::new().hash_one(match &shown {
            ImageSource::Image(picture) => picture.bytes.as_slice(),
            ImageSource::Markdown(words) => words.as_bytes(),
        });
        if self.shown.len() < MAX_IMAGES && self.shown.insert(hash) {
            said.push(match shown {
                ImageSource::Image(picture) => Event::Image(picture),
                // A separate paragraph, wherever the text is.
                ImageSource::Markdown(words) => Event::Delta(Delta::Text(format!("\n\n{words}\n\n"))),
            });
        }
    }

    /// Emits the finish reason. The text is complete then, so nothing is held any longer.
    fn emit_finish(&mut self, finish: Option<FinishReason>, said: &mut Vec<Event>) {
        if finish.is_some() && self.finish != finish {
            said.extend(finish.clone().map(Delta::Finish).map(Event::Delta));
            self.finish = finish;
        }
    }

    fn emit_citation(&mut self, citation: Citation, said: &mut Vec<Event>) {
        if self.cited.len() < MAX_CITATIONS && self.cited.insert(citation.url.clone()) {
            said.push(Event::Delta(Delta::Citation(citation)));
        }
    }
}

/// Replaces a value and returns whether it changed.
fn replace(kept: &mut Option<String>, word: Option<&str>) -> bool {
    let newer = word.filter(|word| kept.as_deref() != Some(*word));
    if let Some(word) = newer {
        *kept = Some(word.to_owned());
    }
    newer.is_some()
}
