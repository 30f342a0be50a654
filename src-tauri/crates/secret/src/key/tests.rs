//! Tests which texts are accepted as keys, and that errors never quote them.

use super::*;

fn refused(text: &str) -> KeyError {
    Key::new(text.to_owned()).err().expect("must be refused")
}

fn accepted(text: &str) -> Key {
    Key::new(text.to_owned()).expect("must be accepted")
}

#[test]
fn whitespace_around_goes() {
    assert_eq!(accepted(" \t\r\n\u{a0}sk-abc\n").expose(), "sk-abc");
    assert_eq!(accepted("sk-abc").len_chars(), 6);
}

#[test]
fn nothing_is_no_key() {
    assert_eq!(refused(""), KeyError::Empty);
    assert_eq!(refused(" \n\t "), KeyError::Empty);
}

#[test]
fn the_limit_is_exact() {
    assert_eq!(accepted(&"k".repeat(MAX_KEY_BYTES)).len_chars(), MAX_KEY_BYTES);
    assert_eq!(refused(&"k".repeat(MAX_KEY_BYTES + 1)), KeyError::TooLong);
}

#[test]
fn only_visible_ascii() {
    for text in [
        "a b",
        "a\nb",
        "a\0b",
        "a\u{7f}b",
        "aéb",
        "a\u{200b}",
        "sk-…",
        "a\u{202e}b",
    ] {
        assert_eq!(refused(text), KeyError::Character, "{text:?}");
    }
    for byte in 0x21..=0x7e_u8 {
        assert_eq!(accepted(&char::from(byte).to_string()).len_chars(), 1);
    }
}

#[test]
fn a_password_or_a_header_may_hold_spaces_and_letters() {
    let taken = |text: &str| Key::text(text.to_owned()).map(|key| key.expose().to_owned());
    assert_eq!(taken(" Bearer pässword \n").as_deref(), Ok("Bearer pässword"));
    for (text, problem) in [
        (" ", KeyError::Empty),
        ("a\nb", KeyError::Character),
        ("a\0b", KeyError::Character),
    ] {
        assert_eq!(taken(text), Err(problem), "{text:?}");
    }
    let key = crate::deserialize_text(&mut serde_json::Deserializer::from_str("\"ö b\"")).expect("a password");
    assert_eq!((key.expose(), key.len_chars()), ("ö b", 3));
}

#[test]
fn a_private_key_has_lines() {
    let taken = |text: &str| Key::lines(text.to_owned()).map(|key| key.expose().to_owned());
    assert_eq!(taken("-----BEGIN\r\nabc\n").as_deref(), Ok("-----BEGIN\r\nabc"));
    assert_eq!(taken("a\0b"), Err(KeyError::Character));
    assert!(taken(&"k".repeat(MAX_LINES_BYTES)).is_ok());
    assert_eq!(taken(&"k".repeat(MAX_LINES_BYTES + 1)), Err(KeyError::TooLong));
}

#[test]
fn a_duplicate_is_the_same_key() {
    assert_eq!(accepted("sk-abc").duplicate().expose(), "sk-abc");
}

#[test]
fn it_can_be_handed_in_by_serde() {
    let key: Key = serde_json::from_str("\" sk-a\\u0062c \"").expect("a key");
    assert_eq!(key.expose(), "sk-abc");
    let key: Key = serde_json::from_value(serde_json::json!("sk-abc")).expect("a key");
    assert_eq!(key.expose(), "sk-abc");
}

#[test]
fn a_refused_key_is_not_repeated() {
    for json in ["\"canary 4711\"", "4711", "-4711", "47.11", "\"canary\\n4711\""] {
        let error = serde_json::from_str::<Key>(json).err().expect("refused").to_string();
        assert!(!error.contains("47") && !error.contains("canary"), "{error}");
    }
}
