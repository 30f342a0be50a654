//! Knows, byte by byte, whether markdown text stands inside code.

/// Follows fences and code spans; enough markdown to tell a tag in code from a tag in text.
#[derive(Debug)]
pub(super) struct CodeTracker {
    /// Nothing but white space on this line so far, and how much of it.
    indent: Option<usize>,
    /// This line is indented far enough to be code.
    indented: bool,
    /// The mark and length of the open fence.
    fence: Option<(u8, usize)>,
    /// The length of the backtick run that opened a code span on this line.
    span: Option<usize>,
    /// The run of backticks or tildes being read.
    run: Option<Run>,
    /// This line would close the fence, if nothing but white space follows.
    closing: bool,
}

#[derive(Clone, Copy, Debug)]
struct Run {
    mark: u8,
    length: usize,
    /// It stands first on its line.
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

/// A line indented this far is code.
const CODE_INDENT: usize = 4;

impl CodeTracker {
    /// Goes on by one byte.
    pub(super) fn see(&mut self, byte: u8) {
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
                self.run = Some(Run {
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

    /// Whether text here is code.
    pub(super) fn in_code(&self) -> bool {
        // A run before a `<` has ended: it opens or closes something, which only `see` records. Judge as if it had.
        let mut now = Self { run: None, ..*self };
        if let Some(run) = self.run {
            now.end_run(run);
        }
        now.end_indent();
        now.fence.is_some() || now.span.is_some() || now.indented
    }

    /// Whether only white space, if anything, stands before this on its line.
    pub(super) fn at_line_start(&self) -> bool {
        self.indent.is_some() && self.run.is_none()
    }

    /// The line's first visible byte, or a later one; whether it is the first.
    fn end_indent(&mut self) -> bool {
        let width = self.indent.take();
        self.indented |= width.is_some_and(|width| width >= CODE_INDENT);
        width.is_some()
    }

    fn end_run(&mut self, run: Run) {
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
