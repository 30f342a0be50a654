//! Server-sent events: bytes in, events out, at a cost that grows with the bytes alone.

/// The longest line, and the most data of one event, in bytes: images arrive as one line of base64 (quirk 13).
pub const MAX_EVENT_BYTES: usize = 32 * 1024 * 1024;

/// One event. Comments and fields this protocol does not use are gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SseEvent {
    /// The `event:` field, if there was one.
    pub event: Option<String>,
    /// The `data:` lines, joined by line feeds; empty for a bare `event:` (quirk 5).
    pub data: String,
}

/// A line or an event's data grew beyond the limit. The decoder yields nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event is larger than {MAX_EVENT_BYTES} bytes")]
pub struct EventTooLarge;

/// A push decoder for `text/event-stream`.
///
/// Any split of the same bytes gives the same events: lines end in CR, LF or CRLF (quirk 2), one leading byte order
/// mark is dropped (quirk 8), and UTF-8 is decoded a whole line at a time (quirk 7), bad bytes becoming U+FFFD.
#[derive(Debug)]
pub struct Decoder {
    /// The line so far, without its end.
    line: Vec<u8>,
    /// The event so far; `None` while it has neither data nor a name.
    event: Option<Pending>,
    /// The byte before was a CR: a LF now belongs to it.
    after_cr: bool,
    /// No line has ended yet, so a byte order mark may stand here.
    first_line: bool,
    limit: usize,
    overflowed: bool,
}

#[derive(Debug, Default)]
struct Pending {
    event: Option<String>,
    data: Option<String>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::with_limit(MAX_EVENT_BYTES)
    }
}

impl Decoder {
    /// A decoder with another limit than [`MAX_EVENT_BYTES`].
    pub fn with_limit(limit: usize) -> Self {
        Self {
            line: Vec::new(),
            event: None,
            after_cr: false,
            first_line: true,
            limit,
            overflowed: false,
        }
    }

    /// Takes the next bytes and appends the events they complete to `events`.
    ///
    /// # Errors
    /// [`EventTooLarge`], then and ever after; the events before it are in `events`.
    pub fn push(&mut self, mut bytes: &[u8], events: &mut Vec<SseEvent>) -> Result<(), EventTooLarge> {
        if self.overflowed {
            return Err(EventTooLarge);
        }
        while !bytes.is_empty() {
            if std::mem::take(&mut self.after_cr) && bytes[0] == b'\n' {
                bytes = &bytes[1..];
                continue;
            }
            let end = memchr::memchr2(b'\r', b'\n', bytes);
            self.extend_line(&bytes[..end.unwrap_or(bytes.len())])?;
            let Some(end) = end else { break };
            self.after_cr = bytes[end] == b'\r';
            bytes = &bytes[end + 1..];
            self.end_line(events)?;
        }
        Ok(())
    }

    /// The end of the stream: the event it broke off in, if any. Whether that event is whole, only its reader can say.
    pub fn finish(&mut self) -> Option<SseEvent> {
        let mut events = Vec::new();
        if !self.overflowed && !self.line.is_empty() {
            self.end_line(&mut events).ok()?;
        }
        self.dispatch(&mut events);
        events.pop()
    }

    fn extend_line(&mut self, bytes: &[u8]) -> Result<(), EventTooLarge> {
        if self.line.len() + bytes.len() > self.limit {
            return self.overflow();
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }

    fn overflow(&mut self) -> Result<(), EventTooLarge> {
        self.overflowed = true;
        self.line = Vec::new();
        self.event = None;
        Err(EventTooLarge)
    }

    fn end_line(&mut self, events: &mut Vec<SseEvent>) -> Result<(), EventTooLarge> {
        let line = std::mem::take(&mut self.line);
        let mut text: &[u8] = &line;
        if std::mem::take(&mut self.first_line) {
            text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        }
        if text.is_empty() {
            self.dispatch(events);
        } else {
            self.field(text)?;
        }
        // The buffer is kept for the next line, unless one huge line made it huge.
        if line.capacity() <= 64 * 1024 {
            self.line = line;
            self.line.clear();
        }
        Ok(())
    }

    fn field(&mut self, line: &[u8]) -> Result<(), EventTooLarge> {
        let colon = memchr::memchr(b':', line).unwrap_or(line.len());
        let value = line.get(colon + 1..).unwrap_or_default();
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match &line[..colon] {
            b"data" => return self.data(value),
            b"event" => {
                let name = String::from_utf8_lossy(value).trim().to_owned();
                self.event.get_or_insert_default().event = Some(name);
            }
            // Comments (an empty name), `id`, `retry` and whatever else: nothing this protocol uses (quirk 3).
            _ => {}
        }
        Ok(())
    }

    fn data(&mut self, value: &[u8]) -> Result<(), EventTooLarge> {
        let limit = self.limit;
        let value = String::from_utf8_lossy(value);
        let pending = self.event.get_or_insert_default();
        match &mut pending.data {
            None => pending.data = Some(value.into_owned()),
            Some(data) if data.len() + 1 + value.len() > limit => return self.overflow(),
            Some(data) => {
                data.push('\n');
                data.push_str(&value);
            }
        }
        Ok(())
    }

    fn dispatch(&mut self, events: &mut Vec<SseEvent>) {
        if let Some(Pending { event, data }) = self.event.take() {
            events.push(SseEvent {
                event,
                data: data.unwrap_or_default(),
            });
        }
    }
}

#[cfg(test)]
mod tests;
