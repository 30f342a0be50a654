//! Pictures in replies (quirk 46): decoded from what a server wrote, and judged by their own bytes.
//!
//! Nothing is ever fetched: a picture that is only named by its address stays an address.

mod data_url;
mod size;

use std::fmt;

use chat::ImageType;

pub(crate) use data_url::{Shown, decode};

/// The largest picture taken, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// The most pixels a picture may have. A few kilobytes can name billions of them, and whoever draws those needs four
/// bytes for each.
const MAX_PIXELS: u64 = 64 * 1024 * 1024;

/// A whole picture of one of the four kinds, as a server sent it.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// What its bytes are, whatever the server called them.
    pub media_type: ImageType,
    /// Width in pixels, never 0.
    pub width: u32,
    /// Height in pixels, never 0.
    pub height: u32,
    /// What the model called it; untrusted text, never blank.
    pub alt: Option<String>,
    /// The file, at most [`MAX_BYTES`].
    pub bytes: Vec<u8>,
}

impl Picture {
    /// The picture these bytes are; `None` when they are none of the four kinds, too many, or name too many pixels.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        let (media_type, width, height) = size::read(&bytes)?;
        let pixels = u64::from(width) * u64::from(height);
        (bytes.len() <= MAX_BYTES && (1..=MAX_PIXELS).contains(&pixels)).then_some(Self {
            media_type,
            width,
            height,
            alt: None,
            bytes,
        })
    }

    /// The same picture under a name; a blank one is none.
    pub(crate) fn named(mut self, alt: &str) -> Self {
        self.alt = Some(alt.trim().to_owned()).filter(|alt| !alt.is_empty());
        self
    }
}

impl fmt::Debug for Picture {
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
            "Picture({media_type:?} {width}x{height} {alt:?}, {} bytes)",
            bytes.len()
        )
    }
}

#[cfg(test)]
pub(crate) mod tests;
