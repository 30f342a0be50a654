//! Closes emphasis, code and links that are open at the end of a paragraph.

/// Deepest nesting that is tracked.
const MAX_OPEN: usize = 32;

/// Closes everything open in `text[start..]`.
pub(super) fn close(text: &mut String, start: usize) {
    let mut scan = Scan::new(&text[start..]);
    scan.run();
    let ending = scan.ending();
    let (end, removed) = (start + scan.end, std::mem::take(&mut scan.removed));
    text.truncate(end);
    for at in removed.into_iter().rev() {
        if start + at < text.len() {
            text.remove(start + at);
        }
    }
    if !ending.is_empty() {
        text.truncate(text.trim_end().len());
        text.push_str(&ending);
    }
}

/// An opening run of emphasis markers.
struct EmphasisRun {
    byte: u8,
    length: usize,
    /// Where its text begins.
    inside: usize,
    /// Whether it is at the start of a word. In the middle of a word it is more likely a plain character.
    is_likely: bool,
}

/// A single pass over a paragraph.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// End of the text to be drawn.
    end: usize,
    /// Single bytes to leave out, ascending.
    removed: Vec<usize>,
    marks: Vec<EmphasisRun>,
    /// Open brackets: position, and whether it is an image's.
    brackets: Vec<(usize, bool)>,
    /// Closes an open code span.
    code: String,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            end: text.len(),
            removed: Vec::new(),
            marks: Vec::new(),
            brackets: Vec::new(),
            code: String::new(),
        }
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at).filter(|_| self.at < self.end) {
            match byte {
                b'\\' => self.escape(),
                b'`' => self.code_span(),
                b'<' => self.angle(),
                b'[' => self.open_bracket(),
                b']' => self.close_bracket(),
                b'*' | b'_' | b'~' => self.emphasis(*byte),
                _ => self.at += 1,
            }
        }
        if let Some((at, is_image)) = self.brackets.last().copied().filter(|(at, _)| *at < self.end) {
            if is_half_note(&self.text[at..self.end]) {
                self.end = at;
            } else {
                self.remove_bracket(at, is_image);
            }
        }
        self.removed.sort_unstable();
        self.removed.dedup();
    }

    /// Returns the text that closes everything open.
    fn ending(&mut self) -> String {
        let shown = self.text[..self.end].trim_end().len();
        let mut ending = std::mem::take(&mut self.code);
        while let Some(mark) = self.marks.pop() {
            if mark.inside >= shown {
                self.end = self.end.min(mark.inside - mark.length);
            } else if mark.is_likely {
                ending.extend(std::iter::repeat_n(char::from(mark.byte), mark.length));
            }
        }
        ending
    }

    fn escape(&mut self) {
        if self.at + 1 == self.text.len() {
            self.end = self.at;
        }
        self.at += 2;
    }

    fn code_span(&mut self) {
        let length = run_length(self.text, self.at);
        let inside = self.at + length;
        let mut at = inside;
        while let Some(next) = self.text[at..].find('`').map(|offset| at + offset) {
            let closing = run_length(self.text, next);
            at = next + closing;
            if closing == length {
                self.at = at;
                return;
            }
        }
        let content = self.text[inside..].trim_end_matches('`');
        self.end = if content.trim().is_empty() {
            self.at
        } else {
            inside + content.len()
        };
        if self.end > inside {
            self.code = "`".repeat(length);
        }
        self.at = self.text.len();
    }

    /// Skips a tag or URL in angle brackets. Tags are text anyway; an incomplete URL loses its bracket.
    fn angle(&mut self) {
        let rest = &self.text[self.at + 1..];
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
            self.at += 1;
            return;
        }
        if let Some(close) = rest.find(['>', '\n']) {
            self.at += close + 1;
            return;
        }
        if ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| rest.starts_with(scheme))
        {
            self.removed.push(self.at);
        }
        self.at = self.text.len();
    }

    fn open_bracket(&mut self) {
        let is_image = self.at > 0 && self.text.as_bytes()[self.at - 1] == b'!';
        if self.brackets.len() < MAX_OPEN {
            self.brackets.push((self.at, is_image));
        }
        self.at += 1;
    }

    fn close_bracket(&mut self) {
        let Some((open, is_image)) = self.brackets.pop() else {
            self.at += 1;
            return;
        };
        let after = &self.text[self.at + 1..];
        let target = match after.as_bytes().first() {
            _ if self.text[open..].starts_with("[^") => Some(0),
            Some(b'(') => target_length(after),
            Some(b'[') => after.find(']').map(|close| close + 1),
            None => None,
            Some(_) => Some(0),
        };
        if let Some(length) = target {
            self.at += 1 + length;
        } else {
            self.end = self.at;
            self.remove_bracket(open, is_image);
        }
    }

    fn remove_bracket(&mut self, at: usize, is_image: bool) {
        if is_image {
            self.removed.push(at - 1);
        }
        self.removed.push(at);
    }

    fn emphasis(&mut self, byte: u8) {
        let mut length = run_length(self.text, self.at);
        let before = self.text[..self.at].chars().next_back();
        let inside = self.at + length;
        let Some(after) = self.text[inside..].chars().next() else {
            // Half of an opening or closing marker. Either way, everything open is closed at the end.
            self.end = self.at;
            return;
        };
        self.at = inside;
        let is_gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_sign = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric() && !c.is_whitespace());
        let after = Some(after);
        let opens = !is_gap(after) && (!is_sign(after) || is_gap(before) || is_sign(before));
        let closes = !is_gap(before) && (!is_sign(before) || is_gap(after) || is_sign(after));
        if closes && (byte != b'_' || !opens || is_sign(after)) {
            length = self.close_marks(byte, length);
        }
        let is_word = before.is_some_and(char::is_alphanumeric);
        if length > 0
            && opens
            && !(byte == b'_' && is_word)
            && !(byte == b'~' && length != 2)
            && self.marks.len() < MAX_OPEN
        {
            self.marks.push(EmphasisRun {
                byte,
                length,
                inside,
                is_likely: !is_word && length <= 3,
            });
        }
    }

    /// Closes open markers of a kind; returns how many characters are left over.
    fn close_marks(&mut self, byte: u8, mut length: usize) -> usize {
        while let Some(index) = self
            .marks
            .iter()
            .rposition(|mark| mark.byte == byte)
            .filter(|_| length > 0)
        {
            let open = &mut self.marks[index];
            if open.length > length {
                open.length -= length;
                return 0;
            }
            length -= open.length;
            self.marks.truncate(index);
        }
        length
    }
}

/// Returns whether `text` is a footnote reference without its closing bracket.
fn is_half_note(text: &str) -> bool {
    text.starts_with("[^") && text.len() <= 16 && !text.contains([' ', '\n'])
}

fn run_length(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[at..];
    bytes.iter().take_while(|b| **b == bytes[0]).count()
}

/// Returns the length of a complete `(address)`; `None` while it is being written.
fn target_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            b'\n' => return Some(0),
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}
