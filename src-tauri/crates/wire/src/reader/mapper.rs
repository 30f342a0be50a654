//! Chunks in, events out: what is new in each chunk, said once.

use std::{
    collections::HashSet,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};

use chat::{Citation, Delta, FinishReason, Reported, Served, Usage};

use super::{Event, pictures::PictureSplitter, think::ThinkSplitter, tools::ToolCalls};
use crate::{
    chunk::{Chunk, Piece, PlainChunk, Text, updated_usage},
    image::Shown,
};

/// More sources than this are a flood, not an answer's.
const MAX_CITATIONS: usize = 500;
/// More pictures than this are a flood too, and each may be megabytes long.
const MAX_IMAGES: usize = 64;

/// What one answer has said so far, as far as later chunks depend on it.
#[derive(Debug, Default)]
pub(super) struct Mapper {
    served: Served,
    /// Something of `served` has not been told yet.
    untold: bool,
    usage: Usage,
    reported: Reported,
    finish: Option<FinishReason>,
    cited: HashSet<String>,
    think: ThinkSplitter,
    written: PictureSplitter,
    tools: ToolCalls,
    /// Hashes of the pictures seen, or of what stands in their places.
    shown: HashSet<u64>,
    /// Answer text, or held text, has come.
    content_came: bool,
    answer_came: bool,
}

impl Mapper {
    /// A mapper for the reply with this request id.
    pub(super) fn new(request_id: Option<String>) -> Self {
        Self {
            untold: request_id.is_some(),
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

    /// Whether answer text or a picture has been given out.
    pub(super) fn answer_came(&self) -> bool {
        self.answer_came
    }

    /// Bytes that came without an event: of a picture in the text that is not whole yet, and of tool calls.
    pub(super) fn waiting(&self) -> usize {
        self.written.waiting() + self.tools.bytes()
    }

    /// The tool calls so far.
    pub(super) fn tools(&self) -> &ToolCalls {
        &self.tools
    }

    /// Appends what `chunk` adds to `said`.
    pub(super) fn map(&mut self, chunk: Chunk, said: &mut Vec<Event>) {
        let named = [&chunk.id, &chunk.model, &chunk.fingerprint].map(Option::as_deref);
        self.serve(named, chunk.created, said);
        let mut citations = chunk.citations;
        if let Some(choice) = chunk.choice {
            self.pieces(choice.pieces, choice.whole, said);
            self.tools.take(choice.calls, choice.whole);
            citations.extend(choice.citations);
            self.finish_with(choice.finish, said);
        }
        for citation in citations {
            self.cite(citation, said);
        }
        if let Some(usage) = chunk.usage {
            let usage = updated_usage(self.usage, usage);
            if usage != self.usage {
                self.usage = usage;
                said.push(Event::Delta(Delta::Usage(usage)));
            }
        }
        self.report(chunk.reported, said);
    }

    /// The newest word of the server on its speed and its cost; what it leaves out stays.
    fn report(&mut self, reported: Option<Reported>, said: &mut Vec<Event>) {
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

    /// No more chunks: gives out text that waited for the rest of a tag or a picture.
    pub(super) fn flush(&mut self, said: &mut Vec<Event>) {
        let mut split = Vec::new();
        self.think.finish(&mut split);
        let mut pieces = self.without_pictures(split);
        self.written.finish(&mut pieces);
        self.give_out(pieces, said);
    }

    /// Appends what `chunk` adds to `said`: the same as [`map`](Self::map) would of the same chunk.
    pub(super) fn map_plain(&mut self, chunk: PlainChunk, said: &mut Vec<Event>) {
        let named = [&chunk.id, &chunk.model, &chunk.fingerprint].map(|text| text.as_ref().and_then(Text::word));
        self.serve(named, chunk.created, said);
        let reasoning = chunk.reasoning.map(|text| Piece::Reasoning(text.into_string()));
        let text = chunk.text.map(|text| Piece::Text(text.into_string()));
        self.pieces(reasoning.into_iter().chain(text), false, said);
    }

    /// Who answers: id, model and fingerprint. The first id and time stand; a change of the others is news (quirk 49).
    fn serve(&mut self, [id, model, fingerprint]: [Option<&str>; 3], created: Option<i64>, said: &mut Vec<Event>) {
        let served = &mut self.served;
        let first_id = id.filter(|_| served.response_id.is_none());
        let first_time = created.filter(|_| served.created.is_none());
        served.created = served.created.or(created);
        let news = [
            renew(&mut served.response_id, first_id),
            renew(&mut served.model, model),
            renew(&mut served.fingerprint, fingerprint),
            first_time.is_some(),
        ];
        if std::mem::take(&mut self.untold) || news.contains(&true) {
            said.push(Event::Delta(Delta::Served(self.served.clone())));
        }
    }

    fn pieces(&mut self, pieces: impl IntoIterator<Item = Piece>, whole: bool, said: &mut Vec<Event>) {
        // Some servers end a stream with the whole message once more; its pictures may be new all the same.
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
            let split = self.without_pictures(split);
            self.give_out(split, said);
        }
    }

    /// The same pieces, with the pictures that are written into their text apart.
    fn without_pictures(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut apart = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.written.push(&text, &mut apart),
                other => apart.push(other),
            }
        }
        apart
    }

    /// Neighbours of one kind become one delta.
    fn give_out(&mut self, pieces: Vec<Piece>, said: &mut Vec<Event>) {
        for piece in pieces {
            self.answer_came |= !matches!(piece, Piece::Reasoning(_));
            match (piece, said.last_mut()) {
                (Piece::Text(text), Some(Event::Delta(Delta::Text(before))))
                | (Piece::Reasoning(text), Some(Event::Delta(Delta::Reasoning(before)))) => before.push_str(&text),
                (Piece::Text(text), _) => said.push(Event::Delta(Delta::Text(text))),
                (Piece::Reasoning(text), _) => said.push(Event::Delta(Delta::Reasoning(text))),
                (Piece::Image(shown), _) => self.show(shown, said),
            }
        }
    }

    /// Each picture once: servers repeat them in every chunk, or once more at the end.
    fn show(&mut self, shown: Shown, said: &mut Vec<Event>) {
        let hash = BuildHasherDefault::<DefaultHasher>::new().hash_one(match &shown {
            Shown::Picture(picture) => picture.bytes.as_slice(),
            Shown::Words(words) => words.as_bytes(),
        });
        if self.shown.len() < MAX_IMAGES && self.shown.insert(hash) {
            said.push(match shown {
                Shown::Picture(picture) => Event::Image(picture),
                // A paragraph of its own, wherever the text is.
                Shown::Words(words) => Event::Delta(Delta::Text(format!("\n\n{words}\n\n"))),
            });
        }
    }

    /// Once a reason is named the text is over, so nothing waits for the rest of a tag any more.
    fn finish_with(&mut self, finish: Option<FinishReason>, said: &mut Vec<Event>) {
        if finish.is_some() && self.finish != finish {
            said.extend(finish.clone().map(Delta::Finish).map(Event::Delta));
            self.finish = finish;
        }
    }

    fn cite(&mut self, citation: Citation, said: &mut Vec<Event>) {
        if self.cited.len() < MAX_CITATIONS && self.cited.insert(citation.url.clone()) {
            said.push(Event::Delta(Delta::Citation(citation)));
        }
    }
}

/// Takes a newer word over; whether it was news.
fn renew(kept: &mut Option<String>, word: Option<&str>) -> bool {
    let newer = word.filter(|word| kept.as_deref() != Some(*word));
    if let Some(word) = newer {
        *kept = Some(word.to_owned());
    }
    newer.is_some()
}
