//! Parses markdown into blocks of styled plain text.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::block::{Block, Kind, Span, Style};

/// The markdown extensions that answers are rendered with.
const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES);

/// Separator between the cells of a table row.
const CELL_SEPARATOR: &str = " | ";

/// Parses an answer into blocks. No word is lost: a URL that differs from its link text follows in brackets.
pub(crate) fn parse_blocks(markdown: &str) -> Vec<Block> {
    let mut parser = BlockParser::default();
    for event in Parser::new_ext(markdown, DIALECT) {
        parser.on_event(event);
    }
    parser.end_block();
    parser.blocks
}

/// A list being parsed: the number of its next item if it is ordered.
type OpenList = Option<u64>;

#[derive(Default)]
struct BlockParser {
    blocks: Vec<Block>,
    spans: Vec<Span>,
    /// Bytes of text in `spans`.
    length: usize,
    heading: Option<u8>,
    lists: Vec<OpenList>,
    /// Marker of the item just begun; its first block takes it.
    marker: Option<String>,
    quotes: usize,
    in_row: bool,
    code: Option<(String, String)>,
    /// Number of code blocks so far.
    codes: u32,
    strong: usize,
    emphasis: usize,
    struck: usize,
    /// URLs of the open links, and where their link texts begin.
    links: Vec<(String, usize)>,
}

impl BlockParser {
    fn on_event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text)
            | Event::InlineHtml(text)
            | Event::Html(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.styled(&text, true),
            Event::FootnoteReference(label) => self.styled(&format!("[{label}]"), false),
            Event::SoftBreak => self.styled(" ", false),
            Event::HardBreak => self.styled("\n", false),
            Event::TaskListMarker(done) => self.styled(if done { "☑ " } else { "☐ " }, false),
            Event::Rule => self.end_block(),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strikethrough => self.struck += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.to_string(), self.length));
            }
            Tag::TableCell => {
                if !self.spans.is_empty() {
                    self.styled(CELL_SEPARATOR, false);
                }
            }
            block => self.start_block(block),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>) {
        self.end_block();
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(level as u8),
            Tag::List(first) => self.lists.push(first),
            Tag::Item => self.marker = self.lists.last_mut().map(next_marker),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::TableHead | Tag::TableRow => self.in_row = true,
            Tag::FootnoteDefinition(label) => self.styled(&format!("[{label}] "), false),
            Tag::CodeBlock(kind) => self.code = Some((language(&kind), String::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            TagEnd::Strikethrough => self.struck -= 1,
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {}
            block => self.leave_block(block),
        }
    }

    fn leave_block(&mut self, tag: TagEnd) {
        self.end_block();
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Item => self.marker = None,
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::TableHead | TagEnd::TableRow => self.in_row = false,
            _ => {}
        }
    }

    /// Appends the URL of a link after its text, unless the text is the URL.
    fn end_link(&mut self) {
        let Some((address, from)) = self.links.pop() else {
            return;
        };
        let written = address.trim_start_matches("mailto:");
        let shown = self.length.saturating_sub(from);
        if address.is_empty() || (shown == written.len() && self.ends_with(written)) {
            return;
        }
        let before = if shown == 0 { "" } else { " " };
        self.styled(&format!("{before}({address})"), false);
    }

    /// Returns whether the text of the current block ends with `wanted`.
    fn ends_with(&self, mut wanted: &str) -> bool {
        for span in self.spans.iter().rev() {
            if span.text.ends_with(wanted) {
                return true;
            }
            match wanted.strip_suffix(span.text.as_str()) {
                Some(rest) => wanted = rest,
                None => return false,
            }
        }
        wanted.is_empty()
    }

    fn text(&mut self, text: &str) {
        match &mut self.code {
            Some((_, code)) => code.push_str(text),
            None => self.styled(text, false),
        }
    }

    fn styled(&mut self, text: &str, code: bool) {
        let style = Style {
            code,
            strong: self.strong > 0,
            emphasis: self.emphasis > 0,
            struck: self.struck > 0,
        };
        self.length += text.len();
        match self.spans.last_mut() {
            Some(last) if last.style == style => last.text.push_str(text),
            _ if text.is_empty() => {}
            _ => self.spans.push(Span {
                text: text.to_owned(),
                style,
            }),
        }
    }

    fn end_block(&mut self) {
        if let Some((language, mut text)) = self.code.take() {
            if text.ends_with('\n') {
                text.pop();
            }
            let number = self.codes;
            self.codes += 1;
            self.blocks.push(Block::Code { language, text, number });
        }
        self.length = 0;
        let spans = trim_spans(std::mem::take(&mut self.spans));
        if !spans.is_empty() {
            let kind = self.kind();
            self.blocks.push(Block::Prose { kind, spans });
        }
    }

    fn kind(&mut self) -> Kind {
        if let Some(level) = self.heading {
            return Kind::Heading { level };
        }
        if self.in_row {
            return Kind::TableRow;
        }
        match self.lists.len().checked_sub(1) {
            Some(depth) => Kind::Item {
                depth: u8::try_from(depth).unwrap_or(u8::MAX),
                marker: self.marker.take().unwrap_or_default(),
            },
            None if self.quotes > 0 => Kind::Quote,
            None => Kind::Paragraph,
        }
    }
}

fn next_marker(list: &mut OpenList) -> String {
    let Some(number) = list else {
        return "•".to_owned();
    };
    let marker = format!("{number}.");
    *number = number.saturating_add(1);
    marker
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default().to_owned(),
        CodeBlockKind::Indented => String::new(),
    }
}

/// Returns the spans without leading and trailing white space, which nobody sees and which is no difference.
fn trim_spans(mut spans: Vec<Span>) -> Vec<Span> {
    while let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        spans.pop();
    }
    let blank = spans.iter().take_while(|span| span.text.trim().is_empty()).count();
    spans.drain(..blank);
    if let Some(first) = spans.first_mut() {
        first.text = first.text.trim_start().to_owned();
    }
    spans
}
