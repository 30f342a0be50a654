//! Finds bare URLs in text (`https://…`, `http://…`, `www.…`), which the parser leaves as text.

/// Longest host with port. Bounds the look-ahead.
const MAX_HOST: usize = 260;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// A URL as written; `www.` comes without a scheme.
    Address(&'a str),
}

/// Splits text into words and URLs, in order and without loss. Linear in its length.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let (mut done, mut at) = (0, 0);
    while let Some(start) = next_start(text, at) {
        let length = address_length(&text[start..]);
        if length == 0 {
            at = start + 1;
            continue;
        }
        if done < start {
            out.push(Piece::Text(&text[done..start]));
        }
        out.push(Piece::Address(&text[start..start + length]));
        done = start + length;
        at = done;
    }
    if done < text.len() {
        out.push(Piece::Text(&text[done..]));
    }
    out
}

/// Returns the next position from `at` on where a URL may begin: a known prefix at a word boundary.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (at..bytes.len()).find(|&start| {
        matches!(bytes[start], b'h' | b'H' | b'w' | b'W') && opening(&bytes[start..]) > 0 && at_edge(&text[..start])
    })
}

fn opening(bytes: &[u8]) -> usize {
    ["https://", "http://", "www."]
        .into_iter()
        .find(|opening| {
            bytes
                .get(..opening.len())
                .is_some_and(|b| b.eq_ignore_ascii_case(opening.as_bytes()))
        })
        .map_or(0, str::len)
}

fn at_edge(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '/' | '@' | '.' | '-' | '_' | ':' | '='))
}

/// Returns the length of the URL at the start of `text`, or 0 if it has no plausible host.
fn address_length(text: &str) -> usize {
    let opening = opening(text.as_bytes());
    let rest = &text[opening..];
    let is_host = |b: u8| b.is_ascii_alphanumeric() || b".-_:".contains(&b);
    let host_end = rest.bytes().take(MAX_HOST + 1).take_while(|b| is_host(*b)).count();
    let next = rest[host_end..].chars().next();
    // A host that continues in another script is a look-alike or a truncated name. Neither becomes a link.
    if host_end == 0
        || host_end > MAX_HOST
        || next.is_some_and(|c| c == '@' || (c.is_alphanumeric() && !is_east_asian(c)))
    {
        return 0;
    }
    let path_end = match next {
        Some('/' | '?' | '#') => host_end + rest[host_end..].find(ends_path).unwrap_or(rest.len() - host_end),
        _ => host_end,
    };
    let kept = trim(&rest[..path_end]);
    if kept == 0 { 0 } else { opening + kept }
}

fn ends_path(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_whitespace() || c.is_ascii_control() || "<>\"`|\\^{}".contains(c)
    } else {
        !c.is_alphanumeric() || is_east_asian(c)
    }
}

/// Scripts written without spaces, where a URL ends and the sentence simply continues.
fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns the length without the punctuation around the URL: trailing marks, and closing brackets that it did not
/// open.
fn trim(address: &str) -> usize {
    let bytes = address.as_bytes();
    let count = |mark: u8| address.matches(char::from(mark)).count();
    let mut surplus = [
        count(b')').saturating_sub(count(b'(')),
        count(b']').saturating_sub(count(b'[')),
    ];
    let mut end = bytes.len();
    while let Some(last) = end.checked_sub(1).map(|i| bytes[i]) {
        match last {
            b'?' | b'!' | b'.' | b',' | b':' | b';' | b'*' | b'_' | b'~' | b'\'' => {}
            b')' if surplus[0] > 0 => surplus[0] -= 1,
            b']' if surplus[1] > 0 => surplus[1] -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    fn addresses(text: &str) -> Vec<&str> {
        pieces(text)
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Address(address) => Some(address),
                Piece::Text(_) => None,
            })
            .collect()
    }

    #[test]
    fn finds_addresses_and_leaves_the_sentence() {
        let cases = [
            (
                "See https://example.com/a_b?c=d, please.",
                "https://example.com/a_b?c=d",
            ),
            (
                "(https://en.wikipedia.org/wiki/A_(b))",
                "https://en.wikipedia.org/wiki/A_(b)",
            ),
            ("**https://example.com**", "https://example.com"),
            ("www.example.com!", "www.example.com"),
            ("HTTP://EXAMPLE.COM", "HTTP://EXAMPLE.COM"),
            ("见https://example.com/路径。", "https://example.com/"),
            ("请看https://example.com是", "https://example.com"),
            (
                "https://de.wikipedia.org/wiki/Übersicht.",
                "https://de.wikipedia.org/wiki/Übersicht",
            ),
            ("\"http://localhost:8080/x\"", "http://localhost:8080/x"),
        ];
        for (text, address) in cases {
            assert_eq!(addresses(text), [address], "{text}");
        }
    }

    #[test]
    fn leaves_words_alone() {
        for text in [
            "https://",
            "http",
            "awww.example.com",
            "xhttps://a.b",
            "https://аpple.com",
            "https://exämple.com",
            "https://google.com@evil.example",
            "www.",
        ] {
            assert!(addresses(text).is_empty(), "{text}: {:?}", addresses(text));
        }
    }
}
