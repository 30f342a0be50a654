//! Images that a model returned, by hash. Their bytes are kept elsewhere.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

/// Most images of one answer; further ones are dropped as a flood.
const MAX_IMAGES: usize = 64;

/// One image of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// Names its bytes.
    pub hash: ImageHash,
    /// What its bytes are, judged by themselves and not by what a server called them.
    pub media_type: ImageType,
    /// Its length in bytes.
    pub bytes: u64,
    /// Width in pixels, never 0.
    pub width: u32,
    /// Height in pixels, never 0.
    pub height: u32,
    /// What the model called it; untrusted text.
    #[serde(default)]
    pub alt: Option<String>,
}

/// Adds an image unless it is there; a repeat may add the missing alternative text.
pub(crate) fn add(images: &mut Vec<Image>, image: Image) {
    if let Some(known) = images.iter_mut().find(|known| known.hash == image.hash) {
        known.alt = known.alt.take().or(image.alt);
    } else if images.len() < MAX_IMAGES {
        images.push(image);
    }
}

/// The image types that are kept and shown. Not SVG: it is a document that can contain anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "their names say it")]
pub enum ImageType {
    Png,
    Jpeg,
    Webp,
    Gif,
}

impl ImageType {
    /// Returns its media type, such as `image/png`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }
}

/// The SHA-256 of an image's bytes. Only 64 lower-case hexadecimal digits are parsed, because the text may become a
/// file name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, TS)]
#[ts(type = "string")]
pub struct ImageHash(pub [u8; 32]);

/// The text is not a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hexadecimal digits")]
pub struct NoHash;

impl fmt::Display for ImageHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ImageHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for ImageHash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(NoHash);
        }
        let mut hash = [0; 32];
        for (byte, [high, low]) in hash.iter_mut().zip(pairs) {
            *byte = digit(*high).ok_or(NoHash)? << 4 | digit(*low).ok_or(NoHash)?;
        }
        Ok(Self(hash))
    }
}

fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    }
}

impl Serialize for ImageHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ImageHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_lower_case_digits_and_nothing_else() {
        let text = "00ff".repeat(16);
        let hash: ImageHash = text.parse().expect("a hash");
        assert_eq!(hash.to_string(), text);
        assert_eq!(serde_json::to_string(&hash).expect("text"), format!("\"{text}\""));
        let upper = text.to_uppercase();
        let short = &text[1..];
        for not in [
            "",
            "..",
            short,
            &upper,
            &format!("{text}0"),
            &format!("{short}/"),
            &format!("{short}é"),
        ] {
            assert_eq!(not.parse::<ImageHash>(), Err(NoHash), "{not}");
        }
    }

    #[test]
    fn a_flood_of_pictures_is_cut_off_and_a_repeat_is_none() {
        let image = |number: u8| Image {
            hash: ImageHash([number; 32]),
            media_type: ImageType::Png,
            bytes: 9,
            width: 1,
            height: 1,
            alt: None,
        };
        let mut images = Vec::new();
        (0..200).for_each(|number| add(&mut images, image(number % 100)));
        assert_eq!(images.len(), MAX_IMAGES);
        let named = Image {
            alt: Some("A boat".into()),
            ..image(3)
        };
        add(&mut images, named);
        assert_eq!(images[3].alt.as_deref(), Some("A boat"));
    }
}
