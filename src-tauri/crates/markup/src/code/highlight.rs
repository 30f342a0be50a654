//! Highlights code line by line. The result is the same whether lines arrive at once or one after another.
//!
//! A grammar has hundreds of scopes, but five help a reader. Everything else stays plain text.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference};

use super::language::GRAMMARS;
use crate::escape::push_content;

/// Longest line that is highlighted, in bytes. Patterns may scan a line again from each of its characters.
pub(crate) const MAX_LINE: usize = 1000;
/// Highest cost of highlighting a document: the sum of the squares of its line lengths, because that is how the slowest
/// patterns behave (measured: up to 1 µs per unit). It is enough for about 8,000 ordinary lines.
pub(crate) const MAX_COST: usize = 16_000_000;

/// Kind of a highlighted token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A keyword.
    Keyword,
    /// A type, or a similar role such as an attribute's name.
    Type,
    /// A string, or a similar role.
    Text,
    /// A number, or a constant of the language.
    Number,
    /// A comment.
    Comment,
}

impl Token {
    /// Returns its CSS class.
    pub fn class(self) -> char {
        match self {
            Self::Keyword => 'k',
            Self::Type => 't',
            Self::Text => 's',
            Self::Number => 'n',
            Self::Comment => 'c',
        }
    }
}

/// Meaning of a scope.
#[derive(Clone, Copy)]
enum Kind {
    Is(Token),
    /// A keyword if it is a word (`and`, `typeof`), otherwise plain.
    Operator,
    /// Plain, whatever contains it.
    Plain,
}

/// Meanings of scopes; the first match wins.
static RULES: LazyLock<Vec<(Scope, Kind)>> = LazyLock::new(|| {
    let is = |token, scopes: &'static str| scopes.split(' ').map(move |scope| (scope, token));
    let plain = is(
        Kind::Plain,
        "string.unquoted meta.interpolation meta.template.expression meta.group.expansion",
    );
    let comment = is(Kind::Is(Token::Comment), "comment");
    let text = is(
        Kind::Is(Token::Text),
        "string storage.type.string source.regexp markup.inserted",
    );
    let number = is(Kind::Is(Token::Number), "constant.numeric constant.language");
    let operator = is(Kind::Operator, "keyword.operator");
    let keyword = is(
        Kind::Is(Token::Keyword),
        "keyword variable.language storage entity.name.tag markup.heading",
    );
    let types = is(
        Kind::Is(Token::Type),
        "entity.other.attribute-name entity.other.inherited-class entity.name.type entity.name.class entity.name.struct \
         entity.name.enum entity.name.union entity.name.trait entity.name.interface entity.name.impl support.type \
         support.class markup.deleted",
    );
    plain
        .chain(comment)
        .chain(text)
        .chain(number)
        .chain(operator)
        .chain(keyword)
        .chain(types)
        .filter_map(|(scope, kind)| Some((Scope::new(scope).ok()?, kind)))
        .collect()
});

/// Type names among the words that grammars only call storage.
const TYPES: [&str; 30] = [
    "bool", "boolean", "byte", "char", "decimal", "double", "f32", "f64", "float", "i128", "i16", "i32", "i64", "i8",
    "int", "isize", "long", "short", "signed", "size_t", "str", "string", "u128", "u16", "u32", "u64", "u8",
    "unsigned", "usize", "void",
];

/// State of highlighting a block.
#[derive(Clone, Debug)]
pub(crate) struct Highlighter {
    /// `None` once highlighting was given up, after a line that is too long or at the cost limit.
    state: Option<(ParseState, ScopeStack)>,
    /// Cost of highlighting this document so far.
    pub(crate) spent: usize,
}

impl Highlighter {
    pub(super) fn new(grammar: &SyntaxReference, spent: usize) -> Self {
        Self {
            state: Some((ParseState::new(grammar), ScopeStack::new())),
            spent,
        }
    }

    /// Appends a complete line, given without its newline, as HTML.
    pub(super) fn highlight_line(&mut self, line: &str, out: &mut String) {
        let mut from = 0;
        for stretch in self.stretches(line) {
            write(&line[from..stretch.end], stretch.token, out);
            from = stretch.end;
        }
        push_content(out, &line[from..]);
    }

    /// Splits a complete line, given without its newline, into stretches. Adjacent stretches are of different kinds.
    /// Text after the last one is plain.
    pub(crate) fn stretches(&mut self, line: &str) -> Vec<Stretch> {
        // Trailing white space has no meaning, and costs some patterns most.
        let words = line.trim_end();
        if words.len() > MAX_LINE || self.spent > MAX_COST {
            self.state = None;
        }
        let mut splitter = LineSplitter::new(line);
        let Some((state, scopes)) = &mut self.state else {
            return splitter.stretches;
        };
        self.spent += words.len() * words.len();
        // The grammars expect a newline.
        let is_read = state.parse_line(&format!("{words}\n"), &GRAMMARS).is_ok_and(|changes| {
            changes.into_iter().all(|(at, change)| {
                splitter.advance_to(at, scopes);
                scopes.apply(&change).is_ok()
            })
        });
        splitter.advance_to(words.len(), scopes);
        if !is_read {
            self.state = None;
        }
        splitter.stretches
    }
}

fn write(text: &str, token: Option<Token>, out: &mut String) {
    let Some(token) = token else {
        return push_content(out, text);
    };
    out.push_str("<span class=\"");
    out.push(token.class());
    out.push_str("\">");
    push_content(out, text);
    out.push_str("</span>");
}

/// A part of a line with a single kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// `None` for plain text.
    pub(crate) token: Option<Token>,
    /// Its end, in bytes of the line.
    pub(crate) end: usize,
}

/// Splits a line into stretches. White space between two stretches of a kind belongs to them, other white space is
/// plain.
struct LineSplitter<'l> {
    line: &'l str,
    stretches: Vec<Stretch>,
    at: usize,
}

impl<'l> LineSplitter<'l> {
    fn new(line: &'l str) -> Self {
        Self {
            line,
            stretches: Vec::new(),
            at: 0,
        }
    }

    /// Advances to `end`; everything up to it is in `scopes`.
    fn advance_to(&mut self, end: usize, scopes: &ScopeStack) {
        // The newline added for the grammars is beyond the end of the line.
        let end = end.min(self.line.len());
        let Some(text) = self.line.get(self.at..end).filter(|text| !text.is_empty()) else {
            return;
        };
        self.at = end;
        if text.bytes().all(|b| b.is_ascii_whitespace()) {
            return;
        }
        let token = token(scopes, text);
        let start = end - text.len();
        match self.stretches.last_mut() {
            Some(last) if last.token == token => last.end = end,
            last => {
                let before = last.map_or(0, |last| last.end);
                if before < start && token.is_some() {
                    self.plain(start);
                }
                self.stretches.push(Stretch { token, end });
            }
        }
    }

    /// Makes white space up to `end` plain.
    fn plain(&mut self, end: usize) {
        match self.stretches.last_mut() {
            Some(last) if last.token.is_none() => last.end = end,
            _ => self.stretches.push(Stretch { token: None, end }),
        }
    }
}

/// Returns the kind for the innermost scope that has a meaning.
fn token(scopes: &ScopeStack, text: &str) -> Option<Token> {
    let kind = |scope: &Scope| RULES.iter().find(|(rule, _)| rule.is_prefix_of(*scope));
    let (_, kind) = scopes.as_slice().iter().rev().find_map(kind)?;
    match kind {
        Kind::Is(Token::Keyword) if TYPES.contains(&text.trim()) => Some(Token::Type),
        Kind::Is(token) => Some(*token),
        Kind::Operator if text.trim_start().starts_with(char::is_alphabetic) => Some(Token::Keyword),
        Kind::Operator | Kind::Plain => None,
    }
}

#[cfg(test)]
mod tests;
