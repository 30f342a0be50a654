//! Tests complete pairs, incomplete pairs and invalid values.

use super::*;

fn read_pair(vars: &[(&str, &str)]) -> Result<Option<EnvironmentKey>, EnvironmentError> {
    take_environment_key(vars.iter().map(|(name, value)| (name.into(), value.into())))
}

fn error(vars: &[(&str, &str)]) -> EnvironmentError {
    read_pair(vars).err().expect("must be refused")
}

#[test]
fn a_whole_pair() {
    let vars = [
        ("PATH", "/bin"),
        (API_KEY, " sk-abc\n"),
        (BASE_URL, "https://a.example/v1"),
    ];
    let found = read_pair(&vars).ok().flatten().expect("a pair");
    assert_eq!(found.key.expose(), "sk-abc");
    assert_eq!(found.base_url.as_str(), "https://a.example/v1");
    assert_eq!(found.origin.to_string(), "https://a.example");
}

#[test]
fn neither_or_empty() {
    assert!(matches!(read_pair(&[("HOME", "/root")]), Ok(None)));
    assert!(matches!(read_pair(&[(API_KEY, ""), (BASE_URL, "")]), Ok(None)));
}

#[test]
fn half_a_pair_is_an_error() {
    assert_eq!(error(&[(API_KEY, "sk-abc")]), EnvironmentError::NoBaseUrl);
    assert_eq!(
        error(&[(API_KEY, "sk-abc"), (BASE_URL, "")]),
        EnvironmentError::NoBaseUrl
    );
    assert_eq!(error(&[(BASE_URL, "https://a.example")]), EnvironmentError::NoKey);
}

#[test]
fn unusable_values_are_not_repeated() {
    let key = [(API_KEY, "canary key"), (BASE_URL, "https://a.example")];
    assert_eq!(error(&key), EnvironmentError::Key(KeyError::Character));
    assert!(!error(&key).to_string().contains("canary"));
    for url in [
        "a.example",
        "ftp://a.example",
        "https://canary@a.example",
        "https://u:canary@a.example",
    ] {
        assert_eq!(
            error(&[(API_KEY, "sk-abc"), (BASE_URL, url)]),
            EnvironmentError::BaseUrl,
            "{url}"
        );
    }
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_text() {
    use std::os::unix::ffi::OsStringExt;
    let vars = [
        (API_KEY.into(), OsString::from_vec(vec![b'k', 0xff])),
        (BASE_URL.into(), "https://a.example".into()),
    ];
    assert_eq!(
        take_environment_key(vars).err(),
        Some(EnvironmentError::Key(KeyError::Character))
    );
}
