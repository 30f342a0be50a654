//! Writes HTML blocks from the parser's events. Nothing else in this crate writes a tag.

use std::cell::Cell;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BrokenLink, CowStr, Event, Parser, Tag};

use crate::block::Block;
use crate::link::SafeLink;
use crate::notes::{Note, Order, preamble};
use crate::split::DIALECT;

mod element;
mod link;
mod note;
mod reading;
mod table;
mod text;

pub(crate) use reading::{Reading, Written};

/// Renders `source`.
pub(crate) fn write(source: &str, reading: Reading<'_>) -> Written {
    let seen = Cell::new(false);
    let find = |broken: BrokenLink<'_>| {
        seen.set(true);
        reading
            .references
            .get(&broken.reference)
            .map(|address| (CowStr::from(address.to_owned()), CowStr::from("")))
    };
    let preamble = preamble(&reading.notes.labels(source));
    let text = [preamble.as_str(), source].concat();
    let events = Parser::new_with_broken_link_callback(&text, DIALECT, Some(find)).into_offset_iter();
    let mut writer = Writer::new(text.len(), preamble.len(), reading);
    for (event, range) in events {
        if range.start >= preamble.len() {
            writer.event(event, &range);
        }
    }
    Written {
        has_references: seen.get() || writer.copied > 0 || source.contains("[^"),
        copied: writer.copied,
        part_starts: writer.part_starts,
        is_loose: writer.is_loose,
        is_closed: writer.is_closed,
        spent: writer.spent,
        notes: writer.notes,
        order: writer.order,
        blocks: writer.blocks,
    }
}

/// An open element.
enum Open {
    /// A paragraph, heading, item, row or cell with its end tag.
    Block(&'static str),
    /// A list or quote; `None` beyond the deepest level written.
    Container(Option<&'static str>),
    /// An item of a list that is nested too deeply.
    BareItem,
    /// Emphasis; `None` beyond the deepest level written.
    Emphasis(Option<&'static str>),
    /// A code block: its info string and the code so far.
    Code { info: String, code: String },
    /// Raw HTML.
    Raw,
    /// A footnote, the output around it, and the beginning of its text.
    Note {
        label: String,
        outer: String,
        block: Option<Block>,
        text: String,
    },
    /// A table: alignments, and whether its body has begun.
    Table {
        columns: Vec<Alignment>,
        column: usize,
        in_head: bool,
        has_body: bool,
    },
    /// A link that may be opened, and its text so far.
    Link { to: SafeLink, words: String },
    /// A link that may not be opened.
    Refused { address: String, words: String },
    /// An image and its text so far.
    Image { address: String, words: String },
    /// A reference beyond the budget: only its text.
    Nothing,
}

struct Writer<'r> {
    length: usize,
    /// Where the text itself begins.
    base: usize,
    reading: Reading<'r>,
    blocks: Vec<Block>,
    /// The current block once it has a slot; `out` is the current part then.
    block: Option<Block>,
    out: String,
    open: Vec<Open>,
    /// Text that is not written yet, because the parser returns it in pieces.
    text: String,
    text_end: usize,
    containers: usize,
    emphasis: usize,
    /// Number of open images and links.
    images: usize,
    links: usize,
    part_starts: Vec<usize>,
    is_loose: bool,
    is_closed: bool,
    spent: usize,
    notes: Vec<Note>,
    order: Order,
    copied: usize,
}

impl<'r> Writer<'r> {
    fn new(length: usize, base: usize, reading: Reading<'r>) -> Self {
        Self {
            length,
            base,
            reading,
            blocks: Vec::new(),
            block: None,
            out: String::new(),
            open: Vec::new(),
            text: String::new(),
            text_end: 0,
            containers: 0,
            emphasis: 0,
            images: 0,
            links: 0,
            part_starts: Vec::new(),
            is_loose: false,
            is_closed: true,
            spent: reading.spent,
            notes: Vec::new(),
            order: reading.order.clone(),
            copied: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if let Event::Text(text) = event {
            return self.text(&text, range.end);
        }
        self.flush();
        match event {
            Event::Start(tag) => {
                self.is_loose |= self.open.len() == 2 && self.block.is_some() && tag == Tag::Paragraph;
                self.start(tag);
                if self.open.len() == 2 && self.block.is_some() {
                    self.part_starts.push(range.start - self.base);
                }
            }
            Event::End(_) => self.end(),
            Event::Code(code) => self.inline_code(&code),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(&html),
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => self.line_break(),
            Event::Rule => {
                self.new_line();
                self.end_block("<hr>");
            }
            Event::TaskListMarker(done) => {
                let _ = write!(self.out, "<span class=\"check\" data-checked=\"{done}\"></span>");
            }
            // Not in the dialect. If a later one adds them, they are text until they are implemented.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.words(&text),
            Event::FootnoteReference(label) => self.note_reference(&label),
        }
        if self.open.is_empty() {
            self.flush();
            let mut block = self.block.take().unwrap_or_default();
            block.shell.push_str(&std::mem::take(&mut self.out));
            // A footnote leaves nothing in its place.
            if !block.shell.is_empty() {
                self.blocks.push(block);
            }
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.block("<p dir=\"auto\">", "</p>"),
            Tag::Heading { level, .. } => self.heading(level as usize),
            Tag::BlockQuote(_) => self.container("<blockquote dir=\"auto\">", "</blockquote>"),
            Tag::List(first) => self.list(first),
            Tag::Item => self.item(),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::HtmlBlock => {
                self.new_line();
                self.out.push_str("<p class=\"raw\" dir=\"auto\">");
                self.open.push(Open::Raw);
            }
            Tag::Table(columns) => self.table(columns),
            Tag::TableHead => self.head(),
            Tag::TableRow => self.row(),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.emphasis("<em>", "</em>"),
            Tag::Strong => self.emphasis("<strong>", "</strong>"),
            Tag::Strikethrough => self.emphasis("<del>", "</del>"),
            Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            } => self.link(link_type, &dest_url, &id),
            Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            } => self.image(link_type, &dest_url, &id),
            Tag::FootnoteDefinition(label) => self.open_note(&label),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => self.open.push(Open::Nothing),
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Block(end)) => {
                self.end_line_of_item();
                self.end_block(end);
                self.end_part();
            }
            Some(Open::Container(end)) => {
                self.containers -= 1;
                self.end_block(end.unwrap_or_default());
            }
            Some(Open::BareItem) => self.new_line(),
            Some(Open::Emphasis(end)) => {
                self.emphasis -= 1;
                self.out.push_str(end.unwrap_or_default());
            }
            Some(Open::Code { info, code }) => self.end_code(&info, &code),
            Some(Open::Raw) => self.end_raw(),
            Some(Open::Note {
                label,
                outer,
                block,
                text,
            }) => {
                self.block = block;
                self.end_note(label, outer, &text);
            }
            Some(Open::Table { has_body, .. }) => self.end_table(has_body),
            Some(Open::Link { to, words }) => {
                self.links -= 1;
                self.close_link(&to, &words);
            }
            Some(Open::Refused { address, words }) => {
                self.links -= 1;
                self.end_refused(&address, &words);
            }
            Some(Open::Image { address, words }) => {
                self.images -= 1;
                self.end_image(&address, &words);
            }
            Some(Open::Nothing) | None => {}
        }
    }
}
