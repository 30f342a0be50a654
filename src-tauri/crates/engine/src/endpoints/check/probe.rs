//! One word from a model, and which model to ask for it.

use std::time::Instant;

use chat::{Delta, Ending, Failure, Message, Parameters, Role};
use wire::{ChatRequest, ListedModel, Step};

use super::subject::{Subject, elapsed_ms};
use crate::endpoints::keys::Bound;

/// Smaller limits are refused by some models.
pub(super) const LIMIT: u32 = 64;
/// Asked first where it is listed: known everywhere, and one word of it costs less than $0.0001.
const CHEAP: &str = "gpt-4o-mini";
/// In the names of small, cheap chat models, cheapest first.
const SMALL: [&str; 8] = ["nano", "mini", "flash-lite", "flash", "haiku", "small", "lite", "8b"];
/// In the names of models that do not chat, or that cost much to ask.
const OTHER: [&str; 22] = [
    "embed",
    "tts",
    "whisper",
    "dall-e",
    "image",
    "imagen",
    "rerank",
    "moderation",
    "audio",
    "realtime",
    "transcribe",
    "video",
    "sora",
    "veo",
    "ocr",
    "speech",
    "stt",
    "search",
    "research",
    "guard",
    "computer-use",
    "codex",
];

/// What came of asking for one word.
pub(super) struct Word {
    /// Pieces of visible text.
    pub(super) pieces: u32,
    /// Whether it came as it was written.
    pub(super) streamed: bool,
    /// Whether token counts came.
    pub(super) usage: bool,
    /// Until the first of it.
    pub(super) first_ms: u64,
    /// Until its end.
    pub(super) ms: u64,
}

/// Asks `model` for one word.
pub(super) async fn ask(subject: &Subject<'_>, model: &str) -> Result<Word, Failure> {
    let started = Instant::now();
    let messages = [Message::new(Role::User, "Answer with one word: ready")];
    let mut parameters = Parameters::default();
    parameters.body.insert("max_tokens".to_owned(), LIMIT.into());
    let request = ChatRequest {
        model,
        messages: &messages,
        files: wire::Files::none(),
        parameters: &parameters,
        stream: true,
        include_usage: true,
    };
    let mut answering = subject
        .client
        .chat(subject.base, &request, subject.key.map(Bound::credential))
        .await?;
    let mut word = Word {
        pieces: 0,
        streamed: false,
        usage: false,
        first_ms: elapsed_ms(started),
        ms: 0,
    };
    while let Some(step) = answering.next().await {
        match step {
            Step::Delta(Delta::Text(_)) => word.pieces += 1,
            Step::Delta(Delta::Usage(_)) => word.usage = true,
            Step::End(Ending::CutOff(failure) | Ending::Failed(failure)) => return Err(failure),
            _ => {}
        }
    }
    word.streamed = answering.is_streamed();
    word.ms = elapsed_ms(started);
    Ok(word)
}

/// The model to ask for one word: the known cheap one, else a chat model named like a small one, else the first that
/// may chat.
pub(super) fn cheapest(models: &[ListedModel]) -> Option<String> {
    let chats: Vec<&ListedModel> = models.iter().filter(|model| may_chat(model)).collect();
    let known = chats
        .iter()
        .find(|model| model.id == CHEAP || model.id.ends_with(&format!("/{CHEAP}")));
    let small = || {
        SMALL
            .iter()
            .find_map(|word| chats.iter().find(|model| model.id.to_ascii_lowercase().contains(word)))
    };
    known
        .or_else(small)
        .or_else(|| chats.first())
        .map(|model| model.id.clone())
}

fn may_chat(model: &ListedModel) -> bool {
    let id = model.id.to_ascii_lowercase();
    let says = |kind: &String| matches!(kind.as_str(), "llm" | "chat" | "text" | "language");
    (model.types.is_empty() || model.types.iter().any(says)) && !OTHER.iter().any(|word| id.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(ids: &[&str]) -> Vec<ListedModel> {
        let model = |id: &&str| ListedModel {
            id: (*id).to_owned(),
            ..ListedModel::default()
        };
        ids.iter().map(model).collect()
    }

    #[test]
    fn the_cheapest_chat_model_is_asked() {
        let table: [(&[&str], Option<&str>); 6] = [
            (&["gpt-5", "gpt-4o-mini", "gpt-5-nano"], Some("gpt-4o-mini")),
            (&["a/gpt-5", "openai/gpt-4o-mini"], Some("openai/gpt-4o-mini")),
            (&["gpt-5", "gpt-4o-mini-tts", "claude-haiku-4"], Some("claude-haiku-4")),
            (&["text-embedding-3-small", "big-model"], Some("big-model")),
            (&["whisper-1", "dall-e-3"], None),
            (&[], None),
        ];
        for (ids, asked) in table {
            assert_eq!(cheapest(&listed(ids)).as_deref(), asked, "{ids:?}");
        }
        let mut typed = listed(&["painter-mini", "talker"]);
        typed[0].types = vec!["image_generation".to_owned()];
        typed[1].types = vec!["llm".to_owned()];
        assert_eq!(cheapest(&typed).as_deref(), Some("talker"));
    }
}
