//! A long list, table or paragraph at the end of a document: which of its parts are drawn for good, and how what is open
//! reads by itself as it does in its place.

use crate::block::Block;
use crate::notes::Order;
use crate::writer::Written;

/// A paragraph grows by sentences from this length on, in bytes.
const LONG: usize = 1024;

/// The start tag of a paragraph.
pub(super) const PARAGRAPH: &str = "<p dir=\"auto\">";

/// What grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    List { is_loose: bool },
    Table,
    Paragraph,
}

/// How far a block at the end of the document is drawn for good.
#[derive(Debug)]
pub(super) struct Growth {
    pub(super) kind: Kind,
    /// What stands before the open text so that it reads as it does in its place: a table's head, or an item and a
    /// blank line in front of an item of a loose list.
    prefix: String,
    /// How many parts the prefix makes.
    prefix_parts: usize,
    /// Where in the tail and the line being written the open text begins.
    pub(super) at: usize,
    /// How many parts stand before it.
    pub(super) parts: usize,
    /// References to notes before it.
    pub(super) order: Order,
    /// How long the open text has to be for the next look at its sentences.
    pub(super) next_look: usize,
}

impl Growth {
    /// What can grow in a tail drawn as `written`: a list or table of several parts, or a long paragraph.
    pub(super) fn find(written: &Written, tail: &str, partial: &str) -> Option<Self> {
        let [block] = written.blocks.as_slice() else {
            return None;
        };
        if !written.notes.is_empty() {
            return None;
        }
        let kind = kind(block, written.is_loose)?;
        let mut growth = Self {
            kind,
            prefix: String::new(),
            prefix_parts: 0,
            at: 0,
            parts: 0,
            order: Order::default(),
            next_look: LONG,
        };
        if kind == Kind::Paragraph {
            return (tail.len() + partial.len() > LONG).then_some(growth);
        }
        growth.order = written.order.clone();
        let starts: Vec<usize> = written.part_starts.iter().map(|at| line_start(tail, *at)).collect();
        growth.parts = starts.iter().rposition(|at| *at < tail.len())?;
        growth.at = starts[growth.parts];
        if kind == Kind::Table {
            tail[..starts[0]].clone_into(&mut growth.prefix);
        } else if kind == (Kind::List { is_loose: true }) {
            growth.prefix = format!("{}    x\n\n", marker(&tail[growth.at..])?);
            growth.prefix_parts = 1;
        }
        (growth.parts > 0).then_some(growth)
    }

    /// What has to be parsed to draw `open`.
    pub(super) fn source(&self, open: &str) -> String {
        [self.prefix.as_str(), open].concat()
    }

    /// Whether `written` still is this block.
    pub(super) fn is_in(&self, written: &Written) -> bool {
        let is_kind = |block| kind(block, written.is_loose || self.prefix_parts > 0) == Some(self.kind);
        written.notes.is_empty()
            && written.blocks.first().is_some_and(|block| {
                is_kind(block) && (self.kind == Kind::Paragraph || block.parts.len() > self.prefix_parts)
            })
    }

    /// The parts of the open text, `block` being what was made of it with its prefix.
    pub(super) fn parts_of(&self, block: Block) -> Vec<String> {
        if self.kind == Kind::Paragraph {
            return vec![run(&block.shell, "")];
        }
        block.parts.into_iter().skip(self.prefix_parts).collect()
    }

    /// How far the open text is final: its bytes and its parts, all but the last. `None` when `source`, whole lines
    /// written as `written`, is more than this block.
    pub(super) fn final_parts(&self, source: &str, written: &Written) -> Option<(usize, usize)> {
        if written.blocks.len() != 1 || !self.is_in(written) {
            return None;
        }
        let Some(last) = written.part_starts.last().filter(|_| self.kind != Kind::Paragraph) else {
            return Some((0, 0));
        };
        let bytes = line_start(source, *last).checked_sub(self.prefix.len())?;
        Some((bytes, written.part_starts.len() - 1 - self.prefix_parts))
    }
}

fn kind(block: &Block, is_loose: bool) -> Option<Kind> {
    let shell = block.shell();
    if shell.starts_with("<ul") || shell.starts_with("<ol") {
        Some(Kind::List { is_loose })
    } else if shell.starts_with("<div class=\"table\"") && !block.parts().is_empty() {
        Some(Kind::Table)
    } else if shell.starts_with(PARAGRAPH) {
        Some(Kind::Paragraph)
    } else {
        None
    }
}

/// The marker of the item that begins here.
fn marker(item: &str) -> Option<&str> {
    let item = item.trim_start();
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    item.get(..=digits)
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1)
}

/// A stretch of a paragraph as an element of its own, `gap` being the white space behind it.
pub(super) fn run(paragraph: &str, gap: &str) -> String {
    let inner = paragraph.strip_prefix(PARAGRAPH).unwrap_or(paragraph);
    let inner = inner.strip_suffix("</p>").unwrap_or(inner);
    format!("<span>{inner}{gap}</span>")
}

/// Where a sentence ends, at or after byte `from`, so that what follows cannot be read as anything but words: the end of
/// the sentence and the beginning of the next.
pub(super) fn sentence_end(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    (from..bytes.len().saturating_sub(1)).find_map(|at| {
        let is_gap =
            matches!(bytes[at], b' ' | b'\n') && matches!(bytes[at - 1], b'.' | b'!' | b'?' | b':' | b',' | b';');
        let goes_on = text
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        (is_gap && goes_on).then_some((at, at + 1))
    })
}
