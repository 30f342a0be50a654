//! Decodes text files to UTF-8, or reports what they are instead.

use crate::Problem;

/// Longest text accepted, in bytes of UTF-8.
pub const MAX_TEXT: usize = 1024 * 1024;

/// Decodes UTF-8, or UTF-16 with a byte order mark. A NUL character means that the file is binary.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Problem> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest)?,
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => utf8(bytes)?,
    };
    if text.contains('\0') {
        return Err(Problem::Binary);
    }
    if text.len() > MAX_TEXT {
        return Err(Problem::TextTooLong { limit: MAX_TEXT });
    }
    if text.trim().is_empty() {
        return Err(Problem::Empty);
    }
    Ok(text)
}

/// Estimates the tokens of a text of this many bytes: four bytes each, as everywhere in Juxta.
pub(crate) fn tokens(bytes: usize) -> u64 {
    bytes.div_ceil(4) as u64
}

fn utf8(bytes: &[u8]) -> Result<String, Problem> {
    let wrong = || {
        if looks_binary(bytes) {
            Problem::Binary
        } else {
            Problem::Encoding
        }
    };
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| wrong())
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Problem::Encoding);
    }
    if pairs.len() > MAX_TEXT {
        return Err(Problem::TextTooLong { limit: MAX_TEXT });
    }
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).map_err(|_| Problem::Encoding)
}

/// Returns whether bytes that are not UTF-8 look binary rather than like another encoding: text has no control
/// characters.
fn looks_binary(bytes: &[u8]) -> bool {
    let is_odd = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    bytes.iter().any(is_odd)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(mark: u16, text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        let units = std::iter::once(mark).chain(text.encode_utf16());
        units.flat_map(bytes).collect()
    }

    #[test]
    fn invalid_text_is_reported() {
        for (bytes, problem) in [
            (&b"\x7fELF\x02\x01\x01\0\0"[..], Problem::Binary),
            (b"PK\x03\x04\x14\0\0\0\x08\0\xb5", Problem::Binary),
            (b"text with a \0 in it", Problem::Binary),
            (b"caf\xe9", Problem::Encoding),
            (b"\xff\xfea", Problem::Encoding),
            (b"\xff\xfe\x00\xd8", Problem::Encoding),
            (b"\xff\xfea\0\0\0", Problem::Binary),
            (b" \n\t", Problem::Empty),
            (b"\xef\xbb\xbf", Problem::Empty),
        ] {
            assert_eq!(decode(bytes), Err(problem), "{bytes:?}");
        }
        let limit = MAX_TEXT;
        assert_eq!(decode(&vec![b'a'; MAX_TEXT + 1]), Err(Problem::TextTooLong { limit }));
        assert_eq!(decode(&vec![b'a'; MAX_TEXT]).map(|text| text.len()), Ok(MAX_TEXT));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn a_text_comes_back_as_it_was_in_every_encoding(text in "[^\0\u{feff}]{0,200}x") {
            prop_assert_eq!(decode(text.as_bytes()), Ok(text.clone()));
            prop_assert_eq!(decode(format!("\u{feff}{text}").as_bytes()), Ok(text.clone()));
            prop_assert_eq!(decode(&marked(0xFEFF, &text, u16::to_le_bytes)), Ok(text.clone()));
            prop_assert_eq!(decode(&marked(0xFEFF, &text, u16::to_be_bytes)), Ok(text));
        }

        #[test]
        fn any_bytes_give_a_text_without_nul_or_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(text) = decode(&bytes) {
                prop_assert!(!text.contains('\0') && !text.trim().is_empty());
            }
        }
    }
}
