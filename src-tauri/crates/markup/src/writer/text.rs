//! Writes text: words with URLs, inline code, raw HTML and line breaks.

use super::{Open, Writer};
use crate::autolink::{Piece, pieces};
use crate::escape::{push_link_text, push_text};
use crate::link;

/// Most bytes of a link's text that are compared with its URL.
const MAX_WORDS: usize = 512;

/// Characters that, as text, may still change their meaning by what follows.
const OPENING: [char; 7] = ['*', '_', '~', '`', '[', '<', '\\'];

impl Writer<'_> {
    pub(super) fn text(&mut self, text: &str, end: usize) {
        if let Some(Open::Code { code, .. }) = self.open.last_mut() {
            return code.push_str(text);
        }
        self.is_closed &= !text.contains(OPENING);
        if self.images > 0 || self.links > 0 {
            self.words(text);
        } else {
            self.text.push_str(text);
            self.text_end = end;
        }
    }

    /// Writes the collected text, with its URLs as links.
    pub(super) fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        self.append_note_text(&text);
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

    pub(super) fn address(&mut self, written: &str) {
        let has_scheme = written.contains("://");
        let target = if has_scheme {
            link::check(written)
        } else {
            link::check(&format!("https://{written}"))
        };
        match target {
            Ok(to) => {
                self.open_link(&to);
                push_link_text(&mut self.out, written);
                self.close_link(&to, written);
            }
            Err(_) => push_text(&mut self.out, written),
        }
    }

    /// Writes words. In an image they become its name, in a link they are remembered.
    pub(super) fn words(&mut self, text: &str) {
        self.append_note_text(text);
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

    pub(super) fn inline_code(&mut self, code: &str) {
        if self.images == 0 {
            self.out.push_str("<code>");
        }
        self.words(code);
        if self.images == 0 {
            self.out.push_str("</code>");
        }
    }

    pub(super) fn raw(&mut self, html: &str) {
        if is_line_break(html) && !matches!(self.open.last(), Some(Open::Raw)) {
            self.line_break();
        } else {
            self.words(html);
        }
    }

    pub(super) fn line_break(&mut self) {
        if self.images > 0 {
            self.words(" ");
        } else {
            self.out.push_str("<br>");
        }
    }
}

/// Keeps the beginning of a link's text.
fn remember(words: &mut String, text: &str) {
    let room = MAX_WORDS.saturating_sub(words.len());
    words.extend(text.char_indices().take_while(|(at, _)| *at < room).map(|(_, c)| c));
}

/// Returns whether this is a line break, the only HTML that takes effect. Models write it inside table cells, where
/// markdown has no alternative.
fn is_line_break(html: &str) -> bool {
    matches!(html.to_ascii_lowercase().as_str(), "<br>" | "<br/>" | "<br />")
}
