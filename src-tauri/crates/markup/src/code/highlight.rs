//! Colours for code, line by line with kept state: the same whether the lines come at once or one after another.
//!
//! A grammar knows hundreds of scopes; a reader is helped by five. What is none of them stays plain text.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference};

use super::language::GRAMMARS;
use crate::escape::push_content;

/// Longest line highlighted, in bytes. Patterns may look at a line again from each of its characters.
const MAX_LINE: usize = 1000;
/// How much highlighting a document may cost: the sum of its lines' lengths squared, for that is how the slowest
/// patterns behave (measured: up to 1 µs a unit). Ordinary code has some 8,000 lines for that.
pub(crate) const MAX_COST: usize = 16_000_000;

/// What a stretch of code is; the class it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Keyword,
    Type,
    Text,
    Number,
    Comment,
}

impl Token {
    fn class(self) -> char {
        match self {
            Self::Keyword => 'k',
            Self::Type => 't',
            Self::Text => 's',
            Self::Number => 'n',
            Self::Comment => 'c',
        }
    }
}

/// What a scope says of its text.
#[derive(Clone, Copy)]
enum Kind {
    Is(Token),
    /// A keyword when it is a word (`and`, `typeof`), else plain.
    Operator,
    /// Plain, whatever lies around it.
    Plain,
}

/// The kinds of scopes; the first that fits counts.
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

/// Words of type among those a grammar only calls storage.
const TYPES: [&str; 30] = [
    "bool", "boolean", "byte", "char", "decimal", "double", "f32", "f64", "float", "i128", "i16", "i32", "i64", "i8",
    "int", "isize", "long", "short", "signed", "size_t", "str", "string", "u128", "u16", "u32", "u64", "u8",
    "unsigned", "usize", "void",
];

/// Where a block's highlighting stands.
#[derive(Clone, Debug)]
pub(super) struct Highlighter {
    /// `None` once it has been given up: after a line too long, or when it has cost enough.
    state: Option<(ParseState, ScopeStack)>,
    /// What the document's highlighting has cost so far.
    pub(super) spent: usize,
}

impl Highlighter {
    pub(super) fn new(grammar: &SyntaxReference, spent: usize) -> Self {
        Self {
            state: Some((ParseState::new(grammar), ScopeStack::new())),
            spent,
        }
    }

    /// Appends a whole line, given without its newline.
    pub(super) fn line(&mut self, line: &str, out: &mut String) {
        // White space at the end means nothing, and costs some patterns most.
        let words = line.trim_end();
        if words.len() > MAX_LINE || self.spent > MAX_COST {
            self.state = None;
        }
        let Some((state, scopes)) = &mut self.state else {
            return push_content(out, line);
        };
        let mut spans = Spans::new(line, out);
        self.spent += words.len() * words.len();
        // The grammars expect the newline.
        let is_read = state.parse_line(&format!("{words}\n"), &GRAMMARS).is_ok_and(|changes| {
            changes.into_iter().all(|(at, change)| {
                spans.to(at, scopes);
                scopes.apply(&change).is_ok()
            })
        });
        spans.to(words.len(), scopes);
        spans.close();
        if !is_read {
            self.state = None;
        }
    }
}

/// Writes a line's text in spans, equal neighbours as one.
struct Spans<'l, 'o> {
    line: &'l str,
    out: &'o mut String,
    at: usize,
    open: Option<Token>,
    /// White space whose span is not known yet: between two equals it belongs to both.
    gap: usize,
}

impl<'l, 'o> Spans<'l, 'o> {
    fn new(line: &'l str, out: &'o mut String) -> Self {
        Self {
            line,
            out,
            at: 0,
            open: None,
            gap: 0,
        }
    }

    /// Writes up to `end`, all of it within `scopes`.
    fn to(&mut self, end: usize, scopes: &ScopeStack) {
        // The newline the grammars are given may stand behind the line's end.
        let end = end.min(self.line.len());
        let Some(text) = self.line.get(self.at..end).filter(|text| !text.is_empty()) else {
            return;
        };
        let gap = self.gap..self.at;
        self.at = end;
        if text.bytes().all(|b| b.is_ascii_whitespace()) {
            return;
        }
        self.gap = end;
        let token = token(scopes, text);
        if token != self.open {
            self.close_span();
        }
        push_content(self.out, &self.line[gap]);
        if let Some(token) = token.filter(|_| token != self.open) {
            self.out.push_str("<span class=\"");
            self.out.push(token.class());
            self.out.push_str("\">");
        }
        self.open = token;
        push_content(self.out, text);
    }

    fn close_span(&mut self) {
        if self.open.take().is_some() {
            self.out.push_str("</span>");
        }
    }

    fn close(mut self) {
        self.close_span();
        push_content(self.out, &self.line[self.gap..]);
    }
}

/// The innermost scope that says something decides.
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
