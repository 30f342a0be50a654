//! What a model can do, as far as its list says. `None` is not *no*: most lists say nothing.

use serde::Serialize;
use ts_rs::TS;

/// What a model can do; each part `None` where nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Capabilities {
    /// Whether it sees pictures.
    pub vision: Option<bool>,
    /// Whether it reads files such as PDF by itself.
    pub files: Option<bool>,
    /// Whether it calls tools.
    pub tools: Option<bool>,
    /// Whether it reasons before it answers.
    pub reasoning: Option<bool>,
    /// How many tokens it can read, its answer included.
    pub context: Option<u32>,
    /// How many tokens it can write.
    pub output: Option<u32>,
}

impl Capabilities {
    /// From the words of a list. A list that names some modalities or features denies the others; an empty one says
    /// nothing.
    pub(crate) fn from_listed(
        modalities: &[String],
        features: &[String],
        context: Option<u64>,
        output: Option<u64>,
    ) -> Self {
        let tokens = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            vision: said(modalities, &["image", "images", "vision"]).or(any(features, &["vision"])),
            files: said(modalities, &["file", "files", "pdf"]),
            tools: said(features, &["tools", "tool_choice", "function_calling", "tool_use"]),
            reasoning: said(
                features,
                &["thinking", "reasoning", "include_reasoning", "reasoning_effort"],
            ),
            context: context.map(tokens),
            output: output.map(tokens),
        }
    }
}

fn any(words: &[String], wanted: &[&str]) -> Option<bool> {
    let is_one = |word: &String| wanted.iter().any(|wanted| word.eq_ignore_ascii_case(wanted));
    words.iter().any(is_one).then_some(true)
}

fn said(words: &[String], wanted: &[&str]) -> Option<bool> {
    (!words.is_empty()).then(|| any(words, wanted).is_some())
}

#[cfg(test)]
mod tests {
    use super::Capabilities;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn what_no_list_says_is_unknown() {
        let nothing = Capabilities::from_listed(&[], &[], None, None);
        assert_eq!(nothing, Capabilities::default());
        let blind = Capabilities::from_listed(&words(&["text"]), &words(&["web"]), Some(8_192), Some(u64::MAX));
        assert_eq!(
            (blind.vision, blind.tools, blind.reasoning),
            (Some(false), Some(false), Some(false))
        );
        assert_eq!((blind.context, blind.output), (Some(8_192), Some(u32::MAX)));
        let seeing = Capabilities::from_listed(
            &words(&["text", "Image", "pdf"]),
            &words(&["thinking", "function_calling"]),
            None,
            None,
        );
        assert_eq!((seeing.vision, seeing.files), (Some(true), Some(true)));
        assert_eq!((seeing.tools, seeing.reasoning), (Some(true), Some(true)));
        assert_eq!(
            Capabilities::from_listed(&[], &words(&["vision"]), None, None).vision,
            Some(true)
        );
    }
}
