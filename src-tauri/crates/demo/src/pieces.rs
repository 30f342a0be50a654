//! Splits text into pieces of about the length of tokens.

/// Longest piece, in characters.
const LONGEST: usize = 12;

/// Splits text into words with the white space before them; long words are split further. The pieces join to the text.
pub(crate) fn split_words(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut length = 0;
    let mut in_word = false;
    for (at, character) in text.char_indices() {
        let blank = character.is_whitespace();
        if (blank && in_word) || length == LONGEST {
            pieces.push(&text[start..at]);
            (start, length) = (at, 0);
        }
        in_word = !blank;
        length += 1;
    }
    pieces.push(&text[start..]);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Splits text into pieces of `length` characters (at least 1); the last one may be shorter.
pub(crate) fn split_characters(text: &str, length: usize) -> Vec<&str> {
    let starts = text.char_indices().step_by(length).map(|(at, _)| at);
    let ends = starts.clone().skip(1).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| &text[start..end]).collect()
}

#[cfg(test)]
mod tests {
    use super::{split_characters, split_words};

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(split_characters("äöüßx", 2), ["äö", "üß", "x"]);
        assert!(split_characters("", 4).is_empty());
    }

    #[test]
    fn pieces_join_to_the_text() {
        for text in [
            "",
            " ",
            "One two  three.\n\n- four",
            "incomprehensibilities",
            "日本語のテキスト、絵文字 👩‍👩‍👧",
            "a\u{a0}b",
        ] {
            assert_eq!(split_words(text).concat(), text);
        }
    }

    #[test]
    fn a_word_keeps_the_blank_before_it() {
        assert_eq!(split_words("One two three"), ["One", " two", " three"]);
    }

    #[test]
    fn no_piece_is_longer_than_a_token() {
        assert!(
            split_words(&"x".repeat(100))
                .iter()
                .all(|piece| piece.chars().count() <= 12)
        );
    }
}
