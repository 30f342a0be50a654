//! Files of a prompt: images and texts, by hash. Their bytes are kept elsewhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ImageHash, ImageType, TabId};

/// One file of a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attachment {
    /// Names what is sent: the picture as it was made ready, or the text as UTF-8.
    pub hash: ImageHash,
    /// What it is, judged by its bytes.
    pub kind: AttachmentKind,
    /// The file's name without its folder; untrusted, without control and direction characters. Empty for pasted text.
    pub name: String,
    /// How many bytes are sent of it.
    pub bytes: u64,
    /// About how many tokens it takes.
    pub tokens: u64,
}

/// What an attachment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AttachmentKind {
    /// A picture, which only some models can see.
    Image {
        /// What is sent: not always what the file was.
        media_type: ImageType,
        /// Width in pixels, never 0.
        width: u32,
        /// Height in pixels, never 0.
        height: u32,
        /// The longest side it had, pixels, where it was made smaller.
        #[serde(default)]
        shrunk_from: Option<u32>,
        /// Whether the file is a moving picture, of which only the first frame is sent.
        #[serde(default)]
        first_frame_only: bool,
    },
    /// A text or source file.
    Text,
    /// Text that was pasted, and was too long for the composer.
    Paste,
    /// The text of a PDF.
    Pdf {
        /// How many pages it has.
        pages: u32,
    },
}

impl Attachment {
    /// Returns whether it is an image, which only models with vision can read.
    pub fn is_picture(&self) -> bool {
        matches!(self.kind, AttachmentKind::Image { .. })
    }
}

/// What a turn carries besides its prompt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attached {
    /// In the order they are sent, each once.
    pub files: Vec<Attachment>,
    /// Tabs whose requests leave the pictures out, now and later: their models cannot see.
    pub unseen_by: Vec<TabId>,
}

impl Attached {
    /// Returns the files that a tab's requests include.
    pub fn seen_by(&self, tab: TabId) -> impl Iterator<Item = &Attachment> {
        let blind = self.unseen_by.contains(&tab);
        self.files.iter().filter(move |file| !(blind && file.is_picture()))
    }

    /// Returns whether a tab's requests leave a file out.
    pub fn is_unseen_by(&self, tab: TabId) -> bool {
        self.seen_by(tab).count() < self.files.len()
    }
}
