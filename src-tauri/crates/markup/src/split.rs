//! Where a text falls into top-level blocks.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

/// The dialect: CommonMark with tables, strikethrough and task lists.
pub(crate) const DIALECT: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

/// A definition met while splitting.
#[derive(Debug)]
pub(crate) struct Definition {
    /// Where it begins, in bytes.
    pub(crate) at: usize,
    /// What it defines.
    pub(crate) label: String,
    /// What it stands for.
    pub(crate) address: String,
}

/// A text cut at its top-level blocks.
#[derive(Debug)]
pub(crate) struct Split {
    /// Where every block but the first begins, in bytes; always the start of a line. Everything before the last cut
    /// is final as long as the text consists of whole lines: a block ends when a line that cannot continue it has
    /// come. Definitions directly above a block stay with it, since a title may still be growing there.
    pub(crate) cuts: Vec<usize>,
    /// Definitions of the whole text, in no particular order.
    pub(crate) definitions: Vec<Definition>,
}

/// Cuts `text`.
pub(crate) fn split(text: &str) -> Split {
    let mut events = Parser::new_ext(text, DIALECT).into_offset_iter();
    let mut cuts = Vec::new();
    let mut last_end = None;
    for range in top_level(&mut events) {
        if let Some(end) = last_end {
            cuts.push(cut(text, end, range.start));
        }
        last_end = Some(range.end);
    }
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

fn top_level<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) -> impl Iterator<Item = Range<usize>> {
    let mut depth = 0_usize;
    events.filter_map(move |(event, range)| {
        let is_top = depth == 0;
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => {
                depth -= 1;
                return None;
            }
            _ => {}
        }
        is_top.then_some(range)
    })
}

/// The start of the line at `start`, moved up over lines without a gap that belong to no block (definitions).
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
