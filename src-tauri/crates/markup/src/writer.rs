//! The HTML writer: the parser's events in, blocks out. Nothing else in the crate writes a tag.

use std::cell::Cell;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{Alignment, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag};

use crate::autolink::{Piece, pieces};
use crate::escape::{push_link_text, push_text, visible_address};
use crate::link::{self, SafeLink};
use crate::reference::References;
use crate::split::DIALECT;
use crate::code;

/// Deepest nesting of lists and quotes written; deeper ones become their text.
const MAX_CONTAINERS: usize = 32;
/// Deepest nesting of emphasis written.
const MAX_EMPHASIS: usize = 16;
/// How much of a link's words is kept to compare with its address, in bytes.
const MAX_WORDS: usize = 512;

/// What came of a text.
#[derive(Debug)]
pub(crate) struct Written {
    /// One string per top-level block.
    pub(crate) blocks: Vec<String>,
    /// Bytes of addresses that references copied in.
    pub(crate) copied: usize,
    /// Whether it has anything in brackets that could be a reference, found or not.
    pub(crate) has_references: bool,
}

/// How to write.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'r> {
    /// Definitions outside the text; they come first.
    pub(crate) references: &'r References,
    /// Bytes of addresses references may still copy in.
    pub(crate) budget: usize,
    /// More text will follow: an address at the very end is not a link yet.
    pub(crate) growing: bool,
}

/// Renders `source`.
pub(crate) fn write(source: &str, reading: Reading<'_>) -> Written {
    let seen = Cell::new(false);
    let find = |broken: BrokenLink<'_>| {
        seen.set(true);
        reading.references.get(&broken.reference).map(|address| (CowStr::from(address.to_owned()), CowStr::from("")))
    };
    let events = Parser::new_with_broken_link_callback(source, DIALECT, Some(find)).into_offset_iter();
    let mut writer = Writer::new(source.len(), reading);
    for (event, range) in events {
        writer.event(event, &range);
    }
    Written { has_references: seen.get() || writer.copied > 0, copied: writer.copied, blocks: writer.blocks }
}

/// An element that is open.
enum Open {
    /// A paragraph, heading, item, row or cell: its end tag.
    Block(&'static str),
    /// A list or quote; `None` beyond the depth that is written.
    Container(Option<&'static str>),
    /// An item of a list too deep.
    BareItem,
    /// Emphasis; `None` beyond the depth that is written.
    Emphasis(Option<&'static str>),
    /// A code block and the code so far.
    Code(String),
    /// Raw HTML.
    Raw,
    /// A table: alignments, and whether its body has begun.
    Table { columns: Vec<Alignment>, column: usize, in_head: bool, has_body: bool },
    /// A link that may be opened, and its words so far.
    Link { to: SafeLink, words: String },
    /// A link that may not be opened.
    Refused { address: String, words: String },
    /// An image and its words so far.
    Image { address: String, words: String },
    /// A reference beyond the budget: its words only.
    Nothing,
}

struct Writer<'r> {
    length: usize,
    reading: Reading<'r>,
    blocks: Vec<String>,
    out: String,
    open: Vec<Open>,
    /// Running text not yet written: the parser hands it over in pieces.
    text: String,
    text_end: usize,
    containers: usize,
    emphasis: usize,
    /// Open links and images.
    images: usize,
    links: usize,
    copied: usize,
}

impl<'r> Writer<'r> {
    fn new(length: usize, reading: Reading<'r>) -> Self {
        Self {
            length,
            reading,
            blocks: Vec::new(),
            out: String::new(),
            open: Vec::new(),
            text: String::new(),
            text_end: 0,
            containers: 0,
            emphasis: 0,
            images: 0,
            links: 0,
            copied: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>) {
        if let Event::Text(text) = event {
            return self.text(&text, range.end);
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag),
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
            // Not in the dialect; should a later one bring them, they are text until somebody writes them.
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.words(&text);
            }
        }
        if self.open.is_empty() {
            self.flush();
            self.blocks.push(std::mem::take(&mut self.out));
        }
    }

    // ---- text ----

    fn text(&mut self, text: &str, end: usize) {
        match self.open.last_mut() {
            Some(Open::Code(code)) => code.push_str(text),
            _ if self.images > 0 || self.links > 0 => self.words(text),
            _ => {
                self.text.push_str(text);
                self.text_end = end;
            }
        }
    }

    /// Writes the running text gathered so far, its addresses as links.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let pieces = pieces(&text);
        let count = pieces.len();
        for (index, piece) in pieces.into_iter().enumerate() {
            let is_growing = self.reading.growing && index + 1 == count && self.text_end >= self.length;
            match piece {
                Piece::Address(address) if !is_growing => self.address(address),
                Piece::Address(text) | Piece::Text(text) => push_text(&mut self.out, text),
            }
        }
    }

    fn address(&mut self, written: &str) {
        let has_scheme = written.contains("://");
        let target = if has_scheme { link::check(written) } else { link::check(&format!("https://{written}")) };
        match target {
            Ok(to) => {
                self.open_link(&to);
                push_link_text(&mut self.out, written);
                self.close_link(&to, written);
            }
            Err(_) => push_text(&mut self.out, written),
        }
    }

    /// Words wherever they stand: in an image they become its name, in a link they are remembered.
    fn words(&mut self, text: &str) {
        let in_image = self.images > 0;
        let keeper = self.open.iter_mut().rev().find_map(|open| match open {
            Open::Image { words, .. } => Some(words),
            Open::Link { words, .. } | Open::Refused { words, .. } if !in_image => Some(words),
            _ => None,
        });
        if let Some(words) = keeper {
            remember(words, text);
        }
        match (in_image, self.links > 0) {
            (true, _) => {}
            (false, true) => push_link_text(&mut self.out, text),
            (false, false) => push_text(&mut self.out, text),
        }
    }

    fn inline_code(&mut self, code: &str) {
        if self.images == 0 {
            self.out.push_str("<code>");
        }
        self.words(code);
        if self.images == 0 {
            self.out.push_str("</code>");
        }
    }

    fn raw(&mut self, html: &str) {
        if is_line_break(html) && !matches!(self.open.last(), Some(Open::Raw)) {
            self.line_break();
        } else {
            self.words(html);
        }
    }

    fn line_break(&mut self) {
        if self.images > 0 {
            self.words(" ");
        } else {
            self.out.push_str("<br>");
        }
    }

    // ---- elements ----

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.block("<p dir=\"auto\">", "</p>"),
            Tag::Heading { level, .. } => self.heading(level as usize),
            Tag::BlockQuote(_) => self.container("<blockquote dir=\"auto\">", "</blockquote>"),
            Tag::List(None) => self.container("<ul dir=\"auto\">", "</ul>"),
            Tag::List(Some(1)) => self.container("<ol dir=\"auto\">", "</ol>"),
            Tag::List(Some(first)) => self.container(&format!("<ol dir=\"auto\" start=\"{first}\">"), "</ol>"),
            Tag::Item => self.item(),
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::HtmlBlock => {
                self.new_line();
                self.out.push_str("<p class=\"raw\" dir=\"auto\">");
                self.open.push(Open::Raw);
            }
            Tag::Table(columns) => {
                self.new_line();
                self.out.push_str("<div class=\"table\" dir=\"auto\" tabindex=\"0\"><table>");
                self.open.push(Open::Table { columns, column: 0, in_head: false, has_body: false });
            }
            Tag::TableHead => self.head(),
            Tag::TableRow => self.row(),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.emphasis("<em>", "</em>"),
            Tag::Strong => self.emphasis("<strong>", "</strong>"),
            Tag::Strikethrough => self.emphasis("<del>", "</del>"),
            Tag::Link { link_type, dest_url, id, .. } => self.link(link_type, &dest_url, &id),
            Tag::Image { link_type, dest_url, id, .. } => self.image(link_type, &dest_url, &id),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => self.open.push(Open::Nothing),
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Block(end)) => self.end_block(end),
            Some(Open::Container(end)) => {
                self.containers -= 1;
                self.end_block(end.unwrap_or_default());
            }
            Some(Open::BareItem) => self.new_line(),
            Some(Open::Emphasis(end)) => {
                self.emphasis -= 1;
                self.out.push_str(end.unwrap_or_default());
            }
            Some(Open::Code(text)) => {
                code::push_code(&mut self.out, text.strip_suffix('\n').unwrap_or(&text));
                self.end_block(code::CLOSE);
            }
            Some(Open::Raw) => self.end_raw(),
            Some(Open::Table { has_body, .. }) => {
                self.end_block(if has_body { "</tbody></table></div>" } else { "</table></div>" });
            }
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

    fn block(&mut self, start: &str, end: &'static str) {
        self.new_line();
        self.out.push_str(start);
        self.open.push(Open::Block(end));
    }

    fn end_block(&mut self, end: &str) {
        self.out.push_str(end);
        if !self.open.is_empty() {
            self.new_line();
        }
    }

    /// Keeps the text of neighbouring blocks apart for whoever reads text and no layout.
    fn new_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn heading(&mut self, level: usize) {
        // The page's own headings come before those of an answer.
        let (name, end) = [("h3", "</h3>"), ("h4", "</h4>"), ("h5", "</h5>"), ("h6", "</h6>")][(level - 1).min(3)];
        self.block(&format!("<{name} data-level=\"{level}\" dir=\"auto\">"), end);
    }

    fn container(&mut self, start: &str, end: &'static str) {
        self.containers += 1;
        let is_written = self.containers <= MAX_CONTAINERS;
        if is_written {
            self.new_line();
            self.out.push_str(start);
        }
        self.open.push(Open::Container(is_written.then_some(end)));
    }

    fn item(&mut self) {
        if matches!(self.open.last(), Some(Open::Container(None))) {
            self.new_line();
            self.open.push(Open::BareItem);
        } else {
            self.block("<li dir=\"auto\">", "</li>");
        }
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info,
            CodeBlockKind::Indented => "",
        };
        self.new_line();
        self.out.push_str(&code::open(info));
        self.open.push(Open::Code(String::new()));
    }

    fn end_raw(&mut self) {
        let kept = self.out.trim_end_matches('\n').len();
        self.out.truncate(kept);
        self.end_block("</p>");
    }

    fn emphasis(&mut self, start: &str, end: &'static str) {
        self.emphasis += 1;
        let is_written = self.emphasis <= MAX_EMPHASIS && self.images == 0;
        if is_written {
            self.out.push_str(start);
        }
        self.open.push(Open::Emphasis(is_written.then_some(end)));
    }

    // ---- tables ----

    fn head(&mut self) {
        if let Some(Open::Table { in_head, .. }) = self.open.last_mut() {
            *in_head = true;
        }
        self.block("<thead><tr>", "</tr></thead>");
    }

    fn row(&mut self) {
        if let Some(Open::Table { in_head, column, has_body, .. }) = self.open.last_mut() {
            (*in_head, *column) = (false, 0);
            if !std::mem::replace(has_body, true) {
                self.out.push_str("<tbody>");
            }
        }
        self.block("<tr>", "</tr>");
    }

    fn cell(&mut self) {
        let table = self.open.iter_mut().rev().nth(1);
        let Some(Open::Table { columns, column, in_head, .. }) = table else { return self.block("<td>", "</td>") };
        let class = match columns.get(*column) {
            Some(Alignment::Right) => " class=\"n\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        *column += 1;
        if *in_head {
            self.block(&format!("<th scope=\"col\" role=\"columnheader\"{class} dir=\"auto\">"), "</th>");
        } else {
            self.block(&format!("<td{class} dir=\"auto\">"), "</td>");
        }
    }

    // ---- links and images ----

    /// The address a link stands for, or `None` when references have copied enough.
    fn resolve(&mut self, kind: LinkType, address: &str, label: &str) -> Option<String> {
        let address = match kind {
            LinkType::Inline | LinkType::Autolink => return Some(address.to_owned()),
            LinkType::Email => return Some(format!("mailto:{address}")),
            _ => self.reading.references.get(label).unwrap_or(address).to_owned(),
        };
        self.copied += address.len().max(1);
        (self.copied <= self.reading.budget).then_some(address)
    }

    fn link(&mut self, kind: LinkType, address: &str, label: &str) {
        let Some(address) = self.resolve(kind, address, label) else { return self.open.push(Open::Nothing) };
        self.links += 1;
        match link::check(&address) {
            Ok(to) => {
                if self.images == 0 {
                    self.open_link(&to);
                }
                self.open.push(Open::Link { to, words: String::new() });
            }
            Err(_) => self.open.push(Open::Refused { address, words: String::new() }),
        }
    }

    fn open_link(&mut self, to: &SafeLink) {
        for part in ["<a href=\"", "\" data-link title=\""] {
            self.out.push_str(part);
            push_text(&mut self.out, to.href());
        }
        self.out.push_str("\">");
    }

    fn close_link(&mut self, to: &SafeLink, words: &str) {
        if self.images > 0 {
            return;
        }
        self.out.push_str("</a>");
        if to.is_disguised_as(words) {
            self.out.push_str("<span class=\"real-host\"> (");
            push_text(&mut self.out, to.host());
            self.out.push_str(")</span>");
        }
    }

    fn end_refused(&mut self, address: &str, words: &str) {
        let shown = visible_address(address);
        if self.images > 0 || shown.is_empty() || words == shown {
            return;
        }
        self.out.push_str("<span class=\"refused\"> (");
        push_text(&mut self.out, &shown);
        self.out.push_str(")</span>");
    }

    fn image(&mut self, kind: LinkType, address: &str, label: &str) {
        let Some(address) = self.resolve(kind, address, label) else { return self.open.push(Open::Nothing) };
        self.images += 1;
        self.open.push(Open::Image { address, words: String::new() });
    }

    fn end_image(&mut self, address: &str, words: &str) {
        let shown = visible_address(address);
        let name = match (words.trim(), shown.as_str()) {
            ("", shown) => shown.to_owned(),
            (words, "") => words.to_owned(),
            (words, shown) => format!("{words} ({shown})"),
        };
        if self.images > 0 {
            return self.words(&name);
        }
        self.out.push_str("<span class=\"image-blocked\" role=\"img\" aria-label=\"");
        push_link_text(&mut self.out, &name);
        self.out.push_str("\">");
        push_link_text(&mut self.out, &name);
        self.out.push_str("</span>");
    }
}

/// Keeps the beginning of a link's words.
fn remember(words: &mut String, text: &str) {
    let room = MAX_WORDS.saturating_sub(words.len());
    words.extend(text.char_indices().take_while(|(at, _)| *at < room).map(|(_, c)| c));
}

/// The one piece of HTML that is obeyed: models write it inside table cells, where Markdown has nothing else.
fn is_line_break(html: &str) -> bool {
    matches!(html.to_ascii_lowercase().as_str(), "<br>" | "<br/>" | "<br />")
}
