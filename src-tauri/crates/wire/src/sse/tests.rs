//! Tests framing (quirks 1 to 8 and 13), and that any split gives the same events.

use proptest::{prelude::*, test_runner::RngSeed};

use super::*;

/// Decodes `pieces` and returns all events, including the last one.
fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<SseEvent> {
    let (mut decoder, mut events) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.push(piece, &mut events).expect("within the limit");
    }
    events.extend(decoder.finish());
    events
}

fn data(bytes: &[u8]) -> Vec<String> {
    decode([bytes]).into_iter().map(|event| event.data).collect()
}

#[test]
fn quirk_1_no_space_after_the_colon() {
    assert_eq!(data(b"data:{\"a\":1}\n\ndata:  two\n\n"), ["{\"a\":1}", " two"]);
}

#[test]
fn quirk_2_any_line_end_mixed() {
    assert_eq!(
        data(b"data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\ndata: e\n\r\n"),
        ["a", "b", "c", "d", "e"]
    );
    assert_eq!(data(b"data: x\rdata: y\n\r\n"), ["x\ny"]);
}

#[test]
fn quirks_3_and_4_comments_make_no_event() {
    assert_eq!(
        data(b": OPENROUTER PROCESSING\n\n:\n\n: x\r\n\r\nid: 7\nretry: 10\n\ndata: a\n\n"),
        ["a"]
    );
}

#[test]
fn quirk_5_bare_event_lines() {
    let events = decode([b"event: keepalive\n\nevent: error\ndata: no\n\ndata: y\n\n".as_slice()]);
    let names: Vec<_> = events.iter().map(|event| event.event.as_deref()).collect();
    assert_eq!(names, [Some("keepalive"), Some("error"), None]);
    assert_eq!(events[0].data, "");
    assert_eq!(events[1].data, "no");
}

#[test]
fn quirk_6_data_lines_are_joined() {
    assert_eq!(data(b"data: {\ndata: }\ndata\n\n"), ["{\n}\n"]);
}

#[test]
fn quirk_7_characters_split_over_reads_and_bad_bytes() {
    let bytes = "data: été 😀 \n\n".as_bytes();
    let single: Vec<&[u8]> = bytes.chunks(1).collect();
    assert_eq!(decode(single)[0].data, "été 😀 ");
    assert_eq!(data(b"data: a\xFFb\xF0\x9F\n\n"), ["a\u{FFFD}b\u{FFFD}"]);
}

#[test]
fn quirk_8_one_byte_order_mark_is_dropped() {
    assert_eq!(data(b"\xEF\xBB\xBFdata: a\n\n"), ["a"]);
    assert!(data(b"\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\n").is_empty());
    assert!(data(b"\n\xEF\xBB\xBFdata: a\n\n").is_empty());
}

#[test]
fn quirk_13_too_long_lines_and_events_are_refused() {
    for bytes in [
        b"data: 12345\n\n".as_slice(),
        b"data: 12345",
        b"data:123\ndata:456\ndata:789\n\n",
    ] {
        let (mut decoder, mut events) = (Decoder::with_limit(10), Vec::new());
        assert_eq!(decoder.push(b"data: ok\n\n", &mut events), Ok(()));
        assert_eq!(decoder.push(bytes, &mut events), Err(EventTooLarge));
        assert_eq!(decoder.push(b"data: a\n\n", &mut events), Err(EventTooLarge));
        assert_eq!(decoder.finish(), None);
        assert_eq!(events.len(), 1);
    }
}

#[test]
fn an_unfinished_event_is_left_to_the_reader() {
    assert_eq!(data(b"data: a\n\ndata: b"), ["a", "b"]);
    assert!(data(b"").is_empty());
}

/// Generates bytes that matter for framing: fields, line ends, byte order marks and stray bytes in any order.
fn framing() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"data:".as_slice()),
        Just(b"data: {\"a\":\"\xC3\xA9\"}".as_slice()),
        Just(b"event: ping".as_slice()),
        Just(b": comment".as_slice()),
        Just(b"\n".as_slice()),
        Just(b"\r".as_slice()),
        Just(b"\r\n".as_slice()),
        Just(b"\n\n".as_slice()),
        Just(b"\xEF\xBB\xBF".as_slice()),
        Just(b"\xF0\x9F\x98\x80".as_slice()),
        Just(b"\xFF".as_slice()),
        Just(b" ".as_slice()),
        Just(b"x".as_slice()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_split_gives_the_same_events(bytes in framing(), cuts in prop::collection::vec(0usize..400, 0..12)) {
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.sort_unstable();
        cuts.push(bytes.len());
        let mut start = 0;
        let pieces: Vec<&[u8]> = cuts.into_iter().map(|cut| &bytes[std::mem::replace(&mut start, cut)..cut]).collect();
        let whole = decode([bytes.as_slice()]);
        prop_assert_eq!(decode(pieces), whole.clone());
        prop_assert_eq!(decode(bytes.chunks(1)), whole);
    }
}
