//! The three demo models: canned texts, each with its own pace and behaviour.

use crate::{Paced, Reply, Request, Step, pieces::split_words};

/// Ids of the demo models, in the order in which a chat shows them.
pub const MODELS: [&str; 3] = ["demo-thinker", "demo-coder", "demo-brief"];

/// Behaviour of a demo model.
struct DemoModel {
    /// Milliseconds before the first text or reasoning.
    delay_ms: u64,
    /// Tokens per second.
    per_second: u32,
    /// Reasoning before the answer, if any.
    reasoning: Option<&'static str>,
    /// Its first answer.
    first: &'static str,
    /// Its later answers, chosen by turn and prompt.
    later: &'static [&'static str],
    /// Whether this answer (first, later) ends without an end marker.
    cut: (bool, bool),
}

const THINKER: DemoModel = DemoModel {
    delay_ms: 700,
    per_second: 70,
    reasoning: Some(include_str!("../texts/thinker-reasoning.md")),
    first: include_str!("../texts/thinker.md"),
    later: &[
        include_str!("../texts/thinker-later-1.md"),
        include_str!("../texts/thinker-later-2.md"),
    ],
    cut: (false, false),
};

const CODER: DemoModel = DemoModel {
    delay_ms: 300,
    per_second: 150,
    reasoning: None,
    first: include_str!("../texts/coder.md"),
    later: &[
        include_str!("../texts/coder-later-1.md"),
        include_str!("../texts/coder-later-2.md"),
    ],
    cut: (false, false),
};

const BRIEF: DemoModel = DemoModel {
    delay_ms: 1_200,
    per_second: 60,
    reasoning: None,
    first: include_str!("../texts/brief.md"),
    later: &[include_str!("../texts/brief-later.md")],
    cut: (true, false),
};

/// Returns the canned answer to a chat request; `None` for other requests and unknown models.
pub(crate) fn answer(request: &Request) -> Option<Reply> {
    let model = match (request.method.as_str(), request.model()) {
        ("POST", "demo-thinker") => &THINKER,
        ("POST", "demo-coder") => &CODER,
        ("POST", "demo-brief") => &BRIEF,
        _ => return None,
    };
    Some(Reply::stream(steps(model, &Prompt::from_request(request))))
}

fn steps(model: &DemoModel, prompt: &Prompt) -> Vec<Step> {
    let paced = |text: &str, reasoning| Paced {
        reasoning,
        ..Paced::new(prompt.fill(text), model.per_second)
    };
    let text = match prompt.turn {
        0 | 1 => model.first,
        turn => model.later[(turn + prompt.characters) % model.later.len()],
    };
    let mut answer = paced(text, false);
    let limited = prompt.limit(&mut answer.text);
    let reasoning = model.reasoning.map(|text| paced(text, true));
    let count = |said: &Paced| u64::try_from(split_words(&said.text).len()).unwrap_or_default();
    let usage = Step::Usage(prompt.tokens, count(&answer) + reasoning.as_ref().map_or(0, count));

    let mut steps = if prompt.streamed {
        vec![Step::WaitMs(model.delay_ms)]
    } else {
        Vec::new()
    };
    steps.extend(reasoning.map(Step::Paced));
    steps.push(Step::Paced(answer));
    let cut = if prompt.turn > 1 { model.cut.1 } else { model.cut.0 };
    if !cut || limited {
        steps.extend([Step::finish(if limited { "length" } else { "stop" }), usage, Step::Done]);
    }
    steps
}

/// The facts about a prompt that an answer may mention.
struct Prompt {
    turn: usize,
    words: usize,
    characters: usize,
    quote: String,
    tokens: u64,
    streamed: bool,
    max_tokens: Option<usize>,
}

impl Prompt {
    fn from_request(request: &Request) -> Self {
        let messages = request.json["messages"].as_array().map_or(&[][..], Vec::as_slice);
        let user = |message: &&serde_json::Value| message["role"] == "user";
        let text = messages
            .iter()
            .rfind(user)
            .and_then(|message| message["content"].as_str())
            .unwrap_or_default();
        let all = messages.iter().filter_map(|message| message["content"].as_str());
        let limit = request.json["max_tokens"]
            .as_u64()
            .or_else(|| request.json["max_completion_tokens"].as_u64());
        Self {
            turn: messages.iter().filter(user).count(),
            words: text.split_whitespace().count(),
            characters: text.chars().count(),
            quote: quote(text),
            tokens: all
                .map(|text| u64::try_from(split_words(text).len()).unwrap_or_default())
                .sum(),
            streamed: request.wants_stream(),
            max_tokens: limit.and_then(|limit| usize::try_from(limit).ok()),
        }
    }

    fn fill(&self, text: &str) -> String {
        let counted = |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        text.trim_end()
            .replace("{words}", &counted(self.words, "word"))
            .replace("{characters}", &counted(self.characters, "character"))
            .replace("{turn}", &self.turn.to_string())
            .replace("{quote}", &self.quote)
    }

    /// Truncates the text at the request's token limit and returns whether it did.
    fn limit(&self, text: &mut String) -> bool {
        let Some(limit) = self.max_tokens else { return false };
        let kept: usize = split_words(text).iter().take(limit).map(|piece| piece.len()).sum();
        let cut = kept < text.len();
        text.truncate(kept);
        cut
    }
}

/// Returns the first words of the prompt, without markdown characters.
fn quote(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !"`*_[]<>#|$\\~{}".contains(*c)).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let start: String = words.iter().take(6).copied().collect::<Vec<_>>().join(" ");
    let short: String = start.chars().take(48).collect();
    if words.len() > 6 || short.len() < start.len() {
        format!("{short}…")
    } else {
        short
    }
}

#[cfg(test)]
mod tests;
