//! Two answers compared, as the page draws them.

use ::compare::{Comparison, Count, ListedDifference, Row, Section};
use chat::AnswerId;
use serde::Serialize;
use ts_rs::TS;

use super::colours::{CodeStretch, colours};

/// Below this share of common words, percent, sections say more than words.
const LITTLE: u8 = 35;

/// Two answers compared. All text is plain: the page makes text nodes of it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DiffView {
    /// The first answer.
    pub one: AnswerId,
    /// The second answer.
    pub two: AnswerId,
    /// How much of the words of both is in both, percent; 100 only where nothing differs.
    pub shared: u8,
    /// Whether so little is shared that sections are shown before words.
    pub little: bool,
    /// Whether an answer is so long that only its beginning is compared.
    pub cut: bool,
    /// How many differences there are; they are numbered from 1 in `rows` and `list`.
    pub differences: u32,
    /// What is only in the first.
    pub only_one: Count,
    /// What is only in the second.
    pub only_two: Count,
    /// Block by block.
    pub rows: Vec<Row>,
    /// Part by part.
    pub sections: Vec<Section>,
    /// Difference by difference.
    pub list: Vec<ListedDifference>,
    /// How the code of either side is coloured: by block (their `number`), line and stretch.
    pub colours: [Vec<Vec<Vec<CodeStretch>>>; 2],
}

impl DiffView {
    pub(crate) fn new(one: AnswerId, two: AnswerId, comparison: Comparison) -> Self {
        let [only_one, only_two] = comparison.only;
        Self {
            one,
            two,
            shared: comparison.shared,
            little: comparison.shared < LITTLE,
            cut: comparison.cut,
            differences: comparison.differences,
            only_one,
            only_two,
            colours: colours(&comparison.sections),
            rows: comparison.rows,
            sections: comparison.sections,
            list: comparison.list,
        }
    }
}
