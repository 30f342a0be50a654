//! Builds the body of a chat request.

use chat::{Message, Parameters, Role};
use serde_json::{Map, Value, json};

use crate::{adaptation::Adaptation, content, content::Files, error::RequestEcho, options::RequestOptions};

/// A chat request, apart from where it is sent.
#[derive(Clone, Copy, Debug)]
pub struct ChatRequest<'a> {
    /// The model id, as listed or typed.
    pub model: &'a str,
    /// The history and the prompt, in order. Contains a system message only if `parameters` has none.
    pub messages: &'a [Message],
    /// The files attached to the messages.
    pub files: &'a Files,
    /// The system prompt and additional body parameters.
    pub parameters: &'a Parameters,
    /// Whether to stream the answer.
    pub stream: bool,
    /// Whether to request token counts in a stream; some servers refuse `stream_options` (quirk 35).
    pub include_usage: bool,
}

impl ChatRequest<'_> {
    /// Returns the body for an endpoint without options.
    pub fn body(&self) -> Value {
        self.body_with(&RequestOptions::default(), &[])
    }

    /// Returns the body as JSON. The endpoint's parameters are merged in first, then those of the tab; neither
    /// overrides model, messages and stream. Adaptations are applied last.
    pub fn body_with(&self, options: &RequestOptions, changes: &[Adaptation]) -> Value {
        let mut body = Map::new();
        body.insert("model".to_owned(), self.model.into());
        body.insert("messages".to_owned(), self.messages(options.send_reasoning));
        body.insert("stream".to_owned(), self.stream.into());
        if self.stream && self.include_usage {
            body.insert("stream_options".to_owned(), json!({"include_usage": true}));
        }
        let extra = options.body.members().iter().chain(&self.parameters.body);
        let extra = extra.filter(|(name, _)| !Parameters::OURS.contains(&name.as_str()));
        body.extend(extra.map(|(name, value)| (name.clone(), value.clone())));
        for change in changes {
            change.apply(&mut body);
        }
        Value::Object(body)
    }

    /// Returns what was requested with `body`, for the classification of errors.
    pub(crate) fn echo(&self, body: &Value) -> RequestEcho {
        let given = self.parameters.system.as_deref().is_some_and(|text| !text.is_empty());
        RequestEcho {
            model: self.model.to_owned(),
            members: body
                .as_object()
                .map(|body| body.keys().cloned().collect())
                .unwrap_or_default(),
            system: given || self.messages.iter().any(|message| message.role == Role::System),
        }
    }

    fn messages(&self, send_reasoning: bool) -> Value {
        let system = self.parameters.system.as_deref().filter(|text| !text.is_empty());
        let system = system.map(|text| json!({"role": "system", "content": text}));
        let messages = self
            .messages
            .iter()
            .map(|said| message(said, self.files, send_reasoning));
        system.into_iter().chain(messages).collect()
    }
}

/// Builds a message. Reasoning is sent back only if there is any and the endpoint's option says so (quirk 32).
fn message(message: &Message, files: &Files, send_reasoning: bool) -> Value {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
    };
    let mut value = json!({"role": role, "content": content::message_content(message, files)});
    if let Some(reasoning) = message.reasoning.as_ref().filter(|_| send_reasoning) {
        value["reasoning_content"] = reasoning.as_str().into();
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(system: Option<&str>, body: &[(&str, Value)]) -> Parameters {
        let body = body
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect();
        Parameters {
            system: system.map(str::to_owned),
            body,
            ..Parameters::default()
        }
    }

    fn request<'a>(messages: &'a [Message], parameters: &'a Parameters) -> ChatRequest<'a> {
        ChatRequest {
            model: "gpt-5",
            messages,
            files: Files::none(),
            parameters,
            stream: true,
            include_usage: true,
        }
    }

    #[test]
    fn a_plain_request_is_the_documented_one() {
        let messages = [Message::new(Role::User, "Hi \"you\"\n")];
        let parameters = Parameters::default();
        let whole = ChatRequest {
            stream: false,
            ..request(&messages, &parameters)
        };
        assert_eq!(
            whole.body(),
            json!({"model": "gpt-5", "messages": [{"role": "user", "content": "Hi \"you\"\n"}], "stream": false})
        );
    }

    #[test]
    fn parameters_are_merged_but_never_over_ours() {
        let messages = [Message::new(Role::User, "Hi")];
        let odd = [
            ("model", json!("x")),
            ("messages", json!([])),
            ("stream", json!(false)),
            ("temperature", json!(0.5)),
        ];
        let parameters = parameters(Some("Be brief."), &odd);
        let request = request(&messages, &parameters);
        assert_eq!(
            request.body(),
            json!({
                "model": "gpt-5", "stream": true, "stream_options": {"include_usage": true}, "temperature": 0.5,
                "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hi"}],
            })
        );
        let asked = request.echo(&request.body());
        assert!(asked.system && asked.members.contains(&"stream_options".to_owned()));
    }

    #[test]
    fn quirk_32_reasoning_goes_back_only_where_it_is_present() {
        let mut answer = Message::new(Role::Assistant, "4");
        answer.reasoning = Some("2 and 2".to_owned());
        let messages = [answer, Message::new(Role::User, "sure?")];
        let parameters = Parameters::default();
        let request = request(&messages, &parameters);
        let plain = request.body();
        assert_eq!(plain["messages"][0], json!({"role": "assistant", "content": "4"}));
        let options = RequestOptions {
            send_reasoning: true,
            ..RequestOptions::default()
        };
        let body = request.body_with(&options, &[]);
        assert_eq!(
            body["messages"][0],
            json!({"role": "assistant", "content": "4", "reasoning_content": "2 and 2"})
        );
        assert_eq!(body["messages"][1], json!({"role": "user", "content": "sure?"}));
    }
}
