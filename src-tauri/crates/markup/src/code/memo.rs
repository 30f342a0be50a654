//! Code blocks that are parsed again and again as they grow inside another block: highlighted once all the same.

use super::Lines;

/// How many blocks are remembered.
const MAX_BLOCKS: usize = 8;

/// Code highlighted before.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    blocks: Vec<Remembered>,
}

#[derive(Debug)]
struct Remembered {
    info: String,
    /// What highlighting had cost before it.
    spent: usize,
    /// Whole lines.
    code: String,
    lines: Vec<String>,
    writer: Lines,
}

impl Remembered {
    fn new(info: &str, spent: usize) -> Self {
        Self {
            info: info.to_owned(),
            spent,
            code: String::new(),
            lines: Vec::new(),
            writer: Lines::new(info, spent),
        }
    }

    /// Goes on to `code`, which begins with what there is.
    fn go_on(&mut self, code: &str) {
        for line in code[self.code.len()..].split_terminator('\n') {
            self.writer.push(line, &mut self.lines);
            self.writer.end_line(&mut self.lines);
        }
        code.clone_into(&mut self.code);
    }
}

impl Memo {
    /// The lines of a code block, and what highlighting has cost after it. A last line without its newline is still
    /// being written: plain.
    pub(crate) fn lines(&mut self, info: &str, code: &str, spent: usize) -> (Vec<String>, usize) {
        let (whole, partial) = code.split_at(code.rfind('\n').map_or(0, |newline| newline + 1));
        let known = self
            .blocks
            .iter()
            .rposition(|block| block.spent == spent && block.info == info && whole.starts_with(&block.code));
        let mut block = known.map_or_else(|| Remembered::new(info, spent), |index| self.blocks.remove(index));
        block.go_on(whole);
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

    /// Forgets all.
    pub(crate) fn clear(&mut self) {
        self.blocks.clear();
    }
}

/// The lines of a whole code block, and what highlighting has cost after it.
pub(crate) fn lines(info: &str, code: &str, spent: usize) -> (Vec<String>, usize) {
    let mut block = Remembered::new(info, spent);
    block.go_on(code);
    let spent = block.writer.spent();
    (block.lines, spent)
}
