//! Caches highlighted code blocks, so that blocks inside a growing block are highlighted only once.

use super::Lines;

/// Most blocks in the cache.
const MAX_BLOCKS: usize = 8;

/// A cache of highlighted code.
#[derive(Debug, Default)]
pub(crate) struct HighlightCache {
    blocks: Vec<CachedBlock>,
}

#[derive(Debug)]
struct CachedBlock {
    info: String,
    /// Cost of highlighting before this block.
    spent: usize,
    /// The complete lines.
    code: String,
    lines: Vec<String>,
    writer: Lines,
}

impl CachedBlock {
    fn new(info: &str, spent: usize) -> Self {
        Self {
            info: info.to_owned(),
            spent,
            code: String::new(),
            lines: Vec::new(),
            writer: Lines::new(info, spent),
        }
    }

    /// Continues to `code`, which begins with the code so far.
    fn extend_to(&mut self, code: &str) {
        for line in code[self.code.len()..].split_terminator('\n') {
            self.writer.push(line, &mut self.lines);
            self.writer.end_line(&mut self.lines);
        }
        code.clone_into(&mut self.code);
    }
}

impl HighlightCache {
    /// Returns the lines of a code block and the total cost afterwards. A last line without a newline is still growing
    /// and stays plain.
    pub(crate) fn lines(&mut self, info: &str, code: &str, spent: usize) -> (Vec<String>, usize) {
        let (whole, partial) = code.split_at(code.rfind('\n').map_or(0, |newline| newline + 1));
        let known = self
            .blocks
            .iter()
            .rposition(|block| block.spent == spent && block.info == info && whole.starts_with(&block.code));
        let mut block = known.map_or_else(|| CachedBlock::new(info, spent), |index| self.blocks.remove(index));
        block.extend_to(whole);
        let mut lines = block.lines.clone();
        if !partial.is_empty() {
            Lines::new("", 0).push(partial, &mut lines);
        }
        let spent = block.writer.spent();
        self.blocks.push(block);
        if self.blocks.len() > MAX_BLOCKS {
            self.blocks.remove(0);
        }
        (lines, spent)
    }

    /// Removes everything.
    pub(crate) fn clear(&mut self) {
        self.blocks.clear();
    }
}

/// Highlights a complete code block; returns its lines and the total cost afterwards.
pub(crate) fn lines(info: &str, code: &str, spent: usize) -> (Vec<String>, usize) {
    let mut block = CachedBlock::new(info, spent);
    block.extend_to(code);
    let spent = block.writer.spent();
    (block.lines, spent)
}
