//! Tells what a reply really is, whatever was asked for and whatever it calls itself (quirks 16 to 20).

/// What the bytes of a reply are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Server-sent events.
    Events,
    /// One JSON object.
    Json,
    /// A web page.
    Page,
    /// Neither: plain words.
    Words,
}

/// How an event stream can begin.
const EVENT_STARTS: [&[u8]; 5] = [b"data", b"event", b"id", b"retry", b":"];

/// UTF-8's byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The kind of a reply that begins with `bytes`; `None` while they tell too little.
pub(super) fn kind(content_type: Option<&str>, bytes: &[u8], at_end: bool) -> Option<Kind> {
    // A byte order mark may itself have come in parts.
    if !at_end && !bytes.is_empty() && bytes.len() < MARK.len() && MARK.starts_with(bytes) {
        return None;
    }
    let bytes = bytes.strip_prefix(MARK).unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    match text.first() {
        None if at_end => Some(Kind::Events),
        None => None,
        Some(b'{' | b'[') => Some(Kind::Json),
        Some(b'<') => Some(Kind::Page),
        Some(_) if content_type == Some("text/event-stream") => Some(Kind::Events),
        Some(_) if EVENT_STARTS.iter().any(|start| text.starts_with(start)) => Some(Kind::Events),
        Some(_) if !at_end && could_be_more(text) => None,
        Some(_) => Some(Kind::Words),
    }
}

/// Whether more bytes could still make this the start of an event.
fn could_be_more(text: &[u8]) -> bool {
    EVENT_STARTS.iter().any(|start| start.starts_with(text))
}
