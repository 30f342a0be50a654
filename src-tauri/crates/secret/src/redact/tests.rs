//! Tests every spelling of a key that servers were seen to send back, and texts that must not change.

use proptest::prelude::*;

use super::*;

const KEY: &str = "sk-abCD1efghij+KLmn/opq9wxyz";

fn key(text: &str) -> Key {
    Key::new(text.to_owned()).expect("a key")
}

fn clean(text: &str) -> String {
    redact(text, &key(KEY))
}

#[test]
fn the_whole_key() {
    assert_eq!(
        clean(&format!("Incorrect API key provided: {KEY}.")),
        "Incorrect API key provided: •••."
    );
    assert_eq!(clean(&format!("{KEY}{KEY} {KEY}")), "••• •••");
    assert_eq!(clean(KEY), "•••");
    assert_eq!(clean(&KEY.to_uppercase()), "•••");
    assert_eq!(clean(&format!("é{KEY}é")), "é•••é");
}

#[test]
fn encoded() {
    for text in [
        "sk-abCD1efghij%2BKLmn%2Fopq9wxyz",
        "sk-abCD1efghij%2bKLmn%2fopq9wxyz",
        "sk%2DabCD1efghij%252BKLmn%25252Fopq9wxyz",
        "sk-abCD1efghij+KLmn\\/opq9wxyz",
        "sk-abCD1efghij\\u002bKLmn\\u002Fopq9wxyz",
    ] {
        assert_eq!(clean(&format!("key={text}&x=1")), "key=•••&x=1", "{text}");
    }
}

#[test]
fn a_key_that_holds_an_escape() {
    assert_eq!(redact("key a%41b\\/cdefgh?", &key("a%41b\\/cdefgh")), "key •••?");
}

#[test]
fn hostile_text_costs_no_square() {
    // Each of these would take minutes if every position were scanned from the start.
    for text in ["sk-", "sk-a*", "%25", "x--", "*a", "\\u00"] {
        let _ = clean(&text.repeat(200_000));
    }
}

#[test]
fn echoed_in_part() {
    for text in [
        "sk-ab…wxyz",
        "sk-ab***wxyz",
        "sk-ab*wxyz",
        "sk-abCD1*************",
        "****wxyz",
        "…9wxyz",
        "sk-a...wxyz",
        "sk-ab..yz",
        "sk-***wxyz",
        "sk-ab•••••••wxyz",
        "sk-abxxxxxxxxwxyz",
        "sk-ab----wxyz",
        "SK-AB####WXYZ",
        "sk-ab%2A%2A%2Awxyz",
        "sk-ab\\u002a\\u002awxyz",
        "sk-ab[...]wxyz",
        "sk-ab ... wxyz",
    ] {
        assert_eq!(
            clean(&format!("bad key \"{text}\", sorry")),
            "bad key \"•••\", sorry",
            "{text}"
        );
    }
}

#[test]
fn a_key_without_the_usual_prefix_is_echoed_in_part() {
    let key = key("AIzaSyD4canary0123456789");
    for text in ["AIza…6789", "AIza****", "****6789", "AI**6789", "AIza***9"] {
        assert_eq!(redact(&format!("key {text}!"), &key), "key •••!", "{text}");
    }
}

#[test]
fn cut_off_midway() {
    assert_eq!(
        redact("key AIzaSyD4canary01", &key("AIzaSyD4canary0123456789")),
        "key •••"
    );
}

#[test]
fn other_keys() {
    for text in [
        "sk-proj-abcdefghijklmnop",
        "sk-or-v1-0123456789ab",
        "sk-0123…",
        "sk-ant-***abcd",
        "SK-ABCD1234",
    ] {
        assert_eq!(clean(&format!("({text})")), "(•••)", "{text}");
        assert_eq!(redact_shapes(&format!("({text})")), "(•••)", "{text}");
    }
    assert_eq!(
        redact_shapes("{\"m\":\"a\\nsk-0123456789abcdef\"}"),
        "{\"m\":\"a\\n•••\"}"
    );
}

#[test]
fn other_text_stays() {
    for text in [
        "",
        "Keys look like sk-... and are secret.",
        "sk-learn and task-force-2024-report",
        "a … b ... c *** d",
        "**bold** and __bold__ and ---",
        "100% of %zz and %25 and \\u00 and \\",
        "C:\\new\\folder",
        "日本語のテキスト…",
        "model sk-SK",
        "Rate limit reached. Try again in 20s...",
    ] {
        assert_eq!(clean(text), text);
        assert_eq!(redact_shapes(text), text);
    }
}

#[test]
fn a_key_like_a_word_is_hidden_where_it_stands_alone() {
    let test = key("test");
    assert_eq!(redact("invalid key: test", &test), "invalid key: •••");
    assert_eq!(redact("the latest tests, \"test\"", &test), "the latest tests, \"•••\"");
    assert_eq!(redact("a b", &key("a")), "••• b");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_key_gets_through(secret in "[!-$&-\\[\\]-~]{8,60}", before in "[^%\\\\]{0,20}", after in ".{0,20}") {
        let clean = redact(&format!("{before}{secret}{after}"), &key(&secret));
        prop_assert!(!clean.to_ascii_lowercase().contains(&secret.to_ascii_lowercase()), "{}", clean);
    }

    #[test]
    fn no_masked_echo_gets_through(
        secret in "[a-wyz0-9]{16,60}",
        first in 4_usize..8,
        last in 4_usize..8,
        mask in "\\*{1,9}|…|\\.{2,9}|x{3,9}",
    ) {
        let echo = format!("<{}{mask}{}>", &secret[..first], &secret[secret.len() - last..]);
        prop_assert_eq!(redact(&echo, &key(&secret)), "<•••>");
    }

    #[test]
    fn any_text_is_read_without_panic(text in "(\\PC|[%\\\\u250-9*.sk-]){0,60}", secret in "[!-~]{1,20}") {
        let _ = redact(&text, &key(&secret));
    }
}
