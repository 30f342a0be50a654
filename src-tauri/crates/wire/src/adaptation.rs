//! Adaptations of a request for servers that refuse one of its parameters (quirk 35).

use std::{fmt, str::FromStr};

use chat::{ErrorCode, Failure, Parameters};
use serde_json::{Map, Value};

use crate::error::SYSTEM_ROLE;

/// One adaptation. Displayed and parsed as a word (`without:temperature`), so that it can be stored for an endpoint and
/// a model.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Adaptation {
    /// Leaves out a body parameter.
    Without(String),
    /// Sends a parameter under another name.
    Renamed {
        /// The name in the request.
        from: String,
        /// The name the server expects.
        to: String,
    },
    /// Sends the system prompt with the role `developer`.
    SystemAsDeveloper,
    /// Puts the system prompt in front of the first user message.
    SystemInUser,
}

/// Parameters that have two names.
const SYNONYMS: [(&str, &str); 2] = [
    ("max_tokens", "max_completion_tokens"),
    ("max_completion_tokens", "max_tokens"),
];

impl Adaptation {
    /// Returns the adaptation that may help after `failure`, unless one of `made` is the same. Send the request once
    /// more with it, at most; if that works, store it for the endpoint and model and tell the person discreetly.
    ///
    /// Only a `parameter_refused` failure that names its `parameter` has one. A refused request was not processed, so
    /// nothing is billed twice.
    pub fn after(failure: &Failure, made: &[Self]) -> Option<Self> {
        let parameter = failure
            .details
            .get("parameter")
            .filter(|_| failure.code == ErrorCode::ParameterRefused)?;
        let first = Self::for_parameter(parameter, failure.provider_message.as_deref().unwrap_or_default());
        let renamed =
            |change: &Self| matches!(change, Self::Renamed { from, to } if from == parameter || to == parameter);
        let next = if made.iter().any(renamed) {
            Self::Without(parameter.clone())
        } else {
            first
        };
        (!made.contains(&next)).then_some(next)
    }

    fn for_parameter(parameter: &str, message: &str) -> Self {
        if parameter == SYSTEM_ROLE {
            let message = message.to_lowercase();
            let developer = message.contains("developer") && !message.contains("developer instruction");
            return if developer {
                Self::SystemAsDeveloper
            } else {
                Self::SystemInUser
            };
        }
        match SYNONYMS.iter().find(|(from, _)| *from == parameter) {
            Some((from, to)) => Self::Renamed {
                from: (*from).to_owned(),
                to: (*to).to_owned(),
            },
            None => Self::Without(parameter.to_owned()),
        }
    }

    /// Returns whether the request still means the same. [`Client::chat`](crate::Client::chat) applies such an
    /// adaptation itself; any other one drops something the person set and needs their consent.
    pub fn keeps_meaning(&self) -> bool {
        match self {
            // Only token counts are lost, which the person did not ask for.
            Self::Without(name) => name == "stream_options",
            _ => true,
        }
    }

    /// Applies the adaptation to a body.
    pub(crate) fn apply(&self, body: &mut Map<String, Value>) {
        match self {
            Self::Without(name) if !Parameters::OURS.contains(&name.as_str()) => {
                body.remove(name);
            }
            Self::Renamed { from, to }
                if !Parameters::OURS.contains(&from.as_str()) && !Parameters::OURS.contains(&to.as_str()) =>
            {
                if let Some(value) = body.remove(from) {
                    body.entry(to.clone()).or_insert(value);
                }
            }
            Self::Without(_) | Self::Renamed { .. } => {}
            Self::SystemAsDeveloper => {
                for message in messages(body).iter_mut().filter(|message| message["role"] == "system") {
                    message["role"] = "developer".into();
                }
            }
            Self::SystemInUser => {
                if let Some(Value::Array(messages)) = body.get_mut("messages") {
                    move_system_into_user(messages);
                }
            }
        }
    }
}

fn messages(body: &mut Map<String, Value>) -> &mut [Value] {
    match body.get_mut("messages") {
        Some(Value::Array(messages)) => messages,
        _ => &mut [],
    }
}

fn move_system_into_user(messages: &mut Vec<Value>) {
    let system: Vec<String> = messages
        .extract_if(.., |message| message["role"] == "system")
        .filter_map(|message| message["content"].as_str().map(str::to_owned))
        .collect();
    if system.is_empty() {
        return;
    }
    let system = system.join("\n\n");
    match messages.iter_mut().find(|message| message["role"] == "user") {
        Some(first) => {
            let said = first["content"].as_str().unwrap_or_default();
            first["content"] = format!("{system}\n\n{said}").into();
        }
        None => messages.insert(0, serde_json::json!({"role": "user", "content": system})),
    }
}

impl fmt::Display for Adaptation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Without(name) => write!(f, "without:{name}"),
            Self::Renamed { from, to } => write!(f, "renamed:{from}:{to}"),
            Self::SystemAsDeveloper => f.write_str("system_as_developer"),
            Self::SystemInUser => f.write_str("system_in_user"),
        }
    }
}

/// Error for a word that is not an adaptation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a change of a request")]
pub struct UnknownAdaptation;

impl FromStr for Adaptation {
    type Err = UnknownAdaptation;

    fn from_str(word: &str) -> Result<Self, UnknownAdaptation> {
        let mut parts = word.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("without"), Some(name), None) if !name.is_empty() => Ok(Self::Without(name.to_owned())),
            (Some("renamed"), Some(from), Some(to)) if !from.is_empty() && !to.is_empty() => Ok(Self::Renamed {
                from: from.to_owned(),
                to: to.to_owned(),
            }),
            (Some("system_as_developer"), None, None) => Ok(Self::SystemAsDeveloper),
            (Some("system_in_user"), None, None) => Ok(Self::SystemInUser),
            _ => Err(UnknownAdaptation),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn refused(parameter: &str, message: &str) -> Failure {
        let mut failure = Failure::new(ErrorCode::ParameterRefused).with("parameter", parameter);
        failure.provider_message = Some(message.to_owned());
        failure
    }

    fn renamed(from: &str, to: &str) -> Adaptation {
        Adaptation::Renamed {
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    #[test]
    fn quirk_35_the_change_that_may_help() {
        let after = |parameter, message| Adaptation::after(&refused(parameter, message), &[]).expect("a change");
        assert_eq!(after("max_tokens", ""), renamed("max_tokens", "max_completion_tokens"));
        assert_eq!(
            after("max_completion_tokens", ""),
            renamed("max_completion_tokens", "max_tokens")
        );
        assert_eq!(after("temperature", ""), Adaptation::Without("temperature".to_owned()));
        assert_eq!(
            after(SYSTEM_ROLE, "System role not supported"),
            Adaptation::SystemInUser
        );
        assert_eq!(
            after(SYSTEM_ROLE, "use the developer role"),
            Adaptation::SystemAsDeveloper
        );
        assert_eq!(Adaptation::after(&Failure::new(ErrorCode::ParameterRefused), &[]), None);
        let other = Failure::new(ErrorCode::BadRequest).with("parameter", "temperature");
        assert_eq!(Adaptation::after(&other, &[]), None);
    }

    #[test]
    fn quirk_35_never_the_same_change_twice() {
        let failure = refused("max_completion_tokens", "");
        let first = renamed("max_tokens", "max_completion_tokens");
        let second = Adaptation::after(&failure, std::slice::from_ref(&first)).expect("a change");
        assert_eq!(second, Adaptation::Without("max_completion_tokens".to_owned()));
        assert_eq!(Adaptation::after(&failure, &[first, second]), None);
    }

    #[test]
    fn changes_in_a_body() {
        let body = json!({
            "model": "m", "stream": true, "max_tokens": 5, "temperature": 1,
            "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}],
        });
        let made = |change: Adaptation| {
            let mut body = body.as_object().expect("an object").clone();
            change.apply(&mut body);
            Value::Object(body)
        };
        assert_eq!(
            made(Adaptation::Without("temperature".to_owned())).get("temperature"),
            None
        );
        for own in Parameters::OURS {
            assert_eq!(made(Adaptation::Without(own.to_owned())), body);
            assert_eq!(made(renamed(own, "x")), body);
        }
        let other = made(renamed("max_tokens", "max_completion_tokens"));
        assert_eq!(
            (other.get("max_tokens"), &other["max_completion_tokens"]),
            (None, &json!(5))
        );
        assert_eq!(made(Adaptation::SystemAsDeveloper)["messages"][0]["role"], "developer");
        assert_eq!(
            made(Adaptation::SystemInUser)["messages"],
            json!([{"role": "user", "content": "Be brief.\n\nHi"}])
        );
    }

    #[test]
    fn a_change_is_written_and_read() {
        for change in [
            Adaptation::Without("a".to_owned()),
            renamed("a", "b"),
            Adaptation::SystemAsDeveloper,
            Adaptation::SystemInUser,
        ] {
            assert_eq!(change.to_string().parse(), Ok(change));
        }
        for word in ["", "without:", "renamed:a", "system", "without:a:b"] {
            assert_eq!(word.parse::<Adaptation>(), Err(UnknownAdaptation), "{word}");
        }
    }
}
