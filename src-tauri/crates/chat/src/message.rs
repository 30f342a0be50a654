//! One message of a request, as the model reads it.

use std::borrow::Cow;

use crate::Attachment;

/// Who speaks. `Tool` comes with tool calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Instructions before the first turn.
    System,
    /// The person.
    User,
    /// The model.
    Assistant,
}

/// One message: a role and its content parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// The content, in order. Blank text is possible only beside a file.
    pub parts: Vec<Part>,
    /// The model's own reasoning; present only if the endpoint wants it sent back.
    pub reasoning: Option<String>,
}

/// One content part of a message. Tool calls and tool results become variants of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Plain text.
    Text(String),
    /// A file, by hash: the sender has the bytes.
    File(Attachment),
}

impl Message {
    /// Returns a message with one text part and no reasoning.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self {
            role,
            parts: vec![Part::Text(text.into())],
            reasoning: None,
        }
    }

    /// Appends files, in order.
    #[must_use]
    pub fn with_files(mut self, files: impl IntoIterator<Item = Attachment>) -> Self {
        self.parts.extend(files.into_iter().map(Part::File));
        self
    }

    /// Returns all text parts joined, borrowed if there is only one.
    pub fn text(&self) -> Cow<'_, str> {
        let mut texts = self.texts();
        let first = texts.next().unwrap_or_default();
        texts.fold(Cow::Borrowed(first), |joined, text| joined + text)
    }

    /// Returns the text parts, in order.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(text) => Some(text.as_str()),
            Part::File(_) => None,
        })
    }

    /// Returns the files, in order.
    pub fn files(&self) -> impl Iterator<Item = &Attachment> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::File(file) => Some(file),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_joined_and_files_keep_their_order() {
        let file = |number| Attachment {
            hash: crate::ImageHash([number; 32]),
            kind: crate::AttachmentKind::Text,
            name: String::new(),
            bytes: 1,
            tokens: 1,
        };
        let mut message = Message::new(Role::User, "one, ").with_files([file(1), file(2)]);
        assert!(matches!(message.text(), Cow::Borrowed("one, ")));
        message.parts.push(Part::Text("two".into()));
        assert_eq!(message.text(), "one, two");
        assert_eq!(message.files().cloned().collect::<Vec<_>>(), [file(1), file(2)]);
    }
}
