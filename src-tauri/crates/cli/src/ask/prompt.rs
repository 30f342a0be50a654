//! Reads the prompt and the parameters from arguments and stdin.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal, Read},
};

use chat::Parameters;
use serde_json::Value;

use crate::{arguments::Ask, exit::Stop, messages, output};

/// Returns the prompt: the argument, or all of stdin if it is `-` or absent.
pub(super) fn prompt(ask: &Ask) -> Result<String, Stop> {
    let text = match ask.prompt.as_deref() {
        Some(text) if text != "-" => text.to_owned(),
        _ => from_stdin()?,
    };
    if text.trim().is_empty() {
        return Err(Stop::usage(messages::word("usage.no_prompt").to_owned()));
    }
    Ok(text)
}

fn from_stdin() -> Result<String, Stop> {
    if io::stdin().is_terminal() {
        output::note(messages::word("ask.type_prompt"));
    }
    let mut text = String::new();
    let read = io::stdin().lock().read_to_string(&mut text);
    // The last line break comes from the shell.
    read.map(|_| text.trim_end_matches(['\n', '\r']).to_owned())
        .map_err(|_| Stop::usage(messages::word("usage.prompt_not_text").to_owned()))
}

/// Parses the system prompt and extra fields. A value that is not JSON is text.
pub(super) fn parameters(ask: &Ask) -> Result<Parameters, Stop> {
    let body: Result<BTreeMap<_, _>, Stop> = ask.parameters.iter().map(|given| parameter(given)).collect();
    Ok(Parameters {
        system: ask.system.clone(),
        body: body?,
        ..Parameters::default()
    })
}

fn parameter(given: &str) -> Result<(String, Value), Stop> {
    let (name, value) = given
        .split_once('=')
        .filter(|(name, _)| !name.trim().is_empty())
        .ok_or_else(|| Stop::usage(messages::say("usage.parameter", &[("parameter", given)])))?;
    let name = name.trim();
    if Parameters::OURS.contains(&name) {
        return Err(Stop::usage(messages::say(
            "usage.parameter_reserved",
            &[("name", name)],
        )));
    }
    let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
    Ok((name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_is_json_where_it_can_be() {
        for (given, name, value) in [
            ("temperature=0.2", "temperature", json!(0.2)),
            ("stop=[\"a\",\"b\"]", "stop", json!(["a", "b"])),
            ("reasoning_effort=high", "reasoning_effort", json!("high")),
            ("user=a=b", "user", json!("a=b")),
            ("seed=\"7\"", "seed", json!("7")),
            ("metadata=", "metadata", json!("")),
        ] {
            assert_eq!(
                parameter(given).expect("it is taken"),
                (name.to_owned(), value),
                "{given}"
            );
        }
    }

    #[test]
    fn what_is_no_pair_or_not_the_person_s_is_refused() {
        for given in ["temperature", "=1", " =1", "model=x", "messages=[]", "stream=false"] {
            assert!(
                matches!(parameter(given), Err(Stop::Said(crate::exit::Exit::Usage, _))),
                "{given}"
            );
        }
    }
}
