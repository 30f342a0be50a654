//! Detects the format of a reply, whatever was requested or declared (quirks 16 to 20).

/// The format of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyFormat {
    /// Server-sent events.
    Events,
    /// A JSON value.
    Json,
    /// A web page.
    Page,
    /// Plain text.
    PlainText,
}

/// How an event stream may begin.
const EVENT_STARTS: [&[u8]; 5] = [b"data", b"event", b"id", b"retry", b":"];

/// UTF-8 byte order mark.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Returns the format of a reply that begins with `bytes`; `None` while there are too few.
pub(super) fn detect(content_type: Option<&str>, bytes: &[u8], at_end: bool) -> Option<BodyFormat> {
    // A byte order mark may arrive in parts.
    if !at_end && !bytes.is_empty() && bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes) {
        return None;
    }
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    match text.first() {
        None if at_end => Some(BodyFormat::Events),
        None => None,
        Some(b'{' | b'[') => Some(BodyFormat::Json),
        Some(b'<') => Some(BodyFormat::Page),
        Some(_) if content_type == Some("text/event-stream") => Some(BodyFormat::Events),
        Some(_) if EVENT_STARTS.iter().any(|start| text.starts_with(start)) => Some(BodyFormat::Events),
        Some(_) if !at_end && could_be_more(text) => None,
        Some(_) => Some(BodyFormat::PlainText),
    }
}

/// Returns whether more bytes could still make this the start of an event.
fn could_be_more(text: &[u8]) -> bool {
    EVENT_STARTS.iter().any(|start| start.starts_with(text))
}
