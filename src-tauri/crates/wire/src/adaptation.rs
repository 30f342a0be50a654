//! Changes to a request that a server accepts where it refused the request as it was (quirk 35).

use std::{fmt, str::FromStr};

use chat::{ErrorCode, Failure, Parameters};
use serde_json::{Map, Value};

use crate::error::SYSTEM_ROLE;

/// One change. Written and read as one word (`without:temperature`), so that it can be remembered for an endpoint and a
/// model.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Adaptation {
    /// A member of the body is left out.
    Without(String),
    /// A member goes under another name.
    Renamed {
        /// As it was asked for.
        from: String,
        /// As the server wants it.
        to: String,
    },
    /// The system prompt goes under the role `developer`.
    SystemAsDeveloper,
    /// The system prompt stands in front of the first message of the person's.
    SystemInUser,
}

/// Two names of one member.
const SYNONYMS: [(&str, &str); 2] = [
    ("max_tokens", "max_completion_tokens"),
    ("max_completion_tokens", "max_tokens"),
];

impl Adaptation {
    /// The change that may help after `failure`, unless one of `made` was it already. Send once more with it, no oftener;
    /// remember it for the endpoint and the model when that works, and tell the person quietly.
    ///
    /// Only a `parameter_refused` that names its `parameter` has one. A refused request was not run, so nothing is billed
    /// twice.
    pub fn after(failure: &Failure, made: &[Self]) -> Option<Self> {
        let parameter = failure
            .details
            .get("parameter")
            .filter(|_| failure.code == ErrorCode::ParameterRefused)?;
        let first = Self::of(parameter, failure.provider_message.as_deref().unwrap_or_default());
        let renamed =
            |change: &Self| matches!(change, Self::Renamed { from, to } if from == parameter || to == parameter);
        let next = if made.iter().any(renamed) {
            Self::Without(parameter.clone())
        } else {
            first
        };
        (!made.contains(&next)).then_some(next)
    }

    fn of(parameter: &str, message: &str) -> Self {
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

    /// Whether the request still asks for the same. [`Client::chat`](crate::Client::chat) makes such a change by itself;
    /// any other drops something the person set, and is theirs to be told of.
    pub fn keeps_meaning(&self) -> bool {
        match self {
            // Only token counts are lost, which nobody asked for but us.
            Self::Without(name) => name == "stream_options",
            _ => true,
        }
    }

    /// Makes the change in a body.
    pub(crate) fn make(&self, body: &mut Map<String, Value>) {
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
                    system_in_user(messages);
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

fn system_in_user(messages: &mut Vec<Value>) {
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

/// The word is none of [`Adaptation`]'s.
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
            change.make(&mut body);
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
