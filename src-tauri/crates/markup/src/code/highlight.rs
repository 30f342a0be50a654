//! Colours for code, line by line with kept state: the same whether the lines come at once or one after another.
//!
//! A grammar knows hundreds of scopes; a reader is helped by five. What is none of them stays plain text.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference};

use super::language::GRAMMARS;
use crate::escape::push_content;

/// Longest line highlighted, in bytes. Patterns may look at a line again from each of its characters.
pub(crate) const MAX_LINE: usize = 1000;
/// How much highlighting a document may cost: the sum of its lines' lengths squared, for that is how the slowest
/// patterns behave (measured: up to 1 µs a unit). Ordinary code has some 8,000 lines for that.
pub(crate) const MAX_COST: usize = 16_000_000;

/// What a stretch of code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A word of the language.
    Keyword,
    /// A type, or what takes its place: an attribute's name.
    Type,
    /// Text in quotes, or what takes its place.
    Text,
    /// A number, or a value with a name of its own.
    Number,
    /// What is not run.
    Comment,
}

impl Token {
    /// The class it is drawn with.
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
pub(crate) struct Highlighter {
    /// `None` once it has been given up: after a line too long, or when it has cost enough.
    state: Option<(ParseState, ScopeStack)>,
    /// What the document's highlighting has cost so far.
    pub(crate) spent: usize,
}

impl Highlighter {
    pub(super) fn new(grammar: &SyntaxReference, spent: usize) -> Self {
        Self {
            state: Some((ParseState::new(grammar), ScopeStack::new())),
            spent,
        }
    }

    /// Appends a whole line as HTML, given without its newline.
    pub(super) fn line(&mut self, line: &str, out: &mut String) {
        let mut from = 0;
        for stretch in self.stretches(line) {
            write(&line[from..stretch.end], stretch.token, out);
            from = stretch.end;
        }
        push_content(out, &line[from..]);
    }

    /// What a whole line consists of, given without its newline: neighbours are of different kinds. What stands behind
    /// the last stretch is plain.
    pub(crate) fn stretches(&mut self, line: &str) -> Vec<Stretch> {
        // White space at the end means nothing, and costs some patterns most.
        let words = line.trim_end();
        if words.len() > MAX_LINE || self.spent > MAX_COST {
            self.state = None;
        }
        let mut cutter = Cutter::new(line);
        let Some((state, scopes)) = &mut self.state else {
            return cutter.stretches;
        };
        self.spent += words.len() * words.len();
        // The grammars expect the newline.
        let is_read = state.parse_line(&format!("{words}\n"), &GRAMMARS).is_ok_and(|changes| {
            changes.into_iter().all(|(at, change)| {
                cutter.to(at, scopes);
                scopes.apply(&change).is_ok()
            })
        });
        cutter.to(words.len(), scopes);
        if !is_read {
            self.state = None;
        }
        cutter.stretches
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

/// A part of a line that is all of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// `None`: plain.
    pub(crate) token: Option<Token>,
    /// Where it ends, bytes of the line.
    pub(crate) end: usize,
}

/// Cuts a line into stretches. White space between two equals belongs to both, any other is plain.
struct Cutter<'l> {
    line: &'l str,
    stretches: Vec<Stretch>,
    at: usize,
}

impl<'l> Cutter<'l> {
    fn new(line: &'l str) -> Self {
        Self {
            line,
            stretches: Vec::new(),
            at: 0,
        }
    }

    /// Goes on to `end`, all of it within `scopes`.
    fn to(&mut self, end: usize, scopes: &ScopeStack) {
        // The newline the grammars are given may stand behind the line's end.
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

    /// White space up to `end` belongs to no token.
    fn plain(&mut self, end: usize) {
        match self.stretches.last_mut() {
            Some(last) if last.token.is_none() => last.end = end,
            _ => self.stretches.push(Stretch { token: None, end }),
        }
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
