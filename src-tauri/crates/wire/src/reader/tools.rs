//! Assembles tool calls from their parts: by id first, because list indexes are missing or shared (quirk 34).

use crate::chunk::CallPart;

/// Most calls of an answer.
const MAX_CALLS: usize = 128;
/// Most bytes of arguments of all calls; the rest is dropped.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A tool call from the model. Untrusted, like everything it writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolCall {
    /// The server's id, or a generated one (`call_1` and so on) if it sent none.
    pub id: String,
    /// Name of the tool; empty if none arrived.
    pub name: String,
    /// The arguments as text, which may not be valid JSON.
    pub arguments: String,
}

/// The tool calls of one answer so far.
#[derive(Debug, Default)]
pub(super) struct ToolCalls {
    calls: Vec<ToolCall>,
    /// The list index with which each call first arrived.
    indexes: Vec<Option<i64>>,
    bytes: usize,
}

impl ToolCalls {
    pub(super) fn calls(&self) -> &[ToolCall] {
        &self.calls
    }

    /// Returns a measure of what has arrived, which grows with every part.
    pub(super) fn bytes(&self) -> usize {
        self.bytes + self.calls.len()
    }

    /// Adds the parts of one chunk. `whole` means a complete message, which repeats what deltas said before.
    pub(super) fn add_parts(&mut self, parts: Vec<CallPart>, whole: bool) {
        if whole && !self.calls.is_empty() {
            return;
        }
        for part in parts {
            self.add_part(part, whole);
        }
    }

    fn add_part(&mut self, part: CallPart, whole: bool) {
        let Some(at) = self.find_call(&part, whole) else { return };
        let call = &mut self.calls[at];
        if let Some(name) = part.name.filter(|_| call.name.is_empty()) {
            call.name = name;
        }
        if self.bytes + part.arguments.len() <= MAX_BYTES {
            self.bytes += part.arguments.len();
            call.arguments.push_str(&part.arguments);
        }
    }

    /// Returns the index of the call that a part belongs to: the one with its id, else the latest with its list index,
    /// else the latest. A new id begins a new call, and so does a part of a complete message or one with a name at a
    /// new list index.
    fn find_call(&mut self, part: &CallPart, whole: bool) -> Option<usize> {
        let known = match &part.id {
            Some(id) => self.calls.iter().rposition(|call| call.id == *id),
            None if whole => None,
            None => match part.index {
                Some(index) => self.indexes.iter().rposition(|known| *known == Some(index)),
                // Without id and index, a name begins the next call.
                None if part.name.is_some() => None,
                None => self.calls.len().checked_sub(1),
            },
        };
        known.or_else(|| self.begin(part))
    }

    fn begin(&mut self, part: &CallPart) -> Option<usize> {
        if self.calls.len() >= MAX_CALLS {
            return None;
        }
        let id = part
            .id
            .clone()
            .unwrap_or_else(|| format!("call_{}", self.calls.len() + 1));
        self.calls.push(ToolCall {
            id,
            ..ToolCall::default()
        });
        self.indexes.push(part.index);
        Some(self.calls.len() - 1)
    }
}
