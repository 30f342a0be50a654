//! Renders markdown to sanitised HTML blocks, incrementally.
//!
//! The text comes from a model and is treated as hostile. A single writer produces HTML from the parser's events. It
//! knows a closed list of elements and attributes and escapes everything else, so nothing needs to be cleaned
//! afterwards: raw HTML is shown as text, images are never loaded, and a URL becomes a link only after [`link::check`].
//!
//! The output, one string for each top-level block:
//!
//! | Markdown | HTML |
//! |---|---|
//! | paragraph, heading, quote, rule | `p`, `h3`…`h6` (the page owns `h1` and `h2`) with `data-level`, `blockquote`, `hr` |
//! | list | `ul`, `ol start`, `li`, no white space between them, line breaks inside items; a task begins with an empty `span.check[data-checked]`, which the page gives role and name |
//! | code | `div.code[data-lang][data-label] > pre[tabindex=0] > code`, a `span` a line with its newline inside, in it `span`s of class `k` keyword, `t` type, `s` string, `n` number, `c` comment; label and copy button are the page's |
//! | table | `div.table[tabindex=0] > table`, `th[role=columnheader][scope=col]`, classes `n` and `center` |
//! | link | `a[href][data-link][title]`, `title` being the real address; `span.real-host` where the text names another |
//! | refused link | its text, then `span.refused` with the address |
//! | image | `span.image-blocked[role=img][aria-label]` naming text and address |
//! | footnote | `sup.note-ref[title]` with its number; the notes are the last block, `section.notes[role=note] > ol > li` |
//! | raw HTML | `p.raw` or plain text, except `<br>`, which breaks the line |
//!
//! A block is a shell and parts ([`Block`]): lines of code, list items, table rows and, while it grows, the sentences
//! of a long paragraph in `span`s. The shell marks their place with `data-slot`. A [`Patch`] describes what a push
//! changed down to the part, so that a token costs the same at the end of a long block as at its start.
//!
//! Every block has `dir="auto"`. Interface texts, ids, `style`, `src` and `on*` never appear.

mod autolink;
mod block;
mod code;
mod colours;
mod escape;
mod fence;
pub mod link;
mod live;
mod normalize;
mod notes;
mod patch;
mod reference;
mod repair;
mod split;
mod writer;

pub use block::Block;
pub use code::Token;
pub use colours::{Colours, Stretch};
pub use live::LiveDocument;
pub use patch::Patch;

/// Renders a complete text: one sanitised HTML string for each top-level block, in order.
///
/// The result equals that of a [`LiveDocument`] after the same text was pushed in any pieces and finished.
pub fn render(markdown: &str) -> Vec<String> {
    finished(markdown).into_blocks()
}

/// Renders a complete text as [`LiveDocument::parts`] would hold it at the end: the blocks of [`render`] as shells and
/// parts.
pub fn render_parts(markdown: &str) -> Vec<Block> {
    finished(markdown).into_parts()
}

fn finished(markdown: &str) -> LiveDocument {
    let mut document = LiveDocument::silent();
    document.push(markdown);
    document.finish();
    document
}
