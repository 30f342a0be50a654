//! Detects API keys by a provider's prefix, as JSON web tokens, as PEM private keys, or by the name of the variable.
//! The value itself must be random: an example (`sk-your-key-here`) is not reported.

use std::ops::Range;

use super::kind::DetectedKind;

/// Prefixes of API keys, each with the fewest characters that must follow.
const PREFIXES: [(&str, usize); 32] = [
    ("sk-", 20),
    ("sk_live_", 20),
    ("sk_test_", 20),
    ("rk_live_", 20),
    ("pk-lf-", 20),
    ("gsk_", 30),
    ("xai-", 30),
    ("pplx-", 30),
    ("hf_", 30),
    ("r8_", 30),
    ("AIza", 33),
    ("AKIA", 16),
    ("ASIA", 16),
    ("ghp_", 30),
    ("gho_", 30),
    ("ghu_", 30),
    ("ghs_", 30),
    ("ghr_", 30),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("npm_", 30),
    ("pypi-", 60),
    ("xoxb-", 20),
    ("xoxp-", 20),
    ("xoxa-", 20),
    ("xapp-", 20),
    ("dop_v1_", 40),
    ("SG.", 40),
    ("shpat_", 28),
    ("tskey-", 20),
    ("whsec_", 24),
    ("AGE-SECRET-KEY-", 50),
];
/// Longest first line of a PEM private key.
const MAX_FIRST_LINE: usize = 64;
/// Names of variables whose random values are secrets.
const SECRET_NAMES: [&str; 14] = [
    "api_key",
    "apikey",
    "api-key",
    "secret_key",
    "secretkey",
    "secret-key",
    "access_key",
    "client_secret",
    "auth_token",
    "access_token",
    "private_token",
    "password",
    "passwd",
    "secret_access_key",
];
/// Fewest characters of a secret value in an assignment.
const MIN_VALUE: usize = 16;

/// Finds PEM private keys, up to the end line or the end of the text.
pub(super) fn find_private_keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices("-----BEGIN ").filter_map(|(start, _)| {
        let line = text[start..]
            .split_inclusive("KEY-----")
            .next()
            .filter(|line| line.len() <= MAX_FIRST_LINE)?;
        let rest = &text[start + line.len()..];
        // Requires key data after the first line: the line alone is only text about keys.
        let body = rest.trim_start().split(char::is_whitespace).next()?;
        let random = body.len() >= 20
            && body
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/=-:".contains(&byte));
        if !line.ends_with("PRIVATE KEY-----") || !random || body.starts_with("-----") {
            return None;
        }
        let end = rest.find("-----END ").map_or(text.len(), |at| {
            let end = start + line.len() + at;
            end + text[end..].lines().next().map_or(0, str::len)
        });
        Some(start..end)
    })
}

/// Finds API keys with a known prefix, and signed JSON web tokens.
pub(super) fn find_keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    words(text).filter(|at| {
        let word = &text[at.clone()];
        let behind = |(prefix, least): &(&str, usize)| {
            let rest = word.strip_prefix(prefix)?;
            (rest.len() >= *least && is_random(rest)).then_some(())
        };
        PREFIXES.iter().any(|prefix| behind(prefix).is_some()) || is_web_token(word)
    })
}

/// Finds values of variables with telling names (`API_KEY=…`), and passwords in URLs.
pub(super) fn find_named_values(text: &str) -> impl Iterator<Item = (DetectedKind, Range<usize>)> {
    let mut at = 0;
    let values = text.split_inclusive('\n').flat_map(move |line| {
        let start = at;
        at += line.len();
        named_value(line)
            .into_iter()
            .chain(url_password(line))
            .map(move |(kind, range)| (kind, start + range.start..start + range.end))
    });
    values.collect::<Vec<_>>().into_iter()
}

/// Finds runs of characters that keys are made of.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() && !is_key_byte(bytes[at]) {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && is_key_byte(bytes[at]) {
            at += 1;
        }
        // A trailing period ends the sentence and is not part of the key.
        let end = start + text[start..at].trim_end_matches(['.', '-']).len();
        (start < at).then_some(start..end)
    })
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)
}

/// Returns whether `word` is a JSON web token: three base64 parts, the first two of them JSON objects.
fn is_web_token(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    parts.len() == 3 && word.starts_with("eyJ") && parts[1].starts_with("eyJ") && parts[2].len() >= 20
}

/// Returns whether nobody would type this by hand: letters and digits mixed, many distinct characters, no long
/// repetition.
fn is_random(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let mut kinds = text.bytes().collect::<Vec<_>>();
    kinds.sort_unstable();
    kinds.dedup();
    let longest = text
        .as_bytes()
        .chunk_by(|a, b| a == b)
        .map(<[u8]>::len)
        .max()
        .unwrap_or(0);
    let low = text.to_ascii_lowercase();
    let example = ["example", "your", "xxxx", "placeholder", "redacted"]
        .iter()
        .any(|word| low.contains(word));
    digits >= 2 && letters >= 4 && kinds.len() >= 9 && longest < 5 && !example
}

/// Finds the value in `name = "value"` if the name is one for secrets.
fn named_value(line: &str) -> Option<(DetectedKind, Range<usize>)> {
    let split = line.find(['=', ':']).filter(|at| !line[*at..].starts_with("://"))?;
    let name = line[..split]
        .trim_end_matches([' ', '"', '\'', '`', ':'])
        .to_ascii_lowercase();
    let known = SECRET_NAMES.iter().find(|known| name.ends_with(**known))?;
    let rest = &line[split + 1..];
    let start = rest.find(|char: char| !matches!(char, ' ' | '"' | '\'' | '`' | '='))?;
    let length = rest[start..]
        .bytes()
        .take_while(|byte| is_key_byte(*byte) || b"+/=".contains(byte))
        .count();
    let word = &rest[start..start + length];
    // A function call, path or variable is not a literal value.
    let ends = rest[start + length..]
        .chars()
        .next()
        .is_none_or(|char| matches!(char, '"' | '\'' | '`' | ' ' | ',' | ';' | '\r' | '\n'));
    let plain = !word.contains('.') && is_random(word);
    let kind = if known.starts_with("pass") {
        DetectedKind::Password
    } else {
        DetectedKind::ApiKey
    };
    let at = split + 1 + start;
    (ends && plain && word.len() >= MIN_VALUE).then_some((kind, at..at + length))
}

/// Finds the password in `scheme://user:password@host`.
fn url_password(line: &str) -> Option<(DetectedKind, Range<usize>)> {
    let host = line.find("://")? + 3;
    let end = host
        + line[host..]
            .find(|char: char| char.is_whitespace() || matches!(char, '/' | '"' | '\'' | '<' | '>'))
            .unwrap_or(line.len() - host);
    let (user, _) = line[host..end].rsplit_once('@')?;
    let (_, password) = user.split_once(':')?;
    let variable = password.starts_with(['$', '{', '<', '%', '*']);
    let usual = ["password", "pass", "secret", "postgres", "root", "user", "pw"].contains(&password);
    let at = end - line[host..end].len() + user.len() - password.len();
    (password.len() >= 6 && !variable && !usual).then_some((DetectedKind::Password, at..at + password.len()))
}
