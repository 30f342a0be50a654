//! Parses the source of an image: a data URL, bare base64, or a web URL.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use url::Url;

use super::{MAX_BYTES, ReplyImage};

/// Longest URL shown in place of an image, in bytes.
const MAX_ADDRESS: usize = 2048;

/// Padding is optional and its bits are ignored, because servers differ in both.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What is shown for an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImageSource {
    /// The image itself.
    Image(ReplyImage),
    /// Markdown in its place: a link, or the media type of an image that was refused.
    Markdown(String),
}

impl ImageSource {
    /// Parses `source`; `None` if it is neither an image nor a URL.
    pub(crate) fn parse(source: &str) -> Option<Self> {
        let source = source.trim();
        if let Some((kind, payload)) = split_data_url(source) {
            let picture = decode_base64(payload).and_then(ReplyImage::from_bytes);
            let refused = || Self::Markdown(format!("![](data:{kind})"));
            return Some(picture.map_or_else(refused, Self::Image));
        }
        if let Some(url) = web_address(source) {
            // An autolink: a normalised URL contains neither `<` and `>` nor white space.
            return Some(Self::Markdown(format!("<{url}>")));
        }
        decode_base64(source).and_then(ReplyImage::from_bytes).map(Self::Image)
    }
}

/// Splits a data URL into media type and base64. Only characters that are safe in markdown are kept of the media type.
fn split_data_url(source: &str) -> Option<(String, &str)> {
    let scheme = source.get(..5)?;
    if !scheme.eq_ignore_ascii_case("data:") {
        return None;
    }
    let (head, payload) = source[5..].split_once(',').unwrap_or((&source[5..], ""));
    let kind = head.split(';').next().unwrap_or_default();
    let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '/' | '+' | '-' | '.');
    Some((kind.chars().filter(safe).take(60).collect(), payload))
}

fn web_address(source: &str) -> Option<Url> {
    if source.len() > MAX_ADDRESS {
        return None;
    }
    let url = Url::parse(source).ok()?;
    matches!(url.scheme(), "http" | "https").then_some(url)
}

/// Decodes base64 in either alphabet, ignoring white space. `None` if it is invalid or too long.
pub(crate) fn decode_base64(payload: &str) -> Option<Vec<u8>> {
    // Allows for up to a fifth of white space.
    if payload.len() / 5 * 3 > MAX_BYTES {
        return None;
    }
    let byte = |byte: u8| match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    };
    let digits: Vec<u8> = payload.bytes().filter(|b| !b.is_ascii_whitespace()).map(byte).collect();
    LENIENT.decode(digits).ok()
}
