//! Tests what is detected, and the many similar texts that must not be.

use super::*;

fn kinds(text: &str) -> Vec<&'static str> {
    detect(text)
        .into_iter()
        .map(|detected| detected.kind.as_str())
        .collect()
}

/// Returns random characters, the same in every run.
fn random(count: usize, of: &[u8]) -> String {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..count)
        .map(|_| char::from(of[usize::try_from(next() % of.len() as u64).unwrap_or(0)]))
        .collect()
}

const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

#[test]
fn keys_of_services_are_found_by_their_prefix() {
    for prefix in [
        "sk-",
        "sk-ant-api03-",
        "sk-or-v1-",
        "gsk_",
        "ghp_",
        "glpat-",
        "hf_",
        "xoxb-",
        "npm_",
        "AIza",
    ] {
        let key = format!("{prefix}{}", random(48, ALPHANUMERIC));
        let text = format!("Why is this refused?\ncurl -H 'Authorization: Bearer {key}'.");
        let found = detect(&text);
        assert_eq!(found.len(), 1, "{key}");
        assert_eq!(
            (found[0].kind, found[0].line, &text[found[0].at.clone()]),
            (DetectedKind::ApiKey, 2, key.as_str())
        );
        assert!(found[0].shown.chars().count() == 7, "{}", found[0].shown);
    }
    assert_eq!(kinds("AKIAIOSFODNN7B2QK4RT is mine"), ["api_key"]);
    assert_eq!(
        kinds("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"),
        ["api_key"]
    );
}

#[test]
fn values_beside_names_for_secrets_are_found() {
    let value = random(32, ALPHANUMERIC);
    for line in [
        format!("OPENAI_API_KEY={value}"),
        format!("  \"client_secret\": \"{value}\","),
        format!("const apiKey = '{value}';"),
        format!("aws_secret_access_key = {value}"),
    ] {
        assert_eq!(kinds(&line), ["api_key"], "{line}");
    }
    assert_eq!(kinds(&format!("password: {value}")), ["password"]);
    assert_eq!(
        kinds("DATABASE_URL=postgres://app:Tr0ub4dor&3@db.example.org/app"),
        ["password"]
    );
}

#[test]
fn private_keys_are_found_and_text_about_them_is_not() {
    let body = random(64, ALPHANUMERIC);
    let key = format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----");
    let found = detect(&format!("Look:\n\n{key}\nThanks"));
    assert_eq!(
        (found.len(), found[0].line, found[0].shown.as_str()),
        (1, 3, "-----BEGIN OPENSSH PRIVATE KEY-----")
    );
    for text in [
        "A file that begins with -----BEGIN PRIVATE KEY----- is one.",
        "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUQ2x\n-----END CERTIFICATE-----",
        "-----BEGIN RSA PRIVATE KEY-----\n-----END RSA PRIVATE KEY-----",
    ] {
        assert_eq!(kinds(text), [""; 0], "{text}");
    }
}

#[test]
fn accounts_and_cards_are_found_by_their_checksums() {
    for (text, kind) in [
        ("Pay to DE89 3704 0044 0532 0130 00, please", "iban"),
        ("GB29NWBK60161331926819", "iban"),
        ("IBAN: FR1420041010050500013M02606.", "iban"),
        ("NO93 8601 1117 947", "iban"),
        ("my card is 4111 1111 1111 1111", "card"),
        ("5500-0000-0000-0004", "card"),
        ("378282246310005", "card"),
        ("3782 822463 10005", "card"),
        ("6011111111111117\n", "card"),
        ("30569309025904", "card"),
    ] {
        assert_eq!(kinds(text), [kind], "{text}");
    }
    assert_eq!(kinds("4539 1488 0343 6467 and 4539148803436467"), ["card", "card"]);
    assert_eq!(detect("4539 1488 0343 6467")[0].shown, "… 6467");
    for text in [
        "DE89 3704 0044 0532 0130 01",
        "4539 1488 0343 6468",
        "XX89370400440532013000",
    ] {
        assert_eq!(kinds(text), [""; 0], "{text}");
    }
}

#[test]
fn lookalikes_are_not_detected() {
    for text in [
        "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "\"integrity\": \"sha512-9Kx1Hf8vYcUpq3Jt7oC2JzN5wqkF0eXb8Q==\"",
        "id 550e8400-e29b-41d4-a716-446655440000, trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "Call +49 151 2345 6789, 0041 44 668 18 00 or (555) 010-9999",
        "ISBN 978-3-16-148410-0 and 9783161484100",
        "1761234567890123456 ns, snowflake 175928847299117063",
        "sk-your-api-key-here, sk-xxxxxxxxxxxxxxxxxxxxxxxx, 4444 4444 4444 4444",
        "<div class=\"sk-circle-fade-dot sk-fading-circle-container\">",
        "const apiKey = process.env.OPENAI_API_KEY;",
        "api_key: os.environ[\"OPENAI_API_KEY\"]",
        "let password = prompt('Enter your password');",
        "password = hashlib.sha256(password.encode()).hexdigest()",
        "postgres://postgres:password@localhost/test and https://$USER:$PASS@host/",
        "https://example.org/a:b@c and http://localhost:8080/v1/chat/completions",
        "let x = 4532015112830366.5; version 4.539148803436467",
        "192.168.178.201:8080, 2026-11-23T01:02:03.456789Z, 20261123010203",
        "SELECT * FROM t WHERE id IN (1234567812345670, 9876543210987654)",
        "The quick brown fox jumps over the lazy dog. 漢字 ключ 🔑 مفتاح",
        "GB29 is a road, DE8937 a part number, IT60X an error",
        "npm_config_registry=https://registry.npmjs.org/ npm_package_json",
        "AKIAIOSFODNN7EXAMPLE",
    ] {
        assert_eq!(kinds(text), [""; 0], "{text}");
    }
}

#[test]
fn a_long_text_is_linear_and_reports_the_first_twenty() {
    let key = format!("sk-{} ", random(40, ALPHANUMERIC));
    assert_eq!(detect(&key.repeat(5_000)).len(), MAX_DETECTED);
    for filler in ["4", "DE89", "sk-", "-----BEGIN ", "://a:b@", "eyJ.", "a=", "é", "4 "] {
        let _ = detect(&filler.repeat(50_000 / filler.len()));
    }
}
