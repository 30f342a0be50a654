//! Tracks whether a position in markdown is inside code.

/// Tracks code fences and code spans: enough markdown to tell a tag in code from a tag in text.
#[derive(Debug)]
pub(super) struct CodeTracker {
    /// Indentation so far; `None` after the first visible byte of the line.
    indent: Option<usize>,
    /// Whether the line is indented far enough to be code.
    indented: bool,
    /// Marker and length of the open fence.
    fence: Option<(u8, usize)>,
    /// Length of the backticks that opened a code span on this line.
    span: Option<usize>,
    /// The current run of backticks or tildes.
    run: Option<MarkerRun>,
    /// Whether the line closes the fence unless other text follows.
    closing: bool,
}

#[derive(Clone, Copy, Debug)]
struct MarkerRun {
    mark: u8,
    length: usize,
    /// Whether the run is the first text on its line.
    leads: bool,
}

impl Default for CodeTracker {
    fn default() -> Self {
        Self {
            indent: Some(0),
            indented: false,
            fence: None,
            span: None,
            run: None,
            closing: false,
        }
    }
}

/// Indentation of a code block.
const CODE_INDENT: usize = 4;

impl CodeTracker {
    /// Advances by one byte.
    pub(super) fn advance(&mut self, byte: u8) {
        match self.run {
            Some(ref mut run) if run.mark == byte => {
                run.length += 1;
                return;
            }
            Some(run) => self.end_run(run),
            None => {}
        }
        match byte {
            b'\n' => self.end_line(),
            b' ' => self.indent = self.indent.map(|width| width + 1),
            b'\t' => self.indent = self.indent.map(|width| width + CODE_INDENT),
            b'\r' => {}
            b'`' | b'~' => {
                self.run = Some(MarkerRun {
                    mark: byte,
                    length: 1,
                    leads: self.end_indent(),
                });
                self.closing = false;
            }
            _ => {
                self.end_indent();
                self.closing = false;
            }
        }
    }

    /// Returns whether text at this position is code.
    pub(super) fn in_code(&self) -> bool {
        // A run in front of a `<` has ended and opens or closes something, but only `advance` records that. Decides as
        // if it had.
        let mut now = Self { run: None, ..*self };
        if let Some(run) = self.run {
            now.end_run(run);
        }
        now.end_indent();
        now.fence.is_some() || now.span.is_some() || now.indented
    }

    /// Returns whether only white space precedes this position on its line.
    pub(super) fn at_line_start(&self) -> bool {
        self.indent.is_some() && self.run.is_none()
    }

    /// Ends the indentation; returns whether this is the first visible byte of the line.
    fn end_indent(&mut self) -> bool {
        let width = self.indent.take();
        self.indented |= width.is_some_and(|width| width >= CODE_INDENT);
        width.is_some()
    }

    fn end_run(&mut self, run: MarkerRun) {
        self.run = None;
        match self.fence {
            Some((mark, length)) => self.closing = run.leads && run.mark == mark && run.length >= length,
            None if run.leads && run.length >= 3 => self.fence = Some((run.mark, run.length)),
            None if run.mark == b'`' => {
                self.span = match self.span {
                    None => Some(run.length),
                    Some(length) if length == run.length => None,
                    open => open,
                }
            }
            None => {}
        }
    }

    fn end_line(&mut self) {
        if std::mem::take(&mut self.closing) {
            self.fence = None;
        }
        self.indent = Some(0);
        self.indented = false;
        self.span = None;
    }
}
