//! Highlights code for callers that draw the lines themselves.

use crate::code::{Highlighter, MAX_COST, Token, highlighter};

/// Highest cost of one run, in the units of document highlighting: about 2,000 ordinary lines.
const MAX_RUN_COST: usize = MAX_COST / 4;

/// A part of a line with a single kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its kind; `None` for plain text.
    pub token: Option<Token>,
    /// Its length in UTF-16 code units, as the page counts.
    pub length: usize,
}

/// Highlights code blocks one after another up to a cost limit. Later ones stay plain.
#[derive(Clone, Debug)]
pub struct Colours {
    spent: usize,
}

impl Default for Colours {
    fn default() -> Self {
        Self {
            spent: MAX_COST - MAX_RUN_COST,
        }
    }
}

impl Colours {
    /// Highlights a complete code block and returns the stretches of each line. Adjacent stretches are of different
    /// kinds; text after the last one of a line is plain. `info` is the info string, and `code` has no trailing line
    /// feed.
    pub fn highlight(&mut self, info: &str, code: &str) -> Vec<Vec<Stretch>> {
        let mut highlighter = highlighter(info, self.spent);
        let lines = code
            .split('\n')
            .map(|line| highlighter.as_mut().map_or_else(Vec::new, |by| stretches(by, line)));
        let lines = lines.collect();
        self.spent = highlighter.map_or(self.spent, |highlighter| highlighter.spent);
        lines
    }
}

fn stretches(highlighter: &mut Highlighter, line: &str) -> Vec<Stretch> {
    let mut from = 0;
    let mut stretches = Vec::new();
    for part in highlighter.stretches(line) {
        stretches.push(Stretch {
            token: part.token,
            length: line[from..part.end].encode_utf16().count(),
        });
        from = part.end;
    }
    if stretches.last().is_some_and(|last| last.token.is_none()) {
        stretches.pop();
    }
    stretches
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Colours, MAX_COST, MAX_RUN_COST, Stretch};
    use crate::code::MAX_LINE;
    use crate::escape::push_content;

    /// Draws the lines from their stretches as an answer does.
    fn drawn(code: &str, lines: &[Vec<Stretch>]) -> String {
        let mut out = String::new();
        for (line, stretches) in code.split('\n').zip(lines) {
            let text: Vec<u16> = line.encode_utf16().collect();
            let mut from = 0;
            out.push_str("<span>");
            for Stretch { token, length } in stretches {
                let part = String::from_utf16(&text[from..from + length]).expect("whole characters");
                let class = token.map(|token| format!("<span class=\"{}\">", token.class()));
                out.push_str(class.as_deref().unwrap_or_default());
                push_content(&mut out, &part);
                out.push_str(class.map_or("", |_| "</span>"));
                from += length;
            }
            push_content(&mut out, &String::from_utf16(&text[from..]).expect("whole characters"));
            out.push_str("\n</span>");
        }
        out
    }

    /// Returns the lines of a code block in an answer.
    fn answered(info: &str, code: &str) -> String {
        let html = crate::render(&format!("~~~~~~{info}\n{code}\n~~~~~~\n")).concat();
        let from = html.find("<code>").expect("code") + "<code>".len();
        let lines = &html[from..html.find("</code>").expect("its end")];
        let last = lines.strip_suffix("</span>").expect("a line");
        format!("{last}\n</span>")
    }

    #[test]
    fn plain_text_at_the_end_has_no_stretch() {
        let keyword = Some(crate::Token::Keyword);
        let lines = Colours::default().highlight("rust", "fn 𝄞a() {}\n\n");
        assert_eq!(
            lines,
            [
                vec![Stretch {
                    token: keyword,
                    length: 2
                }],
                vec![],
                vec![]
            ]
        );
        assert_eq!(Colours::default().highlight("", "fn a()\nb"), [vec![], vec![]]);
    }

    #[test]
    fn the_cost_is_limited() {
        let mut colours = Colours::default();
        let line = format!("; {}", "a".repeat(900));
        let code = vec![line.as_str(); 200].join("\n");
        let coloured = |lines: Vec<Vec<Stretch>>| lines.iter().filter(|line| !line.is_empty()).count();
        let first = coloured(colours.highlight("ini", &code));
        assert!(
            (1..6).contains(&first),
            "{first} lines of 0.8 million each, of {MAX_RUN_COST}"
        );
        assert_eq!(
            coloured(colours.highlight("ini", &code)),
            0,
            "the next block is plain as well"
        );
        assert!(colours.spent <= MAX_COST + MAX_LINE * MAX_LINE, "{}", colours.spent);
        assert_eq!(colours.highlight("ini", &code).len(), 200);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn stretches_match_those_of_an_answer(
            language in prop::sample::select(vec!["rust", "py", "ts", "c++", "sh", "sql", "html", "ini", "none"]),
            words in prop::collection::vec(prop::sample::select(vec![
                "fn", " ", "\n", "\"", "let a = 1;", "// no", "/*", "*/", "'", "<b>", "&", "𝄞", "é", "def x(y):", "    ", "#", "\t",
                "SELECT 1", "0x1f", "class A {", "}", "`", "${", "return",
            ]), 0..40),
        ) {
            let code = words.concat();
            let code = code.trim_matches('\n');
            prop_assume!(!code.is_empty() && !code.contains("~~~~~~"));
            prop_assert_eq!(drawn(code, &Colours::default().highlight(language, code)), answered(language, code));
        }
    }
}
