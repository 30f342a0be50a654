//! The presets: read from `presets.json`, found by id, URL, port and variable.

use std::sync::LazyLock;

use secret::Origin;
use wire::BaseUrl;

use crate::view::PresetView;

static ALL: LazyLock<Vec<PresetView>> = LazyLock::new(|| {
    // Part of the program: a test reads it.
    serde_json::from_str(include_str!("presets.json")).unwrap_or_default()
});

/// Every preset, in the order they are offered; `custom` is the last.
pub fn presets() -> &'static [PresetView] {
    &ALL
}

/// The preset with this id.
pub(crate) fn named(id: &str) -> Option<&'static PresetView> {
    ALL.iter().find(|preset| preset.id == id)
}

/// The preset whose service answers at `base`: the same origin, compared as parsed URLs. Any other host is somebody else's.
pub(crate) fn of_url(base: &BaseUrl) -> Option<&'static PresetView> {
    let origin = base.origin();
    ALL.iter().find(|preset| answers_at(preset, &origin))
}

fn answers_at(preset: &PresetView, origin: &Origin) -> bool {
    if origin.is_loopback() {
        return preset.ports.contains(&origin.port());
    }
    BaseUrl::parse(&preset.base_url).is_ok_and(|base| base.origin() == *origin)
        || preset.origins.iter().any(|known| known.parse().as_ref() == Ok(origin))
        || preset
            .host_suffix
            .as_ref()
            .is_some_and(|suffix| origin.host().ends_with(suffix.as_str()))
}

/// The preset whose key this environment variable commonly holds.
pub(crate) fn of_variable(name: &str) -> Option<&'static PresetView> {
    ALL.iter()
        .find(|preset| preset.variables.iter().any(|known| known == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound() {
        let ids: Vec<&str> = presets().iter().map(|preset| preset.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "aihubmix",
                "openai",
                "anthropic",
                "openrouter",
                "deepseek",
                "mistral",
                "groq",
                "xai",
                "gemini",
                "azure",
                "litellm",
                "ollama",
                "lmstudio",
                "llamacpp",
                "vllm",
                "custom"
            ]
        );
        for preset in presets().iter().filter(|preset| preset.id != "custom") {
            let base = BaseUrl::parse(&preset.base_url).expect("a base URL");
            assert_eq!(
                base.to_string().to_lowercase(),
                preset.base_url.to_lowercase(),
                "normalised"
            );
            assert_eq!(base.origin().is_loopback(), !preset.ports.is_empty(), "{}", preset.id);
            for origin in &preset.origins {
                assert!(origin.parse::<Origin>().is_ok(), "{origin}");
            }
            for page in preset.key_page.iter().chain(&preset.status_page) {
                assert!(page.starts_with("https://"), "{page}");
            }
        }
    }

    #[test]
    fn a_url_gets_the_preset_of_its_host_and_no_look_alike_does() {
        let of = |url: &str| of_url(&BaseUrl::parse(url).expect("a base URL")).map(|preset| preset.id.as_str());
        let table = [
            ("https://api.openai.com/v1", Some("openai")),
            ("https://AIHUBMIX.com", Some("aihubmix")),
            ("https://api.aihubmix.com/v1", Some("aihubmix")),
            ("https://aihubmix.com.evil.example/v1", None),
            ("http://aihubmix.com/v1", None),
            ("https://acme.openai.azure.com/openai/v1", Some("azure")),
            ("http://127.0.0.1:11434/v1", Some("ollama")),
            ("http://[::1]:1234/v1", Some("lmstudio")),
            ("http://192.168.1.2:11434/v1", None),
        ];
        for (url, preset) in table {
            assert_eq!(of(url), preset, "{url}");
        }
        assert_eq!(
            of_variable("GROQ_API_KEY").map(|preset| preset.id.as_str()),
            Some("groq")
        );
    }
}
