//! Rust source as the few kinds of tokens that paths are made of.

/// One piece of source. Comments, lifetimes and what stands in quotes are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// An identifier or a keyword; a number counts as one.
    Name(String),
    /// `::`
    Joint,
    /// Any other character. A literal in quotes is one `"`.
    Sign(char),
}

impl Token {
    /// Returns whether this is the name `text`.
    pub(crate) fn is(&self, text: &str) -> bool {
        matches!(self, Self::Name(name) if name == text)
    }
}

/// Splits `source` into tokens.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader {
        rest: source.chars().collect(),
        at: 0,
    };
    let mut found = Vec::new();
    while let Some(next) = reader.peek(0) {
        match next {
            '/' if reader.peek(1) == Some('/') => reader.skip_line(),
            '/' if reader.peek(1) == Some('*') => reader.skip_block(),
            ':' if reader.peek(1) == Some(':') => {
                reader.at += 2;
                found.push(Token::Joint);
            }
            '"' => {
                reader.skip_quoted('"');
                found.push(Token::Sign('"'));
            }
            '\'' => {
                if reader.skip_char_or_lifetime() {
                    found.push(Token::Sign('"'));
                }
            }
            _ if next == '_' || next.is_alphanumeric() => found.push(reader.name_or_literal()),
            _ => {
                reader.at += 1;
                if !next.is_whitespace() {
                    found.push(Token::Sign(next));
                }
            }
        }
    }
    found
}

struct Reader {
    rest: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.rest.get(self.at + ahead).copied()
    }

    fn skip_line(&mut self) {
        while self.peek(0).is_some_and(|next| next != '\n') {
            self.at += 1;
        }
    }

    /// Skips a block comment; they nest.
    fn skip_block(&mut self) {
        let mut depth = 0_usize;
        while self.at < self.rest.len() {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.at += 2;
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.at += 2;
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    /// Skips from an opening quote to beyond the closing one, with escapes.
    fn skip_quoted(&mut self, quote: char) {
        self.at += 1;
        while let Some(next) = self.peek(0) {
            self.at += if next == '\\' { 2 } else { 1 };
            if next == quote {
                return;
            }
        }
    }

    /// Skips `'x'` (true) or the quote and name of a lifetime (false).
    fn skip_char_or_lifetime(&mut self) -> bool {
        if self.peek(1) == Some('\\') || self.peek(2) == Some('\'') {
            self.skip_quoted('\'');
            return true;
        }
        self.at += 1;
        self.name();
        false
    }

    fn name(&mut self) -> String {
        let start = self.at;
        while self.peek(0).is_some_and(|next| next == '_' || next.is_alphanumeric()) {
            self.at += 1;
        }
        self.rest[start..self.at].iter().collect()
    }

    /// Reads a name, a prefixed literal (`b"…"`, `r#"…"#`) or a raw name (`r#type`).
    fn name_or_literal(&mut self) -> Token {
        let name = self.name();
        let raw = matches!(name.as_str(), "r" | "br" | "cr");
        match self.peek(0) {
            Some('"') if raw => self.skip_raw(0),
            Some('"') if matches!(name.as_str(), "b" | "c") => self.skip_quoted('"'),
            Some('\'') if name == "b" => self.skip_quoted('\''),
            Some('#') if raw => {
                let hashes = self.rest[self.at..].iter().take_while(|next| **next == '#').count();
                self.at += hashes;
                if self.peek(0) != Some('"') {
                    return Token::Name(self.name());
                }
                self.skip_raw(hashes);
            }
            _ => return Token::Name(name),
        }
        Token::Sign('"')
    }

    /// Skips a raw literal from its opening quote on.
    fn skip_raw(&mut self, hashes: usize) {
        self.at += 1;
        while let Some(next) = self.peek(0) {
            self.at += 1;
            if next == '"' && (0..hashes).all(|ahead| self.peek(ahead) == Some('#')) {
                self.at += hashes;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Token, tokens};

    fn names(source: &str) -> Vec<String> {
        let name = |token| match token {
            Token::Name(name) => Some(name),
            _ => None,
        };
        tokens(source).into_iter().filter_map(name).collect()
    }

    #[test]
    fn comments_and_literals_hide_what_is_in_them() {
        let source = r##"
            a /* crate::x /* y */ z */ b // crate::x
            "crate::\"x" c r#"crate::"x"# d b"\x00" 'e' '\'' f b'g'
        "##;
        assert_eq!(names(source), ["a", "b", "c", "d", "f"]);
    }

    #[test]
    fn lifetimes_are_no_literals() {
        assert_eq!(
            names("fn x<'a>(y: &'a str, z: &'static u8)"),
            ["fn", "x", "y", "str", "z", "u8"]
        );
        assert_eq!(names("r#type + 'outer: loop {}"), ["type", "loop"]);
    }
}
