//! A reply that is no stream: one JSON object, a web page, or plain words (quirks 16, 18 and 19).

use chat::{Ending, ErrorCode};
use serde_json::Value;

use super::{Event, Kind, Reader};
use crate::error::{self, ProviderError};

impl Reader {
    /// Reads a body that was collected to its end. `broken`: the connection broke before it was over.
    pub(super) fn whole(&mut self, kind: Kind, body: &[u8], broken: bool, out: &mut Vec<Event>) {
        if kind == Kind::Page {
            let failure = error::of_reply(&self.head, body, &self.asked);
            return self.end(Ending::Failed(failure), out);
        }
        let text = String::from_utf8_lossy(body);
        let text = text.trim_start_matches('\u{FEFF}');
        // Only the first value counts: a `data: [DONE]` may follow it (quirk 18).
        match serde_json::Deserializer::from_str(text).into_iter::<Value>().next() {
            Some(Ok(value)) => self.whole_value(&value, text, out),
            // Broken off within the object: the caller ends it as cut off.
            Some(Err(error)) if error.is_eof() => {}
            _ if broken => {}
            _ => self.malformed(text, out),
        }
    }

    fn whole_value(&mut self, value: &Value, text: &str, out: &mut Vec<Event>) {
        let answer = value.as_array().and_then(|items| items.first()).unwrap_or(value);
        if answer.get("choices").is_some_and(Value::is_array) {
            self.chunk(answer, out);
            if !self.ended {
                self.end(Ending::Complete, out);
            }
        } else if let Some(error) = ProviderError::of_reply(value) {
            self.fail(&error, out);
        } else {
            let mut failure = error::of_head(&self.head, ErrorCode::Malformed);
            failure.provider_message = Some(error::raw(text.trim()));
            self.end(Ending::Failed(failure), out);
        }
    }
}
