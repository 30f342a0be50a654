//! The colours of the code in two answers compared: the classes of code in answers.

use ::compare::{Block, Section};
use markup::{Colours, Token};
use serde::Serialize;
use ts_rs::TS;

/// What a stretch of code is, as the class it is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub enum CodeClass {
    /// A keyword.
    #[serde(rename = "k")]
    Keyword,
    /// A type.
    #[serde(rename = "t")]
    Type,
    /// Text in quotes.
    #[serde(rename = "s")]
    Text,
    /// A number.
    #[serde(rename = "n")]
    Number,
    /// A comment.
    #[serde(rename = "c")]
    Comment,
}

/// A stretch of a line: its class, if any, and its length in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CodeStretch(pub Option<CodeClass>, pub u32);

/// The lines of a block of code, by their stretches; what stands behind the last one of a line is plain.
pub(crate) type CodeLines = Vec<Vec<CodeStretch>>;

/// The blocks of code of either side, in the order of their numbers.
pub(crate) fn colours(sections: &[Section]) -> [Vec<CodeLines>; 2] {
    [
        coloured(sections.iter().flat_map(|section| &section.one)),
        coloured(sections.iter().flat_map(|section| &section.two)),
    ]
}

fn coloured<'a>(blocks: impl Iterator<Item = &'a Block>) -> Vec<CodeLines> {
    let code = |block: &'a Block| match block {
        Block::Code { language, text, number } => Some((*number, language, text)),
        Block::Prose { .. } => None,
    };
    let mut blocks: Vec<_> = blocks.filter_map(code).collect();
    blocks.sort_unstable_by_key(|(number, ..)| *number);
    let mut colours = Colours::default();
    let mut lines = |(_, language, text): (u32, &String, &String)| {
        let lines = colours.highlight(language, text).into_iter();
        lines.map(|line| line.into_iter().map(stretch).collect()).collect()
    };
    blocks.into_iter().map(&mut lines).collect()
}

fn stretch(stretch: markup::Stretch) -> CodeStretch {
    CodeStretch(
        stretch.token.map(class),
        u32::try_from(stretch.length).unwrap_or(u32::MAX),
    )
}

fn class(token: Token) -> CodeClass {
    match token {
        Token::Keyword => CodeClass::Keyword,
        Token::Type => CodeClass::Type,
        Token::Text => CodeClass::Text,
        Token::Number => CodeClass::Number,
        Token::Comment => CodeClass::Comment,
    }
}

#[cfg(test)]
mod tests {
    use super::colours;

    #[test]
    fn every_block_has_its_own_in_the_order_of_the_answer_however_the_parts_are_matched() {
        let one = "# A\n\nWords of the first.\n\n```rust\nfn a() {}\n```\n\n# B\n\nOther things entirely.\n\n```py\n# no\nx = 1\n```\n";
        let two = "# B\n\nOther things entirely.\n\n```py\n# no\nx = 2\n```\n\n# A\n\nWords of the first.\n\n```none\nfn a() {}\n```\n";
        let [one, two] = colours(&::compare::compare(one, two).sections);
        assert_eq!(json(&one), r#"[[[["k",2]]],[[["c",4]],[[null,4],["n",1]]]]"#);
        assert_eq!(json(&two), r#"[[[["c",4]],[[null,4],["n",1]]],[[]]]"#);
    }

    fn json(lines: &[super::CodeLines]) -> String {
        serde_json::to_string(lines).expect("plain data")
    }
}
