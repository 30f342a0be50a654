//! Incremental decoder for server-sent events, linear in the number of bytes.

/// Longest line, and most data of an event, in bytes. Images arrive as a single line of base64 (quirk 13).
pub const MAX_EVENT_BYTES: usize = 32 * 1024 * 1024;

/// An event. Comments and fields that the protocol doesn't use are dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SseEvent {
    /// The `event:` field, if there was one.
    pub event: Option<String>,
    /// The `data:` lines, joined by line feeds; empty for a bare `event:` (quirk 5).
    pub data: String,
}

/// Error for a line or event that exceeds the limit. The decoder returns nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an event is larger than {MAX_EVENT_BYTES} bytes")]
pub struct EventTooLarge;

/// An incremental decoder for `text/event-stream`.
///
/// Any split of the same bytes returns the same events: lines end in CR, LF or CRLF (quirk 2), one leading byte order
/// mark is dropped (quirk 8), and UTF-8 is decoded line by line (quirk 7), with U+FFFD for invalid bytes.
#[derive(Debug)]
pub struct Decoder {
    /// The current line, without its end.
    line: Vec<u8>,
    /// The current event; `None` while it has neither data nor a name.
    event: Option<Pending>,
    /// The previous byte was a CR, so a LF belongs to it.
    after_cr: bool,
    /// No line has ended yet, so a byte order mark may follow.
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
    /// Creates a decoder with another limit than [`MAX_EVENT_BYTES`].
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

    /// Decodes the next bytes and appends completed events to `events`.
    ///
    /// # Errors
    /// [`EventTooLarge`], also on every later call; earlier events are in `events`.
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

    /// Ends the stream and returns the incomplete event, if any. Only its reader can tell whether it is usable.
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
        // Reuses the buffer for the next line, unless a huge line made it huge.
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
            // Comments (an empty name), `id`, `retry` and anything else the protocol doesn't use (quirk 3).
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
