//! Extracts API keys from variables: the text of a `.env` file, or the process's environment. Names and values are
//! separated here, so that no other code handles a value as plain text.

use std::ffi::OsString;

use zeroize::Zeroizing;

use crate::{API_KEY, Key};

/// Suffixes of variable names that hold keys.
const KEY_SUFFIXES: [&str; 3] = ["_API_KEY", "_APIKEY", "_MASTER_KEY"];
/// Suffixes of variable names that hold a key's base URL. Longer suffixes come first, because some end with another
/// one.
const ADDRESS_SUFFIXES: [&str; 8] = [
    "_API_BASE_URL",
    "_API_BASE",
    "_BASE_URL",
    "_API_ENDPOINT",
    "_ENDPOINT",
    "_API_URL",
    "_API_HOST",
    "_URL",
];
/// Most variables read from one source.
const MAX_VARIABLES: usize = 1000;

/// A key and the variable it was found in.
pub struct NamedKey {
    /// The variable's name, such as `OPENAI_API_KEY`.
    pub name: String,
    /// The value of the matching URL variable (`OPENAI_BASE_URL`), unvalidated.
    pub address: Option<String>,
    /// The key.
    pub key: Key,
}

/// Parses the text of a `.env` file (`NAME=value`, with or without `export`, quotes and comments) and returns its keys.
/// Lines that hold no key are ignored; the text is wiped.
pub fn keys_from_dotenv(text: String) -> Vec<NamedKey> {
    let text = Zeroizing::new(text);
    pair_with_addresses(text.lines().take(MAX_VARIABLES).filter_map(parse_line))
}

/// Returns the keys in environment variables, except Juxta's own `JUXTA_API_KEY`. The text they came in is wiped.
pub fn keys_from_environment(vars: impl IntoIterator<Item = (OsString, OsString)>) -> Vec<NamedKey> {
    let text = |(name, value): (OsString, OsString)| {
        let bytes = Zeroizing::new(value.into_encoded_bytes());
        let name = name.into_string().ok().filter(|name| is_relevant(name))?;
        let value = std::str::from_utf8(&bytes).ok()?;
        Some((name, Zeroizing::new(value.to_owned())))
    };
    pair_with_addresses(vars.into_iter().filter_map(text).take(MAX_VARIABLES))
}

/// Pairs each key with the URL variable that has the same stem.
fn pair_with_addresses(variables: impl Iterator<Item = (String, Zeroizing<String>)>) -> Vec<NamedKey> {
    let (mut keys, mut addresses) = (Vec::<NamedKey>::new(), Vec::new());
    for (name, mut value) in variables {
        if stem(&name, &KEY_SUFFIXES).is_some() {
            if let Ok(key) = Key::new(std::mem::take(&mut *value)) {
                // As in a shell, the last assignment wins.
                keys.retain(|other| other.name != name);
                let address = None;
                keys.push(NamedKey { name, address, key });
            }
        } else if let Some(stem) = stem(&name, &ADDRESS_SUFFIXES) {
            addresses.push((stem.to_owned(), value.trim().to_owned()));
        }
    }
    for key in &mut keys {
        let wanted = stem(&key.name, &KEY_SUFFIXES);
        let found = addresses.iter().rev().find(|(stem, _)| Some(stem.as_str()) == wanted);
        key.address = found.map(|(_, address)| address.clone());
    }
    keys
}

fn parse_line(line: &str) -> Option<(String, Zeroizing<String>)> {
    let line = line.trim();
    let line = ["export ", "set ", "$env:"]
        .iter()
        .find_map(|prefix| line.strip_prefix(prefix))
        .unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    is_relevant(name).then(|| (name.to_owned(), Zeroizing::new(unquoted(value).to_owned())))
}

/// Returns the value without its quotes, or without a trailing comment.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote)
            && let Some((inside, _)) = rest.split_once(quote)
        {
            return inside;
        }
    }
    value.split([' ', '\t']).next().unwrap_or_default()
}

fn is_relevant(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(plain)
        && name != API_KEY
        && (stem(name, &KEY_SUFFIXES).is_some() || stem(name, &ADDRESS_SUFFIXES).is_some())
}

/// Returns the name without the first matching suffix; `None` if no suffix matches or nothing is left.
fn stem<'a>(name: &'a str, suffixes: &[&str]) -> Option<&'a str> {
    suffixes
        .iter()
        .find_map(|suffix| name.strip_suffix(suffix))
        .filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn triples(keys: &[NamedKey]) -> Vec<(&str, Option<&str>, &str)> {
        keys.iter()
            .map(|key| (key.name.as_str(), key.address.as_deref(), key.key.expose()))
            .collect()
    }

    #[test]
    fn a_whole_env_file() {
        let text = "# mine\n\nexport OPENAI_API_KEY=\"sk-one\" # old\nOPENAI_BASE_URL=https://a.example/v1\n\
            GROQ_API_KEY = gsk-two # the second\r\nset XAI_API_KEY=three\n$env:MISTRAL_API_KEY = 'four'\n\
            AZURE_OPENAI_ENDPOINT='https://acme.openai.azure.com/'\nAZURE_OPENAI_API_KEY=five\n\
            EMPTY_API_KEY=\nPASSWORD=secret\nJUXTA_API_KEY=own\nBROKEN\nTWO_API_KEY=\"a b\"\nGROQ_API_KEY=gsk-three";
        assert_eq!(
            triples(&keys_from_dotenv(text.to_owned())),
            [
                ("OPENAI_API_KEY", Some("https://a.example/v1"), "sk-one"),
                ("XAI_API_KEY", None, "three"),
                ("MISTRAL_API_KEY", None, "four"),
                ("AZURE_OPENAI_API_KEY", Some("https://acme.openai.azure.com/"), "five"),
                ("GROQ_API_KEY", None, "gsk-three"),
            ]
        );
    }

    #[test]
    fn the_environment() {
        let vars = [
            ("HOME", "/root"),
            ("DEEPSEEK_API_KEY", "sk-deep"),
            ("JUXTA_API_KEY", "own"),
        ];
        let vars = vars.map(|(name, value)| (OsString::from(name), OsString::from(value)));
        assert_eq!(
            triples(&keys_from_environment(vars)),
            [("DEEPSEEK_API_KEY", None, "sk-deep")]
        );
    }
}
