//! Closes unfinished syntax for display: what growing text most likely means while its end is missing.
//!
//! Takes the text of the tail and returns the text to draw; the document itself never changes. A wrong guess does no
//! harm, because the next push draws again.

use crate::normalize::content_start;

mod inline;

/// Returns the tail as it should be drawn.
pub(crate) fn repair(mut text: String) -> String {
    let start = match last_paragraph(&text) {
        EndContext::Code(line) => {
            hide_closing_fence(&mut text, line);
            return text;
        }
        EndContext::Paragraph(start) => start,
    };
    let is_cut = hide_half_line(&mut text);
    let start = if is_cut {
        EndContext::start(last_paragraph(&text))
    } else {
        start
    };
    let is_first_row = text[..start]
        .lines()
        .next_back()
        .is_none_or(|above| !above.contains('|'));
    let header = table_header(&text[start..]).filter(|_| is_first_row);
    let content = start + content_start(&text[start..]);
    inline::close(&mut text, content);
    if let Some(columns) = header {
        text.truncate(text.trim_end().len());
        text.push('\n');
        for _ in 0..columns {
            text.push_str("|---");
        }
        text.push('|');
    }
    text
}

/// What the end of a text is in.
enum EndContext {
    /// A code fence; the last line begins here.
    Code(usize),
    /// A paragraph, row, item or heading that begins here.
    Paragraph(usize),
}

impl EndContext {
    fn start(self) -> usize {
        match self {
            Self::Code(at) | Self::Paragraph(at) => at,
        }
    }
}

fn last_paragraph(text: &str) -> EndContext {
    let mut fence: Option<(u8, usize)> = None;
    let (mut start, mut at, mut last_line) = (0, 0, 0);
    let (mut was_blank, mut in_table) = (true, false);
    for line in text.split_inclusive('\n') {
        let content = &line[content_start(line)..];
        let (marker, length) = leading_run(content.as_bytes());
        last_line = at;
        match fence {
            Some((open, least)) => {
                if marker == open && length >= least && content[length..].trim().is_empty() && line.ends_with('\n') {
                    fence = None;
                    was_blank = true;
                }
            }
            None if matches!(marker, b'`' | b'~')
                && length >= 3
                && !(marker == b'`' && content[length..].contains('`')) =>
            {
                fence = Some((marker, length));
            }
            None => {
                let is_blank = line.trim().is_empty();
                in_table = !is_blank && (in_table || (!was_blank && is_delimiter_row(content)));
                if was_blank
                    || is_blank
                    || in_table
                    || content.len() < line.trim_start().len()
                    || matches!(marker, b'#' | b'|')
                {
                    start = at;
                }
                was_blank = is_blank;
            }
        }
        at += line.len();
    }
    match fence {
        Some(_) if text.ends_with('\n') => EndContext::Code(text.len()),
        Some(_) => EndContext::Code(last_line),
        None => EndContext::Paragraph(start),
    }
}

/// Returns whether a line separates the head of a table from its rows.
fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim_end();
    line.contains('|') && line.contains('-') && line.bytes().all(|b| b"-:| ".contains(&b))
}

/// Returns the first byte and how often it repeats.
fn leading_run(bytes: &[u8]) -> (u8, usize) {
    let first = bytes.first().copied().unwrap_or_default();
    (first, bytes.iter().take_while(|b| **b == first).count())
}

/// Hides a last line of fence markers in a fence, because it is about to close it.
fn hide_closing_fence(text: &mut String, line: usize) {
    let content = text[line..].trim();
    let (marker, length) = leading_run(content.as_bytes());
    let is_opening = line == 0 || !text[..line].contains(['`', '~']);
    if !is_opening && matches!(marker, b'`' | b'~') && length == content.len() {
        text.truncate(line);
    }
}

/// Hides a last line that is only the beginning of a marker: `#`, `-`, `12.`, `- [`, `|--`. Returns whether it did.
fn hide_half_line(text: &mut String) -> bool {
    let start = text.rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..];
    let content_at = content_start(line);
    let content = line[content_at..].trim_end();
    let has_marker = content_at > line.len() - line.trim_start().len();
    let (marker, length) = leading_run(content.as_bytes());
    let is_whole_run = length == content.len();
    let is_after_text = text[..start]
        .lines()
        .next_back()
        .is_some_and(|above| !above.trim().is_empty());
    let is_number = !has_marker && content.len() <= 9 && content.bytes().all(|b| b.is_ascii_digit());
    let is_box = has_marker && content.len() <= 3 && content.starts_with('[');
    let is_underline = is_after_text && content.bytes().all(|b| b"-=:| ".contains(&b));
    let is_marker = match marker {
        b'#' | b'+' | b'=' | b'|' => is_whole_run,
        b'-' | b'*' | b'_' | b'`' | b'~' => is_whole_run && length < 3,
        _ => false,
    };
    let hide = if content.is_empty() {
        has_marker
    } else {
        is_number || is_box || is_underline || is_marker
    };
    if hide {
        text.truncate(start);
    }
    hide
}

/// Returns the number of columns if the paragraph is a line that can only be the head of a table.
fn table_header(paragraph: &str) -> Option<usize> {
    let line = paragraph.trim_end();
    let cells = line.strip_prefix('|')?;
    if line.contains('\n') || cells.trim().is_empty() {
        return None;
    }
    let cells = cells
        .strip_suffix('|')
        .filter(|rest| !rest.ends_with('\\'))
        .unwrap_or(cells);
    let mut columns = 1;
    let mut is_escaped = false;
    for byte in cells.bytes() {
        columns += usize::from(byte == b'|' && !is_escaped);
        is_escaped = byte == b'\\' && !is_escaped;
    }
    Some(columns)
}

#[cfg(test)]
mod tests;
