//! A block in two parts: a shell, and the parts inside it.

/// Marks the element that the parts are inserted into. Text can't contain this, because `>` is always escaped.
const SLOT: &str = " data-slot>";

/// A top-level block as sanitised HTML.
///
/// A list, a table with rows or a code block is a shell with one element that has `data-slot`, and parts that are the
/// children of that element in order. Each part is exactly one element (`li`, `tr`, the `span` of a line), followed by
/// at most a newline (only after rows). Every other block is just a shell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub(crate) shell: String,
    pub(crate) parts: Vec<String>,
}

impl Block {
    /// Returns the HTML around the parts.
    pub fn shell(&self) -> &str {
        &self.shell
    }

    /// Returns the HTML of the slot element's children, one string each.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// Returns the whole block, without the `data-slot` attribute.
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
