//! Compares two real answers and checks what a person sees.

use compare::{Count, DifferencePlace, Kind, Piece, Row, Span, compare, shared_sentences};

const ONE: &str = "### Capped exponential backoff with full jitter\n\nBefore retry n, wait a random time between 0 and d. \
    Clients that failed together do not come back together.\n\n- **Retry** 408, 429 and 5xx. Anything else will fail the \
    same way again.\n- **Obey** `Retry-After` when the server sends it; it beats the formula.\n\n```rust\nfn delay(n: u32) \
    -> Duration {\n    let cap = 30;\n    let top = cap.min(base);\n}\n```\n";
const TWO: &str = "### Exponential backoff with full jitter\n\nBefore retry n, pick a random wait between 0 and d. \
    A crowd that failed together does not come back together.\n\n- **Retry** 429 and 5xx. Other errors will not fix \
    themselves.\n- **Obey** `Retry-After` when the server sends it; it beats your own number.\n- **Stop** after six \
    tries.\n\n```rust\nfn delay(n: u32) -> Duration {\n    let top = base.min(30.0);\n}\n```\n";

fn text(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// Returns the differences in a row of prose: only in the first, only in the second.
fn marks(row: &Row) -> Vec<(String, String)> {
    let Row::Prose { pieces, .. } = row else {
        return Vec::new();
    };
    let changed = pieces.iter().filter(|piece| piece.difference.is_some());
    changed
        .map(|piece: &Piece| (text(&piece.one), text(&piece.two)))
        .collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(one, two)| ((*one).to_owned(), (*two).to_owned()))
        .collect()
}

#[test]
fn words_in_prose() {
    let rows = compare(ONE, TWO).rows;
    assert_eq!(marks(&rows[0]), pairs(&[("Capped exponential", "Exponential")]));
    let expected = [
        ("wait", "pick"),
        ("time", "wait"),
        ("Clients", "A crowd"),
        ("do", "does"),
    ];
    assert_eq!(marks(&rows[1]), pairs(&expected));
    assert_eq!(marks(&rows[3]), pairs(&[("the formula", "your own number")]));
    assert_eq!(marks(&rows[4]), pairs(&[("", "Stop after six tries.")]));
}

#[test]
fn lines_in_code_with_the_changed_run_inside() {
    let rows = compare(ONE, TWO).rows;
    let Row::Code { lines, one, two } = &rows[5] else {
        panic!("{rows:?}")
    };
    assert_eq!(
        (one.as_ref().map(|head| head.lines), two.as_ref().map(|head| head.lines)),
        (Some(4), Some(3))
    );
    let numbers: Vec<_> = lines
        .iter()
        .map(|line| (line.one, line.two, line.difference.is_some()))
        .collect();
    let expected = [
        (Some(1), Some(1), false),
        (Some(2), None, true),
        (Some(3), Some(2), true),
        (Some(4), Some(3), false),
    ];
    assert_eq!(numbers, expected);
    let changed: Vec<_> = lines[2].pieces.iter().filter(|piece| !piece.same).collect();
    assert_eq!((changed[0].one.as_str(), changed[0].two.as_str()), ("cap", "base"));
}

#[test]
fn figures() {
    let comparison = compare(ONE, TWO);
    assert!((60..85).contains(&comparison.shared), "{}", comparison.shared);
    assert_eq!(comparison.only[0].lines, 2);
    assert_eq!(comparison.only[1], Count { words: 18, lines: 1 });
}

#[test]
fn the_list_names_the_kind_of_block() {
    let list = compare(ONE, TWO).list;
    assert_eq!((list[0].place, list[0].after.as_str()), (DifferencePlace::Heading, ""));
    assert_eq!(
        (list[1].place, list[1].after.as_str()),
        (DifferencePlace::Paragraph, "Before retry n,")
    );
    let code = list.last().expect("code differs");
    assert_eq!(code.place, DifferencePlace::Code);
    assert_eq!(code.one, "    let cap = 30;\n    let top = cap.min(base);\n");
}

#[test]
fn chinese_and_japanese_are_compared_by_characters() {
    let rows = compare("我今天去学校。", "我明天去学校。").rows;
    assert_eq!(marks(&rows[0]), pairs(&[("今", "明")]));
}

#[test]
fn a_mark_keeps_its_style() {
    let rows = compare("use **a strong** word", "use a word").rows;
    let Row::Prose { pieces, .. } = &rows[0] else {
        panic!("{rows:?}")
    };
    let last = pieces[0].one.last().expect("a span");
    assert!(pieces[0].difference.is_none() && last.style.strong && last.text == "a ");
}

#[test]
fn a_links_address_is_compared() {
    let comparison = compare("see [here](https://a.example)", "see [here](https://b.example)");
    assert_eq!(comparison.differences, 1);
    assert_eq!(
        compare("<https://a.example>", "[https://a.example](https://a.example)").differences,
        0
    );
}

#[test]
fn lists_keep_their_numbers_and_depth() {
    let rows = compare("3. a\n4. b\n   - c", "").rows;
    let kinds: Vec<_> = rows
        .iter()
        .map(|row| match row {
            Row::Prose {
                one: Some(Kind::Item { depth, marker }),
                ..
            } => (*depth, marker.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, [(0, "3."), (0, "4."), (1, "•")]);
}

#[test]
fn sections_match_wherever_they_stand() {
    let one = "## Which errors\n\nRetry 408, 429 and every 5xx status.\n\n## Idempotency keys\n\nA retried POST may have \
        worked; send the same key.\n\n## What to log\n\nLog each wait, the status and the request id.";
    let two = "## Logging\n\nWrite down status, wait and request id for every try.\n\n## Errors\n\nOnly retry rate limits \
        (429) and server trouble (5xx).\n\n## Open the circuit\n\nAfter ten failures in a row stop calling.";
    let comparison = compare(one, two);
    assert!(comparison.shared < 35, "{}", comparison.shared);
    let titles: Vec<_> = comparison
        .sections
        .iter()
        .map(|part| {
            (
                part.title_one.as_deref(),
                part.title_two.as_deref(),
                part.share.is_some(),
            )
        })
        .collect();
    let expected = [
        (Some("Which errors"), Some("Errors"), true),
        (None, Some("Open the circuit"), false),
        (Some("Idempotency keys"), None, false),
        (Some("What to log"), Some("Logging"), true),
    ];
    assert_eq!(titles, expected);
}

#[test]
fn sentences_that_several_share() {
    let answers = [
        "Wait a random time. Then try again soon.",
        "Never wait at all. Then try again soon!",
        "**Wait** a random time. Then try again, soon.",
    ];
    let shared: Vec<_> = shared_sentences(&answers)
        .into_iter()
        .map(|shared| (shared.text, shared.answers))
        .collect();
    let expected = [
        ("Then try again soon.", vec![0, 1, 2]),
        ("Wait a random time.", vec![0, 2]),
    ];
    assert_eq!(shared, expected.map(|(text, answers)| (text.to_owned(), answers)));
}
