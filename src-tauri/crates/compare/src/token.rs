//! Splits text into words by the rules of Unicode. Each Chinese or Japanese character is a word.

use unicode_segmentation::UnicodeSegmentation as _;

/// A word or punctuation mark, and the white space after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    /// The text that is compared; empty only for white space at the very beginning.
    pub(crate) word: &'a str,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where the white space after it ends, in bytes.
    pub(crate) end: usize,
}

impl Token<'_> {
    /// Returns where the word ends and the white space begins.
    pub(crate) fn word_end(&self) -> usize {
        self.start + self.word.len()
    }
}

/// Returns the tokens of a text, which cover it without gaps.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    for (start, piece) in text.split_word_bound_indices() {
        let end = start + piece.len();
        let blank = piece.trim().is_empty();
        match tokens.last_mut() {
            Some(last) if blank => last.end = end,
            _ => tokens.push(Token {
                word: if blank { "" } else { piece },
                start,
                end,
            }),
        }
    }
    tokens
}

/// Returns the tokens of a line of code: identifiers, numbers and single punctuation marks, so that `a.b` has three.
pub(crate) fn code_tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let mut end = start + first.len_utf8();
        let class = char_class(first);
        while let Some((at, next)) =
            chars.next_if(|(_, next)| class != CharClass::Punctuation && char_class(*next) == class)
        {
            end = at + next.len_utf8();
        }
        match tokens.last_mut() {
            Some(last) if class == CharClass::Blank => last.end = end,
            _ => tokens.push(Token {
                word: if class == CharClass::Blank {
                    ""
                } else {
                    &line[start..end]
                },
                start,
                end,
            }),
        }
    }
    tokens
}

#[derive(PartialEq, Eq)]
enum CharClass {
    Identifier,
    Blank,
    Punctuation,
}

fn char_class(char: char) -> CharClass {
    match char {
        '_' => CharClass::Identifier,
        _ if char.is_alphanumeric() => CharClass::Identifier,
        _ if char.is_whitespace() => CharClass::Blank,
        _ => CharClass::Punctuation,
    }
}

/// Returns whether a token is a word rather than punctuation.
pub(crate) fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// Returns the words of a text, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_word_bounds().filter(|piece| is_word(piece))
}
