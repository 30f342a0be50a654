//! Tests that any split of any body gives the same result at linear cost.

use proptest::{prelude::*, test_runner::RngSeed};

use super::*;

/// Generates bodies from what servers send, in any order, valid or not.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => Just("data: {\"choices\":[{\"delta\":{\"content\":\"Hé 😀\"}}]}\n\n"),
        2 => Just("data: {\"choices\":[{\"delta\":{\"content\":\"<think>\"}}]}\r\n\r\n"),
        2 => Just("data: {\"choices\":[{\"delta\":{\"content\":\"</think>\\n\\n\"}}]}\n\n"),
        2 => Just("data: {\"choices\":[{\"delta\":{\"content\":\" ``` <th\"}}]}\r\r"),
        2 => Just("data: {\"choices\":[{\"delta\":{\"reasoning\":\"hm\"}}]}\n\n"),
        1 => Just("data: {\"choices\":[],\"usage\":{\"total_tokens\":3}}\n\n"),
        1 => Just("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"),
        1 => Just("data: {\"choices\":[{\"delta\":{\"content\":\"![a](data:image/png;ba\"}}]}\n\n"),
        1 => Just(concat!(
            "data: {\"choices\":[{\"delta\":{\"content\":\"se64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ",
            "AAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==)\"}}]}\n\n"
        )),
        1 => Just(": keepalive\n\n"),
        1 => Just("data: [DONE]\n\n"),
        1 => Just("data: {\"error\":{\"message\":\"no\",\"code\":500}}\n\n"),
        1 => Just("event: error\n\n"),
        1 => Just("data: {\"cho"),
        1 => Just("\u{FEFF}"),
        1 => Just("\n"),
        1 => Just("  "),
        1 => Just("<html>"),
        1 => Just("{\"choices\":[{\"message\":{\"content\":\"whole\"}}]}"),
        1 => Just("words"),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default() })]

    #[test]
    fn any_split_tells_the_same(body in bodies(), stride in 2usize..40, json in any::<bool>()) {
        let head = head(if json { "application/json" } else { "text/event-stream" });
        let whole = play(&head, [body.as_slice()]);
        prop_assert_eq!(play(&head, body.chunks(1)), whole.clone());
        prop_assert_eq!(play(&head, body.chunks(stride)), whole);
    }

    #[test]
    fn no_bytes_make_it_panic(body in prop::collection::vec(any::<u8>(), 0..200)) {
        play(&head(""), [body.as_slice()]);
    }
}

#[test]
fn cut_after_every_byte_an_answer_is_never_called_complete_too_soon() {
    let body = format!(
        "data: {}\n\ndata: {}\n\ndata: {STOP}\n\ndata: [DONE]\n\n",
        delta(r#"{"role":"assistant","content":""}"#),
        delta(r#"{"content":"Grüße 😀 und mehr"}"#)
    );
    let marked = body.find(STOP).expect("a finish chunk") + STOP.len();
    let mut longest = 0;
    for cut in 0..body.len() {
        let heard = play(&head("text/event-stream"), [&body.as_bytes()[..cut]]);
        assert_eq!(heard.ending == Some(Ending::Complete), cut >= marked, "at {cut}");
        assert!(
            "Grüße 😀 und mehr".starts_with(&heard.text) && heard.text.len() >= longest,
            "at {cut}"
        );
        longest = heard.text.len();
    }
}

#[test]
fn a_thousand_small_reads_of_one_long_line_cost_no_rescan() {
    // 8 MiB of base64 in one line, read 512 bytes at a time: scanning again each time would compare 64 GiB.
    let long = "A".repeat(8 * 1024 * 1024);
    let body = format!(
        "data: {}\n\ndata: [DONE]\n\n",
        delta(&format!(r#"{{"content":"{long}"}}"#))
    );
    let heard = play(&head("text/event-stream"), body.as_bytes().chunks(512));
    heard.is_complete();
    assert_eq!(heard.text.len(), long.len());
}
