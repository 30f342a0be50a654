//! Who made a model, by one name: lists write the same maker in many ways, or not at all.

/// Makers by the beginning of a model's id and by how lists call them, in lower case.
const MAKERS: &[(&str, &[&str])] = &[
    ("AI21", &["ai21", "jamba"]),
    ("Alibaba", &["alibaba", "qwen", "qwq", "qvq", "tongyi", "wan"]),
    ("Amazon", &["amazon", "nova-"]),
    ("Anthropic", &["anthropic", "claude"]),
    ("Baidu", &["baidu", "ernie"]),
    ("ByteDance", &["bytedance", "doubao", "seed-"]),
    ("Cohere", &["cohere", "command-", "aya-"]),
    ("DeepSeek", &["deepseek"]),
    ("Google", &["google", "gemini", "gemma", "vertex"]),
    ("IBM", &["ibm", "granite"]),
    ("Meta", &["meta", "llama"]),
    ("Microsoft", &["microsoft", "phi-"]),
    ("MiniMax", &["minimax", "abab"]),
    (
        "Mistral",
        &[
            "mistral",
            "mixtral",
            "codestral",
            "ministral",
            "pixtral",
            "magistral",
            "devstral",
        ],
    ),
    ("Moonshot", &["moonshot", "kimi"]),
    ("NVIDIA", &["nvidia", "nemotron"]),
    (
        "OpenAI",
        &[
            "openai",
            "gpt",
            "chatgpt",
            "o1",
            "o3",
            "o4",
            "davinci",
            "dall-e",
            "whisper",
            "text-embedding-3",
        ],
    ),
    ("Perplexity", &["perplexity", "sonar"]),
    ("StepFun", &["stepfun", "step-"]),
    ("Tencent", &["tencent", "hunyuan"]),
    ("xAI", &["xai", "x-ai", "grok"]),
    ("Zhipu", &["zhipu", "zai", "z-ai", "thudm", "glm", "chatglm"]),
];

/// Words that name who serves a model, not who made it.
const SERVERS: &[&str] = &[
    "library",
    "system",
    "custom",
    "organization-owner",
    "vllm",
    "user",
    "aihubmix",
];

/// The maker's name: by the id's own beginning, else as the list has it.
pub(crate) fn vendor_of(id: &str, listed: Option<&str>) -> Option<String> {
    let id = id.to_lowercase();
    let (before, last) = id.rsplit_once('/').unwrap_or(("", &id));
    let said = listed
        .map(str::trim)
        .filter(|name| !name.is_empty() && !SERVERS.contains(name));
    let known = made(last)
        .or_else(|| made(before))
        .or_else(|| made(&said?.to_lowercase()));
    known.map(str::to_owned).or_else(|| said.map(str::to_owned))
}

fn made(by: &str) -> Option<&'static str> {
    let begins = |names: &[&str]| names.iter().any(|name| by.starts_with(name));
    MAKERS.iter().find(|(_, names)| begins(names)).map(|(maker, _)| *maker)
}

#[cfg(test)]
mod tests {
    use super::vendor_of;

    #[test]
    fn one_name_a_maker() {
        for (id, listed, maker) in [
            ("claude-haiku-4-5", Some("vertex-ai"), Some("Anthropic")),
            ("anthropic/claude-opus-4.6", None, Some("Anthropic")),
            ("qwen3:8b", Some("library"), Some("Alibaba")),
            ("o4-mini", Some("system"), Some("OpenAI")),
            ("deepseek-ai/unheard-of", None, Some("DeepSeek")),
            ("house-model", Some("Acme"), Some("Acme")),
            ("house-model", Some("library"), None),
            ("", Some(" "), None),
        ] {
            assert_eq!(vendor_of(id, listed).as_deref(), maker, "{id}");
        }
    }
}
