//! A long list, table or paragraph at the end of a document: which of its parts are final, and how to parse its open
//! text in isolation with the same result.

use crate::block::Block;
use crate::notes::Order;
use crate::writer::Written;

/// Length from which a paragraph grows by sentences, in bytes.
const LONG: usize = 1024;

/// Start tag of a paragraph.
pub(super) const PARAGRAPH: &str = "<p dir=\"auto\">";

/// Kind of growing block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    List { is_loose: bool },
    Table,
    Paragraph,
}

/// How far the block at the end of the document is final.
#[derive(Debug)]
pub(super) struct Growth {
    pub(super) kind: Kind,
    /// Text that must precede the open text so that it parses as it does in place: a table's head, or an item and a
    /// blank line in front of an item of a loose list.
    prefix: String,
    /// Number of parts that the prefix produces.
    prefix_parts: usize,
    /// Where the open text begins in tail and current line.
    pub(super) at: usize,
    /// Number of parts before it.
    pub(super) parts: usize,
    /// References to footnotes before it.
    pub(super) order: Order,
    /// Length of the open text at which its sentences are checked again.
    pub(super) next_look: usize,
}

impl Growth {
    /// Returns what can grow in a tail drawn as `written`: a list or table with several parts, or a long paragraph.
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

    /// Returns the text to parse for drawing `open`.
    pub(super) fn source(&self, open: &str) -> String {
        [self.prefix.as_str(), open].concat()
    }

    /// Returns whether `written` is still this block.
    pub(super) fn is_in(&self, written: &Written) -> bool {
        let is_kind = |block| kind(block, written.is_loose || self.prefix_parts > 0) == Some(self.kind);
        written.notes.is_empty()
            && written.blocks.first().is_some_and(|block| {
                is_kind(block) && (self.kind == Kind::Paragraph || block.parts.len() > self.prefix_parts)
            })
    }

    /// Returns the parts of the open text from `block`, which was written with the prefix.
    pub(super) fn parts_of(&self, block: Block) -> Vec<String> {
        if self.kind == Kind::Paragraph {
            return vec![wrap_part(&block.shell, "")];
        }
        block.parts.into_iter().skip(self.prefix_parts).collect()
    }

    /// Returns how far the open text is final, in bytes and parts: all parts but the last. `None` if `source`, complete
    /// lines written as `written`, is more than this block.
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

/// Returns the marker of the item that begins here.
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

/// Wraps a part of a paragraph in its own element; `gap` is the white space after it.
pub(super) fn wrap_part(paragraph: &str, gap: &str) -> String {
    let inner = paragraph.strip_prefix(PARAGRAPH).unwrap_or(paragraph);
    let inner = inner.strip_suffix("</p>").unwrap_or(inner);
    format!("<span>{inner}{gap}</span>")
}

/// Returns where a sentence ends at or after byte `from`, and where the next one begins, if what follows can only be
/// words.
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
