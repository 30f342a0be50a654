//! Additional body parameters of an endpoint.

use chat::Parameters;
use serde_json::{Map, Value};

use super::OptionProblem;

/// A JSON object merged into the body of every chat request. Never contains `model`, `messages` or `stream`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExtraBody(Map<String, Value>);

impl ExtraBody {
    /// Parses a JSON object. Empty text means no parameters.
    ///
    /// # Errors
    /// [`OptionProblem::BodySyntax`], [`OptionProblem::BodyNotAnObject`] or [`OptionProblem::BodyReserved`].
    pub fn parse(typed: &str) -> Result<Self, OptionProblem> {
        if typed.trim().is_empty() {
            return Ok(Self::default());
        }
        let value: Value = serde_json::from_str(typed).map_err(|error| OptionProblem::BodySyntax {
            line: error.line(),
            column: error.column(),
        })?;
        match value {
            Value::Object(members) => Self::new(members),
            _ => Err(OptionProblem::BodyNotAnObject),
        }
    }

    /// Validates the parameters.
    ///
    /// # Errors
    /// [`OptionProblem::BodyReserved`] names a parameter that can't be set here.
    pub fn new(members: Map<String, Value>) -> Result<Self, OptionProblem> {
        match Parameters::OURS.iter().find(|name| members.contains_key(**name)) {
            Some(name) => Err(OptionProblem::BodyReserved((*name).to_owned())),
            None => Ok(Self(members)),
        }
    }

    /// Returns the parameters by name.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }
}
