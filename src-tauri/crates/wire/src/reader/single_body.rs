//! Parses a reply that is not a stream: a JSON object, a web page, or plain text (quirks 16, 18 and 19).

use chat::{Ending, ErrorCode};
use serde_json::Value;

use super::{BodyFormat, Event, Reader};
use crate::error::{self, ProviderError};

impl Reader {
    /// Parses a complete body. `broken` means that the connection broke off first.
    pub(super) fn parse_single_body(&mut self, kind: BodyFormat, body: &[u8], broken: bool, out: &mut Vec<Event>) {
        if kind == BodyFormat::Page {
            let failure = error::from_reply(&self.head, body, &self.asked);
            return self.end(Ending::Failed(failure), out);
        }
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{FEFF}');
        // Only the first value counts: `data: [DONE]` may follow it (quirk 18).
        match serde_json::Deserializer::from_str(text).into_iter::<Value>().next() {
            Some(Ok(value)) => self.parse_single_value(&value, text, out),
            // Broken off inside the object: the caller ends the answer as cut off.
            Some(Err(error)) if error.is_eof() => {}
            _ if broken => {}
            _ => self.malformed(text, out),
        }
    }

    fn parse_single_value(&mut self, value: &Value, text: &str, out: &mut Vec<Event>) {
        let answer = value.as_array().and_then(|items| items.first()).unwrap_or(value);
        if answer.get("choices").is_some_and(Value::is_array) {
            self.on_chunk(answer, out);
            if !self.ended {
                self.end(Ending::Complete, out);
            }
        } else if let Some(error) = ProviderError::from_reply(value) {
            self.fail(&error, out);
        } else {
            let mut failure = error::from_head(&self.head, ErrorCode::Malformed);
            failure.provider_message = Some(error::clip_raw(text.trim()));
            self.end(Ending::Failed(failure), out);
        }
    }
}
