//! Records one request and its reply while they happen. Secrets are never put in, and those the reply may repeat are
//! redacted.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chat::{Delta, Failure, SentExchange, SentReply, SentRequest};
use http::HeaderMap;
use secret::Key;
use tokio::time::Instant;

use crate::{
    error::{self, Head},
    reader::Event,
};

/// Bytes kept from the end of a reply.
const MAX_TAIL: usize = 8 * 1024;
/// Additional bytes held until redaction, so that no secret is cut at the start of the tail.
const MARGIN: usize = 16 * 1024;
/// Most headers and longest header value recorded, against servers that want to fill the disk.
const MAX_HEADERS: usize = 64;
const MAX_VALUE: usize = 1024;
/// Replaces cookie values: they are never sent back, and may identify the person.
const COOKIE_PLACEHOLDER: &str = "(not kept)";

/// Receives recordings. Called on the task that makes the request, so it must be fast.
pub trait SentLog: Send + Sync {
    /// Called when a request is sent.
    fn begun(&self, exchange: &SentExchange);
    /// Called when it has ended or was cancelled.
    fn ended(&self, exchange: SentExchange);
}

/// The recording of a request in progress. It is handed over when it is dropped, however the request ended.
pub(super) struct Recording {
    record: SentExchange,
    begun: Instant,
    tail: Tail,
    secrets: Vec<Key>,
    log: Arc<dyn SentLog>,
}

impl Recording {
    pub(super) fn new(request: SentRequest, secrets: &[Key], log: Arc<dyn SentLog>) -> Self {
        let mut record = SentExchange {
            request,
            stopped: true,
            ..SentExchange::default()
        };
        let began = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        record.times.began_ms = i64::try_from(began.as_millis()).unwrap_or_default();
        log.begun(&SentExchange {
            stopped: false,
            ..record.clone()
        });
        Self {
            record,
            begun: Instant::now(),
            tail: Tail::default(),
            secrets: secrets.iter().map(Key::duplicate).collect(),
            log,
        }
    }

    fn now_ms(&self) -> u64 {
        milliseconds(self.begun.elapsed())
    }

    /// Records the head of the reply; `connect` is how long the connection took to open.
    pub(super) fn on_head(&mut self, head: &Head, headers: &HeaderMap, connect: Option<Duration>) {
        self.record.times.head_ms = Some(self.now_ms());
        self.record.times.connect_ms = connect.map(milliseconds);
        let clean = |text: &str| error::redact_secrets(&self.secrets, text);
        self.record.reply = Some(SentReply {
            status: head.status,
            headers: recorded_headers(headers, clean),
            request_id: head.request_id.as_deref().map(clean),
            ..SentReply::default()
        });
    }

    /// Records a decoded part of the body.
    pub(super) fn on_body(&mut self, bytes: &[u8]) {
        self.tail.push(bytes);
    }

    /// Records the events parsed from it.
    pub(super) fn on_events(&mut self, events: &[Event]) {
        let now = self.now_ms();
        let times = &mut self.record.times;
        for event in events {
            match event {
                Event::Delta(Delta::Reasoning(words)) if !words.is_empty() => {
                    times.first_reasoning_ms.get_or_insert(now);
                }
                Event::Delta(Delta::Text(words)) if !words.is_empty() => {
                    times.first_text_ms.get_or_insert(now);
                }
                Event::Image(_) => {
                    times.first_text_ms.get_or_insert(now);
                }
                _ => {}
            }
        }
    }

    pub(super) fn complete(&mut self) {
        self.record.stopped = false;
    }

    pub(super) fn fail(&mut self, failure: &Failure) {
        (self.record.failed, self.record.stopped) = (Some(failure.code), false);
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        let mut record = std::mem::take(&mut self.record);
        record.times.end_ms = Some(self.now_ms());
        if let Some(reply) = &mut record.reply {
            let tail = std::mem::take(&mut self.tail);
            (reply.bytes, reply.events) = (tail.bytes, tail.events());
            reply.tail = tail.text(&self.secrets);
        }
        self.log.ended(record);
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn recorded_headers(headers: &HeaderMap, clean: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let pair = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        let text = match name.as_str() {
            "set-cookie" | "set-cookie2" => COOKIE_PLACEHOLDER.to_owned(),
            _ => clean(&String::from_utf8_lossy(
                &value.as_bytes()[..value.len().min(MAX_VALUE)],
            )),
        };
        (clean(name.as_str()), text)
    };
    headers.iter().take(MAX_HEADERS).map(pair).collect()
}

/// The end of a body and its total size. Each byte costs the same.
#[derive(Default)]
struct Tail {
    held: Vec<u8>,
    bytes: u64,
    events: u64,
    /// The first bytes of the current line.
    line: Vec<u8>,
}

impl Tail {
    fn push(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        self.count_events(bytes);
        let most = MAX_TAIL + MARGIN;
        let new = &bytes[bytes.len().saturating_sub(most)..];
        self.held.extend_from_slice(new);
        if self.held.len() > 2 * most {
            self.held.drain(..self.held.len() - most);
        }
    }

    /// Counts `data:` lines.
    fn count_events(&mut self, bytes: &[u8]) {
        for piece in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
            let (line, ended) = match piece.split_last() {
                Some((b'\n' | b'\r', line)) => (line, true),
                _ => (piece, false),
            };
            let missing = b"data:".len() - self.line.len();
            self.line.extend(line.iter().take(missing));
            if ended {
                self.events += u64::from(self.line == b"data:");
                self.line.clear();
            }
        }
    }

    fn events(&self) -> u64 {
        self.events + u64::from(self.line == b"data:")
    }

    /// Returns the last 8 KiB as redacted text, starting at a line if one begins nearby.
    fn text(&self, secrets: &[Key]) -> String {
        let text = error::redact_secrets(secrets, &String::from_utf8_lossy(&self.held));
        if text.len() <= MAX_TAIL && self.bytes == self.held.len() as u64 {
            return text;
        }
        let mut from = text.len().saturating_sub(MAX_TAIL);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let end = &text[from..];
        match end.find('\n').filter(|at| *at < MAX_TAIL / 2) {
            Some(at) => end[at + 1..].to_owned(),
            None => end.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tail(pieces: &[&[u8]]) -> Tail {
        let mut tail = Tail::default();
        for piece in pieces {
            tail.push(piece);
        }
        tail
    }

    #[test]
    fn events_are_counted_however_the_bytes_come() {
        let whole = b"data: 1\n\n: note\r\ndata:2\r\n\r\nevent: x\ndata: [DONE]";
        assert_eq!(tail(&[whole]).events(), 3);
        let bytes: Vec<&[u8]> = whole.chunks(1).collect();
        assert_eq!(tail(&bytes).events(), 3);
    }

    #[test]
    fn a_short_body_is_kept_whole_and_a_long_one_from_a_line_on() {
        assert_eq!(tail(&[b"one\ntwo"]).text(&[]), "one\ntwo");
        let line = format!("{}\n", "é".repeat(60)).into_bytes();
        let many: Vec<&[u8]> = std::iter::repeat_n(line.as_slice(), 2_000).collect();
        let long = tail(&many);
        assert_eq!(long.bytes, 121 * 2_000);
        assert!(long.held.len() <= 2 * (MAX_TAIL + MARGIN) + line.len());
        let text = long.text(&[]);
        assert!(text.len() <= MAX_TAIL && text.len() > MAX_TAIL / 2, "{}", text.len());
        assert!(text.lines().all(|line| line.chars().count() == 60));
    }

    #[test]
    fn a_key_at_the_edge_of_what_is_kept_leaves_nothing_of_itself() {
        let secret = format!("{}-edge", "k3y".repeat(8));
        for shift in 0..secret.len() + 2 {
            let mut body = "x".repeat(40_000);
            body.push_str(&secret);
            body.push_str(&"y".repeat(MAX_TAIL - shift));
            let key = Key::new(secret.clone()).expect("a key");
            let text = tail(&[body.as_bytes()]).text(&[key]);
            assert!(
                !text.contains("k3y") && !text.contains("edge"),
                "{shift}: {}",
                &text[..40]
            );
        }
    }
}
