//! Images in replies (quirk 46): decoded from what a server sent, and identified by their bytes.
//!
//! Images are never downloaded: an image that is only a URL stays a link.

mod size;
mod source;

use std::fmt;

use chat::ImageType;

pub(crate) use source::{ImageSource, decode_base64};

/// Largest image accepted, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// Most pixels of an image. A few kilobytes can declare billions of them, and drawing needs four bytes for each.
const MAX_PIXELS: u64 = 64 * 1024 * 1024;

/// A complete image in one of the four supported formats, as a server sent it.
#[derive(Clone, PartialEq, Eq)]
pub struct ReplyImage {
    /// The format of its bytes, whatever the server called it.
    pub media_type: ImageType,
    /// Width in pixels, never 0.
    pub width: u32,
    /// Height in pixels, never 0.
    pub height: u32,
    /// Its alternative text from the model; untrusted, never blank.
    pub alt: Option<String>,
    /// The file, at most [`MAX_BYTES`].
    pub bytes: Vec<u8>,
}

impl ReplyImage {
    /// Identifies an image; `None` if the format is not supported, or the file or its dimensions are too large.
    pub fn from_bytes(bytes: Vec<u8>) -> Option<Self> {
        let (media_type, width, height) = size::read_dimensions(&bytes)?;
        let pixels = u64::from(width) * u64::from(height);
        (bytes.len() <= MAX_BYTES && (1..=MAX_PIXELS).contains(&pixels)).then_some(Self {
            media_type,
            width,
            height,
            alt: None,
            bytes,
        })
    }

    /// Sets the alternative text; blank text means none.
    pub(crate) fn with_alt(mut self, alt: &str) -> Self {
        self.alt = Some(alt.trim().to_owned()).filter(|alt| !alt.is_empty());
        self
    }
}

impl fmt::Debug for ReplyImage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            media_type,
            width,
            height,
            alt,
            bytes,
        } = self;
        write!(
            f,
            "ReplyImage({media_type:?} {width}x{height} {alt:?}, {} bytes)",
            bytes.len()
        )
    }
}

#[cfg(test)]
pub(crate) mod tests;
