//! Builds the content of a message: a string, or a list of parts.
//!
//! Many servers refuse lists, so a list is sent only if there is an image. Text files are embedded in the string,
//! between tags that name them.

use std::{collections::BTreeMap, fmt, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};
use chat::{Attachment, AttachmentKind, ImageHash, Message};
use serde_json::{Value, json};

/// The bytes of the attached files, for one request.
#[derive(Clone, Default)]
pub struct Files(BTreeMap<ImageHash, Arc<[u8]>>);

static NONE: Files = Files(BTreeMap::new());

impl Files {
    /// Returns an empty collection.
    pub fn none() -> &'static Self {
        &NONE
    }

    /// Adds a file.
    pub fn put(&mut self, hash: ImageHash, bytes: Arc<[u8]>) {
        self.0.insert(hash, bytes);
    }

    /// Returns whether the file is present.
    pub fn has(&self, hash: ImageHash) -> bool {
        self.0.contains_key(&hash)
    }

    /// Returns the bytes of a file: an image, or text as UTF-8.
    pub fn get(&self, hash: ImageHash) -> Option<&Arc<[u8]>> {
        self.0.get(&hash)
    }

    /// Returns the bytes of all files that may be text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &[u8]> {
        let texts = self.0.values().filter(|bytes| std::str::from_utf8(bytes).is_ok());
        texts.map(|bytes| &**bytes)
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Returns the content of a message: a string unless there are images. Files missing from `files` are left out.
pub(crate) fn message_content(message: &Message, files: &Files) -> Value {
    if message.files().next().is_none() {
        return message.text().into();
    }
    let texts = message.files().filter_map(|file| text_block(file, files));
    let words = Some(message.text().into_owned()).filter(|words| !words.trim().is_empty());
    let text = texts.chain(words).collect::<Vec<_>>().join("\n\n");
    let mut parts: Vec<Value> = message.files().filter_map(|file| image_part(file, files)).collect();
    if parts.is_empty() {
        return text.into();
    }
    if !text.is_empty() {
        parts.push(json!({"type": "text", "text": text}));
    }
    parts.into()
}

fn image_part(file: &Attachment, files: &Files) -> Option<Value> {
    let AttachmentKind::Image { media_type, .. } = &file.kind else {
        return None;
    };
    let bytes = STANDARD.encode(files.get(file.hash)?);
    let url = format!("data:{};base64,{bytes}", media_type.media_type());
    Some(json!({"type": "image_url", "image_url": {"url": url}}))
}

fn text_block(file: &Attachment, files: &Files) -> Option<String> {
    if file.is_picture() {
        return None;
    }
    let text = String::from_utf8_lossy(files.get(file.hash)?);
    let end = if text.ends_with('\n') { "" } else { "\n" };
    Some(if file.name.is_empty() {
        format!("<pasted>\n{text}{end}</pasted>")
    } else {
        format!("<file name=\"{}\">\n{text}{end}</file>", file.name.replace('"', "'"))
    })
}

#[cfg(test)]
mod tests {
    use chat::{ImageType, Role};

    use super::*;

    fn attachment(number: u8, kind: AttachmentKind, name: &str) -> Attachment {
        Attachment {
            hash: ImageHash([number; 32]),
            kind,
            name: name.to_owned(),
            bytes: 3,
            tokens: 1,
        }
    }

    fn picture(number: u8, media_type: ImageType) -> Attachment {
        let kind = AttachmentKind::Image {
            media_type,
            width: 1,
            height: 1,
            shrunk_from: None,
            first_frame_only: false,
        };
        attachment(number, kind, "a.png")
    }

    fn files() -> Files {
        let mut files = Files::default();
        files.put(ImageHash([1; 32]), Arc::from(&b"\x89PNG"[..]));
        files.put(ImageHash([2; 32]), Arc::from(&b"fn main() {}\n"[..]));
        files.put(ImageHash([3; 32]), Arc::from(&b"long"[..]));
        files
    }

    fn message(content: &str, attachments: Vec<Attachment>) -> Value {
        let message = Message::new(Role::User, content).with_files(attachments);
        message_content(&message, &files())
    }

    #[test]
    fn a_message_without_files_is_a_string() {
        assert_eq!(message("Hi", Vec::new()), json!("Hi"));
    }

    #[test]
    fn texts_stand_before_the_words_in_one_string() {
        let source = attachment(2, AttachmentKind::Text, "a \"b\".rs");
        let paste = attachment(3, AttachmentKind::Paste, "");
        assert_eq!(
            message("Hi", vec![source.clone(), paste]),
            json!("<file name=\"a 'b'.rs\">\nfn main() {}\n</file>\n\n<pasted>\nlong\n</pasted>\n\nHi")
        );
        assert_eq!(
            message(" ", vec![source]),
            json!("<file name=\"a 'b'.rs\">\nfn main() {}\n</file>")
        );
    }

    #[test]
    fn pictures_make_parts_of_it_as_data_urls() {
        let attachments = vec![attachment(2, AttachmentKind::Text, "a.rs"), picture(1, ImageType::Png)];
        assert_eq!(
            message("Hi", attachments),
            json!([
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw=="}},
                {"type": "text", "text": "<file name=\"a.rs\">\nfn main() {}\n</file>\n\nHi"},
            ])
        );
        let alone = json!([{"type": "image_url", "image_url": {"url": "data:image/jpeg;base64,iVBORw=="}}]);
        assert_eq!(message("", vec![picture(1, ImageType::Jpeg)]), alone);
    }

    #[test]
    fn a_file_that_is_not_there_is_left_out() {
        assert_eq!(message("Hi", vec![picture(9, ImageType::Gif)]), json!("Hi"));
    }
}
