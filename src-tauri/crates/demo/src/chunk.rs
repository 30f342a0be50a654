//! Builds the JSON of an OpenAI-compatible server: chunks of a stream, and complete answers.

use serde_json::{Value, json};

/// Unix time of every answer. Fixed, so that the same script sends the same bytes.
const CREATED: u64 = 1_700_000_000;

/// What all chunks of a reply have in common.
pub(crate) struct Chunks {
    id: String,
    model: String,
}

impl Chunks {
    pub(crate) fn new(id: usize, model: &str) -> Self {
        Self {
            id: format!("chatcmpl-demo-{id}"),
            model: model.to_owned(),
        }
    }

    pub(crate) fn role(&self) -> String {
        self.event(
            &json!([{"index": 0, "delta": {"role": "assistant", "content": ""}, "finish_reason": null}]),
            &Value::Null,
        )
    }

    pub(crate) fn text(&self, text: &str) -> String {
        self.event(
            &json!([{"index": 0, "delta": {"content": text}, "finish_reason": null}]),
            &Value::Null,
        )
    }

    pub(crate) fn reasoning(&self, text: &str) -> String {
        self.event(
            &json!([{"index": 0, "delta": {"reasoning_content": text}, "finish_reason": null}]),
            &Value::Null,
        )
    }

    pub(crate) fn finish(&self, reason: &str) -> String {
        self.event(
            &json!([{"index": 0, "delta": {}, "finish_reason": reason}]),
            &Value::Null,
        )
    }

    pub(crate) fn usage(&self, prompt: u64, completion: u64) -> String {
        self.event(&json!([]), &usage(prompt, completion))
    }

    fn event(&self, choices: &Value, usage: &Value) -> String {
        let mut chunk = json!({
            "id": self.id, "object": "chat.completion.chunk", "created": CREATED, "model": self.model, "choices": choices,
        });
        if !usage.is_null() {
            chunk["usage"] = usage.clone();
        }
        data(&chunk)
    }

    /// Returns the complete answer as one body.
    pub(crate) fn complete_answer(&self, said: &CollectedText) -> Value {
        let mut message = json!({"role": "assistant", "content": said.text});
        if !said.reasoning.is_empty() {
            message["reasoning_content"] = json!(said.reasoning);
        }
        json!({
            "id": self.id, "object": "chat.completion", "created": CREATED, "model": self.model,
            "choices": [{"index": 0, "message": message, "finish_reason": said.finish}],
            "usage": said.usage.map(|(prompt, completion)| usage(prompt, completion)),
            "system_fingerprint": "fp_demo",
        })
    }
}

/// The content of a reply, collected for one body.
#[derive(Default)]
pub(crate) struct CollectedText {
    pub(crate) text: String,
    pub(crate) reasoning: String,
    pub(crate) finish: Option<String>,
    pub(crate) usage: Option<(u64, u64)>,
}

/// Returns a server-sent event with this JSON.
pub(crate) fn data(json: &Value) -> String {
    format!("data: {json}\n\n")
}

fn usage(prompt: u64, completion: u64) -> Value {
    json!({"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion})
}
