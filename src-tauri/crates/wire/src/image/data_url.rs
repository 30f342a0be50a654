//! What a server writes where a picture is meant: a data URL, bare base64, or an address.

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use url::Url;

use super::{MAX_BYTES, Picture};

/// The longest address shown in a picture's place, in bytes.
const MAX_ADDRESS: usize = 2048;

/// Padding is optional and its bits are not looked at: servers differ in both.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What can be shown for a picture a server means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// The picture.
    Picture(Picture),
    /// Markdown that names what is not shown: an address on the web, or the kind of a picture that was refused.
    Words(String),
}

impl Shown {
    /// What to show for `source`; `None` when it names nothing at all.
    pub(crate) fn of(source: &str) -> Option<Self> {
        let source = source.trim();
        if let Some((kind, payload)) = split(source) {
            let picture = decode(payload).and_then(Picture::of);
            let refused = || Self::Words(format!("![](data:{kind})"));
            return Some(picture.map_or_else(refused, Self::Picture));
        }
        if let Some(url) = web_address(source) {
            // An autolink: a normalised URL holds neither `<` nor `>` nor white space.
            return Some(Self::Words(format!("<{url}>")));
        }
        decode(source).and_then(Picture::of).map(Self::Picture)
    }
}

/// Kind and base64 of a data URL; the kind with nothing in it that could be more than a word.
fn split(source: &str) -> Option<(String, &str)> {
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

/// The bytes behind base64, in either alphabet, with white space anywhere. `None` when it is none or too long.
pub(crate) fn decode(payload: &str) -> Option<Vec<u8>> {
    // White space in between is not a fifth of it.
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
