//! Two answers cut into parts, like beside like: for answers with little in common word for word.

use serde::Serialize;
use ts_rs::TS;

use crate::{
    block::{Block, Kind},
    share::{Bag, Vocabulary, percent},
};

/// How many parts of an answer are matched; what is beyond belongs to the last.
const MOST: usize = 100;
/// How alike two parts must be to be matched. Of words as common as “the” alone, no two parts are.
const LIKE: f64 = 0.12;
/// Longest title made from a part's first words, characters.
const TITLE: usize = 48;

/// A part of one answer, or of both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Section {
    /// Its heading or first words in the first; `None`: nothing like it there.
    pub title_one: Option<String>,
    /// Its heading or first words in the second; `None`: nothing like it there.
    pub title_two: Option<String>,
    /// The share of the words of both that both have, percent; `None` where one side has nothing like it.
    pub share: Option<u8>,
    /// What the first says.
    pub one: Vec<Block>,
    /// What the second says.
    pub two: Vec<Block>,
}

/// A part of an answer.
#[derive(Clone, Debug)]
struct Part {
    title: String,
    blocks: Vec<Block>,
    bag: Bag,
}

/// The parts of both answers, in pairs.
pub(crate) struct Matched {
    sides: [Vec<Part>; 2],
    pairs: Vec<(usize, usize)>,
}

/// Matches the parts of two answers, the most alike first, wherever they stand.
pub(crate) fn matched(one: &[Block], two: &[Block]) -> Matched {
    let mut vocabulary = Vocabulary::default();
    let sides = [parts(one, &mut vocabulary), parts(two, &mut vocabulary)];
    let mut alike = Vec::new();
    for (left, first) in sides[0].iter().enumerate() {
        for (right, second) in sides[1].iter().enumerate() {
            let likeness = vocabulary.likeness(&first.bag, &second.bag);
            if likeness >= LIKE {
                alike.push((likeness, left, right));
            }
        }
    }
    // Stable: of equals those that come first are matched first.
    alike.sort_by(|one, two| two.0.total_cmp(&one.0));
    let mut taken = [vec![false; sides[0].len()], vec![false; sides[1].len()]];
    let mut pairs = Vec::new();
    for (_, left, right) in alike {
        if !taken[0][left] && !taken[1][right] {
            (taken[0][left], taken[1][right]) = (true, true);
            pairs.push((left, right));
        }
    }
    Matched { sides, pairs }
}

/// The same with the sides exchanged.
pub(crate) fn swap(matched: Matched) -> Matched {
    let [one, two] = matched.sides;
    Matched {
        sides: [two, one],
        pairs: matched.pairs.into_iter().map(|(left, right)| (right, left)).collect(),
    }
}

/// In the order of the first; what only the second has stands after what it follows there.
pub(crate) fn in_reading_order(matched: Matched) -> Vec<Section> {
    let Matched { sides, pairs } = matched;
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
        share: one.zip(two).map(|(one, two)| percent(&one.bag, &two.bag)),
        one: blocks(one),
        two: blocks(two),
    }
}

/// An answer with two headings or more falls at its headings, any other at its paragraphs.
fn parts(blocks: &[Block], vocabulary: &mut Vocabulary) -> Vec<Part> {
    let by_headings = blocks.iter().filter(|block| is_heading(block)).count() > 1;
    let mut groups: Vec<Vec<Block>> = Vec::new();
    let mut full = false;
    for block in blocks {
        match groups.last_mut() {
            Some(group) if full || goes_on(group, block, by_headings) => group.push(block.clone()),
            _ => groups.push(vec![block.clone()]),
        }
        full = groups.len() == MOST;
    }
    groups.into_iter().map(|group| part(group, vocabulary)).collect()
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

/// Whether a block belongs to the part before it.
fn goes_on(group: &[Block], block: &Block, by_headings: bool) -> bool {
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

/// A part, its heading taken out of its blocks to be its title.
fn part(mut blocks: Vec<Block>, vocabulary: &mut Vocabulary) -> Part {
    let text: Vec<String> = blocks.iter().map(Block::text).collect();
    let bag = vocabulary.bag(&text.join("\n"));
    let title = if is_heading(&blocks[0]) && blocks.len() > 1 {
        blocks.remove(0).text()
    } else {
        beginning(&text[0])
    };
    Part { title, blocks, bag }
}

/// The first words of a text.
fn beginning(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let Some((end, _)) = line.char_indices().nth(TITLE) else {
        return line.to_owned();
    };
    let words = line[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{} …", line[..words].trim_end())
}
