//! Splits text into top-level blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag};

/// The dialect: `CommonMark` with tables, strikethrough, task lists and footnotes.
pub(crate) const DIALECT: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES);

/// A definition found while splitting.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Where it begins, in bytes.
    pub(crate) at: usize,
    /// Its label.
    pub(crate) label: String,
    /// Its URL.
    pub(crate) address: String,
}

/// A text split at its top-level blocks.
#[derive(Debug)]
pub(crate) struct Split {
    /// Where every block but the first begins, in bytes; always the start of a line. Everything before the last cut is
    /// final if the text consists of complete lines, because a block ends when a line that can't continue it has
    /// arrived. Definitions directly above a block stay with it, because a title may still be growing there.
    pub(crate) cuts: Vec<usize>,
    /// Definitions of the whole text, in no particular order.
    pub(crate) definitions: Vec<Definition>,
}

/// Splits `text`.
pub(crate) fn split(text: &str) -> Split {
    let mut events = Parser::new_ext(text, DIALECT).into_offset_iter();
    let blocks = top_level(&mut events);
    let cuts = blocks
        .windows(2)
        .map(|pair| cut(text, pair[0].end, pair[1].start))
        .collect();
    let definitions = events
        .reference_definitions()
        .iter()
        .map(|(label, definition)| Definition {
            at: definition.span.start,
            label: label.to_owned(),
            address: definition.dest.to_string(),
        })
        .collect();
    Split { cuts, definitions }
}

/// Returns the ranges of the top-level blocks. A list ends with its last item, although the parser includes definitions
/// below.
fn top_level<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in events {
        if matches!(event, Event::End(_)) {
            depth -= 1;
            continue;
        }
        let is_item = depth == 1 && matches!(event, Event::Start(Tag::Item));
        depth += usize::from(matches!(event, Event::Start(_)));
        match blocks.last_mut() {
            Some(list) if is_item => list.end = range.end,
            _ if depth == 0 || (depth == 1 && matches!(event, Event::Start(_))) => blocks.push(range),
            _ => {}
        }
    }
    blocks
}

/// Returns the start of the line at `start`, moved up over adjacent lines that belong to no block (definitions).
fn cut(text: &str, previous_end: usize, start: usize) -> usize {
    let mut line = line_start(text, start);
    while line > previous_end {
        let above = line_start(text, line - 1);
        if above < previous_end || text[above..line].trim().is_empty() {
            break;
        }
        line = above;
    }
    line
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}
