//! Keys among variables: a whole `.env` as text, or the process's environment. Names and values are told apart here, so
//! that no other code handles a value as text.

use std::ffi::OsString;

use zeroize::Zeroizing;

use crate::{API_KEY, Key};

/// The ends of names that hold keys.
const KEYS: [&str; 3] = ["_API_KEY", "_APIKEY", "_MASTER_KEY"];
/// The ends of names that say where a key belongs; the longer first, as one is the end of another.
const ADDRESSES: [&str; 8] = [
    "_API_BASE_URL",
    "_API_BASE",
    "_BASE_URL",
    "_API_ENDPOINT",
    "_ENDPOINT",
    "_API_URL",
    "_API_HOST",
    "_URL",
];
/// More variables than this are no `.env`.
const MAX: usize = 1000;

/// A key under the name it was found by.
pub struct NamedKey {
    /// The variable: `OPENAI_API_KEY`.
    pub name: String,
    /// What stands in the variable that belongs to it: `OPENAI_BASE_URL`. Anything a person wrote there.
    pub address: Option<String>,
    /// The key.
    pub key: Key,
}

/// The keys of a `.env`: `NAME=value`, with or without `export`, quotes and comments. What is no key is passed over; the
/// text is wiped.
pub fn keys_of_text(text: String) -> Vec<NamedKey> {
    let text = Zeroizing::new(text);
    pair(text.lines().take(MAX).filter_map(line))
}

/// The keys of the environment, its own `JUXTA_API_KEY` aside; wipes the text they came in.
pub fn keys_of_variables(vars: impl IntoIterator<Item = (OsString, OsString)>) -> Vec<NamedKey> {
    let text = |(name, value): (OsString, OsString)| {
        let bytes = Zeroizing::new(value.into_encoded_bytes());
        let name = name.into_string().ok().filter(|name| is_telling(name))?;
        let value = std::str::from_utf8(&bytes).ok()?;
        Some((name, Zeroizing::new(value.to_owned())))
    };
    pair(vars.into_iter().filter_map(text).take(MAX))
}

/// Puts each key beside its address.
fn pair(variables: impl Iterator<Item = (String, Zeroizing<String>)>) -> Vec<NamedKey> {
    let (mut keys, mut addresses) = (Vec::<NamedKey>::new(), Vec::new());
    for (name, mut value) in variables {
        if stem(&name, &KEYS).is_some() {
            if let Ok(key) = Key::new(std::mem::take(&mut *value)) {
                // As in a shell, the last of a name counts.
                keys.retain(|other| other.name != name);
                let address = None;
                keys.push(NamedKey { name, address, key });
            }
        } else if let Some(stem) = stem(&name, &ADDRESSES) {
            addresses.push((stem.to_owned(), value.trim().to_owned()));
        }
    }
    for key in &mut keys {
        let wanted = stem(&key.name, &KEYS);
        let found = addresses.iter().rev().find(|(stem, _)| Some(stem.as_str()) == wanted);
        key.address = found.map(|(_, address)| address.clone());
    }
    keys
}

fn line(line: &str) -> Option<(String, Zeroizing<String>)> {
    let line = line.trim();
    let line = ["export ", "set ", "$env:"]
        .iter()
        .find_map(|prefix| line.strip_prefix(prefix))
        .unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    is_telling(name).then(|| (name.to_owned(), Zeroizing::new(bare(value).to_owned())))
}

/// The value without quotes, or without the comment behind it.
fn bare(value: &str) -> &str {
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

fn is_telling(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(plain) && name != API_KEY && (stem(name, &KEYS).is_some() || stem(name, &ADDRESSES).is_some())
}

/// What stands before one of these ends.
fn stem<'a>(name: &'a str, ends: &[&str]) -> Option<&'a str> {
    ends.iter()
        .find_map(|end| name.strip_suffix(end))
        .filter(|stem| !stem.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(keys: &[NamedKey]) -> Vec<(&str, Option<&str>, &str)> {
        keys.iter()
            .map(|found| (found.name.as_str(), found.address.as_deref(), found.key.expose()))
            .collect()
    }

    #[test]
    fn a_whole_env_file() {
        let text = "# mine\n\nexport OPENAI_API_KEY=\"sk-one\" # old\nOPENAI_BASE_URL=https://a.example/v1\n\
            GROQ_API_KEY = gsk-two # the second\r\nset XAI_API_KEY=three\n$env:MISTRAL_API_KEY = 'four'\n\
            AZURE_OPENAI_ENDPOINT='https://acme.openai.azure.com/'\nAZURE_OPENAI_API_KEY=five\n\
            EMPTY_API_KEY=\nPASSWORD=secret\nJUXTA_API_KEY=own\nBROKEN\nTWO_API_KEY=\"a b\"\nGROQ_API_KEY=gsk-three";
        assert_eq!(
            found(&keys_of_text(text.to_owned())),
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
        assert_eq!(found(&keys_of_variables(vars)), [("DEEPSEEK_API_KEY", None, "sk-deep")]);
    }
}
