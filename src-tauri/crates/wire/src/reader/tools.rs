//! Puts tool calls together from their parts: by id first, as places in the list are missing or shared (quirk 34).

use crate::chunk::CallPart;

/// More calls than this are a flood, not an answer's.
const MAX_CALLS: usize = 128;
/// More bytes of arguments than this, all calls together, are one too; what is beyond is dropped.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// A tool that the model wants run. Untrusted, like all it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolCall {
    /// The server's id, or one made here where it sent none: `call_1` and so on.
    pub id: String,
    /// The tool's name; empty if it was never said.
    pub name: String,
    /// The arguments as text, which need not be the JSON it should be.
    pub arguments: String,
}

/// The calls of one answer, as far as they came.
#[derive(Debug, Default)]
pub(super) struct ToolCalls {
    calls: Vec<ToolCall>,
    /// The place in the list that each was named with first.
    places: Vec<Option<i64>>,
    bytes: usize,
}

impl ToolCalls {
    pub(super) fn calls(&self) -> &[ToolCall] {
        &self.calls
    }

    /// How much of them has come: it grows with every part.
    pub(super) fn bytes(&self) -> usize {
        self.bytes + self.calls.len()
    }

    /// Takes the parts of one chunk. `whole`: of a message, which repeats what deltas said before.
    pub(super) fn take(&mut self, parts: Vec<CallPart>, whole: bool) {
        if whole && !self.calls.is_empty() {
            return;
        }
        for part in parts {
            self.part(part, whole);
        }
    }

    fn part(&mut self, part: CallPart, whole: bool) {
        let Some(at) = self.place(&part, whole) else { return };
        let call = &mut self.calls[at];
        if let Some(name) = part.name.filter(|_| call.name.is_empty()) {
            call.name = name;
        }
        if self.bytes + part.arguments.len() <= MAX_BYTES {
            self.bytes += part.arguments.len();
            call.arguments.push_str(&part.arguments);
        }
    }

    /// Which call a part belongs to: the one with its id, else the newest in its place, else the newest. A part with an
    /// id nobody has heard begins a call, and so does one of a message or one that names a tool in a place of its own.
    fn place(&mut self, part: &CallPart, whole: bool) -> Option<usize> {
        let known = match &part.id {
            Some(id) => self.calls.iter().rposition(|call| call.id == *id),
            None if whole => None,
            None => match part.index {
                Some(index) => self.places.iter().rposition(|place| *place == Some(index)),
                // Without id and place, a name begins the next call.
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
        self.places.push(part.index);
        Some(self.calls.len() - 1)
    }
}
