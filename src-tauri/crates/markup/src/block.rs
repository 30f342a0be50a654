//! A block in two: a shell, and parts that are added inside it.

/// How a shell marks the element its parts go into. No text can hold this: `>` is escaped everywhere.
const SLOT: &str = " data-slot>";

/// A top-level block as sanitised HTML.
///
/// A list, a table with rows or a code block is a shell with one element that carries `data-slot`, and parts that are
/// that element's children in order: each part is exactly one element (`li`, `tr`, the `span` of a line), at most
/// followed by a newline (rows alone). Every other block is a shell alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub(crate) shell: String,
    pub(crate) parts: Vec<String>,
}

impl Block {
    /// The HTML around the parts.
    pub fn shell(&self) -> &str {
        &self.shell
    }

    /// The HTML of the slot element's children, one string each.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// The whole block, without the mark of the slot.
    pub fn html(&self) -> String {
        let Some((before, after)) = self.shell.split_once(SLOT) else {
            return self.shell.clone();
        };
        let end = after.find("</").unwrap_or(after.len());
        let size = self.shell.len() + self.parts.iter().map(String::len).sum::<usize>();
        let mut html = String::with_capacity(size);
        html.push_str(before);
        html.push('>');
        html.push_str(&after[..end]);
        for part in &self.parts {
            html.push_str(part);
        }
        html.push_str(&after[end..]);
        html
    }
}
