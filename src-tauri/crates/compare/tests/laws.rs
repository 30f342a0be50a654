//! Checks properties that hold for any two answers.

use compare::{Block, Comparison, LinePair, Piece, Row, Span, compare};
use proptest::prelude::*;

/// Generates markdown as models write it: headings, paragraphs, lists, tables and code from few words, so that much is
/// shared.
fn answer() -> impl Strategy<Value = String> {
    let words = "(wait|retry|a|the|random|time|429|,|\\.|\\*\\*bold\\*\\*|`code`|中|文|é| |  |\n|👩‍👩‍👧|<b>|\\[x\\]\\(https://a\\.example\\)){0,12}";
    let block = prop_oneof![
        words.prop_map(|text| text.clone()),
        words.prop_map(|text| format!("## {}", text.replace('\n', " "))),
        words.prop_map(|text| format!("- {text}\n- the same\n  - {text}")),
        words.prop_map(|text| format!("3. {text}\n\n   more")),
        words.prop_map(|text| format!("> {text}")),
        words.prop_map(|text| format!("```rust\nfn wait() {{\n    {text}\n}}\n```")),
        words.prop_map(|text| format!("|a|b|\n|-|-|\n|{}|x|", text.replace(['\n', '|'], " "))),
        "\\PC{0,20}",
    ];
    prop::collection::vec(block, 0..7).prop_map(|blocks| blocks.join("\n\n"))
}

fn text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Returns the text of every block on one side of a comparison.
fn side(rows: &[Row], first: bool) -> Vec<String> {
    let prose = |piece: &Piece| text(if first { &piece.one } else { &piece.two });
    let line = |line: &LinePair| -> String {
        let pieces = line.pieces.iter();
        pieces
            .map(|piece| if first { piece.one.as_str() } else { piece.two.as_str() })
            .collect()
    };
    let block = |row: &Row| match row {
        Row::Prose { one, two, pieces } => {
            let there = if first { one.is_some() } else { two.is_some() };
            there.then(|| pieces.iter().map(prose).collect())
        }
        Row::Code { one, two, lines } => {
            let there = if first { one.is_some() } else { two.is_some() };
            let on_side = lines
                .iter()
                .filter(|line| if first { line.one.is_some() } else { line.two.is_some() });
            there.then(|| on_side.map(line).collect::<Vec<_>>().join("\n"))
        }
    };
    rows.iter().filter_map(block).collect()
}

/// Returns the blocks of an answer independently: as the only side of a comparison with an empty text.
fn blocks(answer: &str) -> Vec<String> {
    side(&compare(answer, "").rows, true)
}

fn without_space(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace()).collect()
}

/// Returns all pairs of texts that are reported as equal.
fn same(comparison: &Comparison) -> Vec<(String, String)> {
    let mut same = Vec::new();
    for row in &comparison.rows {
        match row {
            Row::Prose { pieces, .. } => {
                let alike = pieces.iter().filter(|piece| piece.difference.is_none());
                same.extend(alike.map(|piece| (text(&piece.one), text(&piece.two))));
            }
            Row::Code { lines, .. } => {
                let alike = lines.iter().flat_map(|line| &line.pieces).filter(|piece| piece.same);
                same.extend(alike.map(|piece| (piece.one.clone(), piece.two.clone())));
            }
        }
    }
    same
}

fn swapped(rows: &[Row]) -> Vec<Row> {
    rows.iter().cloned().map(swapped_row).collect()
}

fn swapped_row(row: Row) -> Row {
    match row {
        Row::Prose { one, two, mut pieces } => {
            for piece in &mut pieces {
                std::mem::swap(&mut piece.one, &mut piece.two);
                piece.difference = None;
            }
            Row::Prose {
                one: two,
                two: one,
                pieces,
            }
        }
        Row::Code { one, two, mut lines } => {
            for line in &mut lines {
                std::mem::swap(&mut line.one, &mut line.two);
                line.difference = None;
                for piece in &mut line.pieces {
                    std::mem::swap(&mut piece.one, &mut piece.two);
                }
            }
            lines.sort_by_key(|line| format!("{line:?}"));
            Row::Code {
                one: two,
                two: one,
                lines,
            }
        }
    }
}

/// Returns rows without their order and numbers, which depend on which side is read first.
fn unordered(rows: &[Row]) -> Vec<String> {
    let mut rows: Vec<String> = swapped(&swapped(rows)).iter().map(|row| format!("{row:?}")).collect();
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_sides_are_complete(one in answer(), two in answer()) {
        let comparison = compare(&one, &two);
        prop_assert_eq!(side(&comparison.rows, true), blocks(&one));
        prop_assert_eq!(side(&comparison.rows, false), blocks(&two));
    }

    #[test]
    fn parts_reported_as_equal_are_equal(one in answer(), two in answer()) {
        for (one, two) in same(&compare(&one, &two)) {
            prop_assert_eq!(without_space(&one), without_space(&two));
        }
    }

    #[test]
    fn swapping_the_answers_swaps_the_sides(one in answer(), two in answer()) {
        let (there, back) = (compare(&one, &two), compare(&two, &one));
        prop_assert_eq!(unordered(&there.rows), unordered(&swapped(&back.rows)));
        prop_assert_eq!(there.only, [back.only[1], back.only[0]]);
        prop_assert_eq!((there.shared, there.differences), (back.shared, back.differences));
        let titles = |comparison: &Comparison, swap: bool| {
            let sections = comparison.sections.iter();
            let mut titles: Vec<_> = sections
                .map(|part| if swap { (part.title_two.clone(), part.title_one.clone()) } else { (part.title_one.clone(), part.title_two.clone()) })
                .collect();
            titles.sort();
            titles
        };
        prop_assert_eq!(titles(&there, false), titles(&back, true));
    }

    #[test]
    fn an_answer_differs_in_nothing_from_itself(one in answer()) {
        let comparison = compare(&one, &one);
        prop_assert_eq!((comparison.differences, comparison.shared), (0, 100));
        prop_assert!(comparison.list.is_empty());
        let same = comparison.rows.iter().all(|row| match row {
            Row::Prose { one, two, .. } => one == two,
            Row::Code { one, two, .. } => one == two,
        });
        prop_assert!(same, "{:?}", comparison.rows);
    }

    #[test]
    fn sections_hold_every_block_once(one in answer(), two in answer()) {
        let comparison = compare(&one, &two);
        let said = |blocks: &[Block], title: Option<&String>| -> usize { blocks.len() + usize::from(title.is_some()) };
        let parts = comparison.sections.iter();
        let count = parts.map(|part| said(&part.one, part.title_one.as_ref())).sum::<usize>();
        prop_assert!(count >= blocks(&one).len());
        for part in &comparison.sections {
            prop_assert_eq!(part.share.is_some(), part.title_one.is_some() && part.title_two.is_some());
        }
    }

    #[test]
    fn the_list_names_every_difference_once(one in answer(), two in answer()) {
        let comparison = compare(&one, &two);
        let numbers: Vec<u32> = comparison.list.iter().map(|listed| listed.number).collect();
        prop_assert_eq!(numbers, (1..=comparison.differences).collect::<Vec<_>>());
    }
}
