//! Where a text falls into words, as Unicode has it: a Chinese or Japanese character is a word of its own.

use unicode_segmentation::UnicodeSegmentation as _;

/// One word or sign of a text, and the white space after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token<'a> {
    /// What is compared; empty only for white space at the very beginning.
    pub(crate) word: &'a str,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where the white space after it ends.
    pub(crate) end: usize,
}

impl Token<'_> {
    /// Where the word ends and the white space begins.
    pub(crate) fn word_end(&self) -> usize {
        self.start + self.word.len()
    }
}

/// The tokens of a text. They cover it without a gap.
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

/// The tokens of a line of code: names and numbers, and each sign by itself, so that `a.b` is three.
pub(crate) fn code_tokens(line: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut chars = line.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let mut end = start + first.len_utf8();
        let class = class(first);
        while let Some((at, next)) = chars.next_if(|(_, next)| class != Class::Sign && self::class(*next) == class) {
            end = at + next.len_utf8();
        }
        match tokens.last_mut() {
            Some(last) if class == Class::Blank => last.end = end,
            _ => tokens.push(Token {
                word: if class == Class::Blank { "" } else { &line[start..end] },
                start,
                end,
            }),
        }
    }
    tokens
}

#[derive(PartialEq, Eq)]
enum Class {
    Name,
    Blank,
    Sign,
}

fn class(char: char) -> Class {
    match char {
        '_' => Class::Name,
        _ if char.is_alphanumeric() => Class::Name,
        _ if char.is_whitespace() => Class::Blank,
        _ => Class::Sign,
    }
}

/// Whether a token counts as a word: a sign does not.
pub(crate) fn is_word(token: &str) -> bool {
    token.chars().any(char::is_alphanumeric)
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_word_bounds().filter(|piece| is_word(piece))
}
