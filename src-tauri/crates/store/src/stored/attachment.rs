//! Column `attachments.kind`.

use chat::{AttachmentKind, ImageType};
use serde::{Deserialize, Serialize};

use super::words::{self, StoredWord};

/// What an attachment is.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum StoredAttachmentKind {
    Image {
        #[serde(with = "words::as_text")]
        media_type: ImageType,
        width: u32,
        height: u32,
        #[serde(default)]
        shrunk_from: Option<u32>,
        #[serde(default)]
        first_frame_only: bool,
    },
    Text,
    Paste,
    Pdf {
        pages: u32,
    },
}

impl From<&AttachmentKind> for StoredAttachmentKind {
    fn from(kind: &AttachmentKind) -> Self {
        match *kind {
            AttachmentKind::Image {
                media_type,
                width,
                height,
                shrunk_from,
                first_frame_only,
            } => Self::Image {
                media_type,
                width,
                height,
                shrunk_from,
                first_frame_only,
            },
            AttachmentKind::Text => Self::Text,
            AttachmentKind::Paste => Self::Paste,
            AttachmentKind::Pdf { pages } => Self::Pdf { pages },
        }
    }
}

impl From<StoredAttachmentKind> for AttachmentKind {
    fn from(kind: StoredAttachmentKind) -> Self {
        use StoredAttachmentKind as S;
        match kind {
            S::Image {
                media_type,
                width,
                height,
                shrunk_from,
                first_frame_only,
            } => Self::Image {
                media_type,
                width,
                height,
                shrunk_from,
                first_frame_only,
            },
            S::Text => Self::Text,
            S::Paste => Self::Paste,
            S::Pdf { pages } => Self::Pdf { pages },
        }
    }
}

impl StoredWord for ImageType {
    fn word(&self) -> &str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
            Self::Webp => "webp",
            Self::Gif => "gif",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        words::find(&[Self::Png, Self::Jpeg, Self::Webp, Self::Gif], word)
    }
}
