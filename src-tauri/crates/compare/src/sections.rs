//! Aligns whole sections of two answers, for answers that share few words in the same order.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    block::{Block, Kind},
    share::{Vocabulary, WordBag, shared_percent},
};

/// Most sections of an answer that are matched; the last one takes the rest.
const MAX_SECTIONS: usize = 100;
/// Lowest similarity of matched sections. Sections that share only words as common as “the” stay below it.
const MIN_SIMILARITY: f64 = 0.12;
/// Longest title made from the first words of a section, in characters.
const MAX_TITLE: usize = 48;

/// A section of one answer, or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Section {
    /// Its heading or first words in the first answer; `None` if it has no counterpart there.
    pub title_one: Option<String>,
    /// Its heading or first words in the second answer; `None` if it has no counterpart there.
    pub title_two: Option<String>,
    /// Share of the words that both sides have, in percent; `None` if only one side has the section.
    pub share: Option<u8>,
    /// Blocks of the first side.
    pub one: Vec<Block>,
    /// Blocks of the second side.
    pub two: Vec<Block>,
}

/// A section of one answer.
#[derive(Clone, Debug)]
struct Part {
    title: String,
    blocks: Vec<Block>,
    bag: WordBag,
}

/// The sections of both answers, and which of them match.
pub(crate) struct MatchedSections {
    sides: [Vec<Part>; 2],
    pairs: Vec<(usize, usize)>,
}

/// Matches the sections of two answers by similarity, most similar first, regardless of their positions.
pub(crate) fn match_sections(one: &[Block], two: &[Block]) -> MatchedSections {
    let mut vocabulary = Vocabulary::default();
    let sides = [
        split_into_parts(one, &mut vocabulary),
        split_into_parts(two, &mut vocabulary),
    ];
    let mut alike = Vec::new();
    for (left, first) in sides[0].iter().enumerate() {
        for (right, second) in sides[1].iter().enumerate() {
            let similarity = vocabulary.similarity(&first.bag, &second.bag);
            if similarity >= MIN_SIMILARITY {
                alike.push((similarity, left, right));
            }
        }
    }
    // The sort is stable: of equally similar pairs, the first ones are matched first.
    alike.sort_by(|one, two| two.0.total_cmp(&one.0));
    let mut taken = [vec![false; sides[0].len()], vec![false; sides[1].len()]];
    let mut pairs = Vec::new();
    for (_, left, right) in alike {
        if !taken[0][left] && !taken[1][right] {
            (taken[0][left], taken[1][right]) = (true, true);
            pairs.push((left, right));
        }
    }
    MatchedSections { sides, pairs }
}

/// Swaps the sides.
pub(crate) fn swap_sides(matched: MatchedSections) -> MatchedSections {
    let [one, two] = matched.sides;
    MatchedSections {
        sides: [two, one],
        pairs: matched.pairs.into_iter().map(|(left, right)| (right, left)).collect(),
    }
}

/// Returns the sections in the order of the first answer. A section that only the second has follows the one it follows
/// there.
pub(crate) fn in_reading_order(matched: MatchedSections) -> Vec<Section> {
    let MatchedSections { sides, pairs } = matched;
    let mut partner = vec![None; sides[0].len()];
    let mut has_partner = vec![false; sides[1].len()];
    for (left, right) in pairs {
        partner[left] = Some(right);
        has_partner[right] = true;
    }
    let [first, second] = &sides;
    let mut sections = Vec::new();
    let following = |from: usize| {
        let alone = |(part, has): (&Part, &bool)| (!has).then(|| section(None, Some(part)));
        second.iter().zip(&has_partner).skip(from).map_while(alone)
    };
    sections.extend(following(0));
    for (part, right) in first.iter().zip(partner) {
        sections.push(section(Some(part), right.map(|right| &second[right])));
        sections.extend(right.into_iter().flat_map(|right| following(right + 1)));
    }
    sections
}

fn section(one: Option<&Part>, two: Option<&Part>) -> Section {
    let blocks = |part: Option<&Part>| part.map_or_else(Vec::new, |part| part.blocks.clone());
    Section {
        title_one: one.map(|part| part.title.clone()),
        title_two: two.map(|part| part.title.clone()),
        share: one.zip(two).map(|(one, two)| shared_percent(&one.bag, &two.bag)),
        one: blocks(one),
        two: blocks(two),
    }
}

/// Splits an answer at its headings if it has two or more, otherwise at its paragraphs.
fn split_into_parts(blocks: &[Block], vocabulary: &mut Vocabulary) -> Vec<Part> {
    let by_headings = blocks.iter().filter(|block| is_heading(block)).count() > 1;
    let mut groups: Vec<Vec<Block>> = Vec::new();
    let mut full = false;
    for block in blocks {
        match groups.last_mut() {
            Some(group) if full || continues_section(group, block, by_headings) => group.push(block.clone()),
            _ => groups.push(vec![block.clone()]),
        }
        full = groups.len() == MAX_SECTIONS;
    }
    groups.into_iter().map(|group| build_part(group, vocabulary)).collect()
}

fn is_heading(block: &Block) -> bool {
    matches!(
        block,
        Block::Prose {
            kind: Kind::Heading { .. },
            ..
        }
    )
}

/// Returns whether a block continues the section before it.
fn continues_section(group: &[Block], block: &Block, by_headings: bool) -> bool {
    let Some(last) = group.last() else { return true };
    if by_headings || is_heading(block) {
        return !is_heading(block);
    }
    let kind = |block: &Block| match block {
        Block::Prose { kind, .. } => Some(std::mem::discriminant(kind)),
        Block::Code { .. } => None,
    };
    let one_list = kind(last) == kind(block)
        && matches!(
            block,
            Block::Prose {
                kind: Kind::Item { .. } | Kind::TableRow,
                ..
            }
        );
    one_list || is_heading(last) || last.text().ends_with([':', '：'])
}

/// Builds a section and takes its heading out of its blocks as the title.
fn build_part(mut blocks: Vec<Block>, vocabulary: &mut Vocabulary) -> Part {
    let text: Vec<String> = blocks.iter().map(Block::text).collect();
    let bag = vocabulary.bag(&text.join("\n"));
    let title = if is_heading(&blocks[0]) && blocks.len() > 1 {
        blocks.remove(0).text()
    } else {
        first_words(&text[0])
    };
    Part { title, blocks, bag }
}

/// Returns the first words of a text.
fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let Some((end, _)) = line.char_indices().nth(MAX_TITLE) else {
        return line.to_owned();
    };
    let words = line[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", line[..words].trim_end())
}
