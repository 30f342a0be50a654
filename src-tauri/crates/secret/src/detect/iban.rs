//! Detects bank account numbers (IBAN, ISO 13616) by country, length and check digits.

use std::ops::Range;

use super::boundary::is_whole_word;

/// Length of an IBAN by country.
const LENGTHS: [(&[u8; 2], usize); 78] = [
    (b"AD", 24),
    (b"AE", 23),
    (b"AL", 28),
    (b"AT", 20),
    (b"AZ", 28),
    (b"BA", 20),
    (b"BE", 16),
    (b"BG", 22),
    (b"BH", 22),
    (b"BR", 29),
    (b"BY", 28),
    (b"CH", 21),
    (b"CR", 22),
    (b"CY", 28),
    (b"CZ", 24),
    (b"DE", 22),
    (b"DK", 18),
    (b"DO", 28),
    (b"EE", 20),
    (b"EG", 29),
    (b"ES", 24),
    (b"FI", 18),
    (b"FK", 18),
    (b"FO", 18),
    (b"FR", 27),
    (b"GB", 22),
    (b"GE", 22),
    (b"GI", 23),
    (b"GL", 18),
    (b"GR", 27),
    (b"GT", 28),
    (b"HR", 21),
    (b"HU", 28),
    (b"IE", 22),
    (b"IL", 23),
    (b"IQ", 23),
    (b"IS", 26),
    (b"IT", 27),
    (b"JO", 30),
    (b"KW", 30),
    (b"KZ", 20),
    (b"LB", 28),
    (b"LC", 32),
    (b"LI", 21),
    (b"LT", 20),
    (b"LU", 20),
    (b"LV", 21),
    (b"LY", 25),
    (b"MC", 27),
    (b"MD", 24),
    (b"ME", 22),
    (b"MK", 19),
    (b"MN", 20),
    (b"MR", 27),
    (b"MT", 31),
    (b"MU", 30),
    (b"NI", 28),
    (b"NL", 18),
    (b"NO", 15),
    (b"OM", 23),
    (b"PK", 24),
    (b"PL", 28),
    (b"PS", 29),
    (b"PT", 25),
    (b"QA", 29),
    (b"RO", 24),
    (b"RS", 22),
    (b"SA", 24),
    (b"SC", 31),
    (b"SE", 24),
    (b"SI", 19),
    (b"SK", 24),
    (b"SM", 27),
    (b"TL", 23),
    (b"TN", 24),
    (b"TR", 26),
    (b"UA", 29),
    (b"VG", 24),
];

/// Finds all IBANs in `text`, written without spaces or in groups of four.
pub(super) fn find(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let starts = (0..bytes.len().saturating_sub(14)).filter(|at| {
        bytes[*at].is_ascii_uppercase() && bytes[at + 1].is_ascii_uppercase() && bytes[at + 2].is_ascii_digit()
    });
    starts.filter_map(|start| iban_at(text, start))
}

fn iban_at(text: &str, start: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let country = &bytes[start..start + 2];
    let (_, length) = LENGTHS.iter().find(|(known, _)| known.as_slice() == country)?;
    let (mut taken, mut end) = (Vec::with_capacity(*length), start);
    while taken.len() < *length {
        match bytes.get(end)? {
            byte if byte.is_ascii_uppercase() || byte.is_ascii_digit() => taken.push(*byte),
            // Spaces are allowed only between groups of four.
            b' ' if taken.len() % 4 == 0 && bytes.get(end - 1) != Some(&b' ') => {}
            _ => return None,
        }
        end += 1;
    }
    let range = start..end;
    let fits = bytes.get(end).is_none_or(|_| text.is_char_boundary(end));
    (fits && is_whole_word(text, &range) && is_valid(&taken)).then_some(range)
}

/// Returns whether the check digits are valid: the rearranged number modulo 97 is 1.
fn is_valid(number: &[u8]) -> bool {
    let (head, rest) = number.split_at(4);
    let remainder = rest.iter().chain(head).fold(0_u32, |sum, byte| match byte {
        b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
        letter => (sum * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    head[2].is_ascii_digit() && head[3].is_ascii_digit() && remainder == 1
}
