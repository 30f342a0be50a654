//! Parses the kind of chunk that nearly all of a stream consists of, without building a tree of values.
//!
//! Only chunks that mean the same to the lenient parser are accepted: an unknown member, an odd type or a second choice
//! is left to [`Chunk::read`](super::Chunk::read).

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{Error, IgnoredAny, Visitor},
};

/// A chunk of text or reasoning, and who served it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PlainChunk<'a> {
    /// `id`.
    pub(crate) id: Option<Text<'a>>,
    /// `model`.
    pub(crate) model: Option<Text<'a>>,
    /// `system_fingerprint`.
    pub(crate) fingerprint: Option<Text<'a>>,
    /// `created`, Unix time in seconds.
    pub(crate) created: Option<i64>,
    /// New reasoning, never empty.
    pub(crate) reasoning: Option<Text<'a>>,
    /// New answer text, never empty.
    pub(crate) text: Option<Text<'a>>,
}

/// A string borrowed from the event unless it contains escapes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Text<'a>(Cow<'a, str>);

impl<'a> PlainChunk<'a> {
    /// Parses the data of an event; `None` if it is not a plain chunk.
    pub(crate) fn read(data: &'a str) -> Option<Self> {
        let Members {
            id,
            model,
            system_fingerprint,
            created,
            choices: [choice],
            ..
        } = serde_json::from_str(data).ok()?;
        if choice.index != 0 {
            return None;
        }
        let said = |text: Option<Text<'a>>| text.filter(|text| !text.0.is_empty());
        Some(Self {
            id,
            model,
            fingerprint: system_fingerprint,
            created,
            reasoning: said(choice.delta.reasoning_content),
            text: said(choice.delta.content),
        })
    }
}

impl Text<'_> {
    /// Returns the trimmed text as for any other chunk: [`non_blank`](super::lenient::non_blank).
    pub(crate) fn non_blank(&self) -> Option<&str> {
        super::lenient::non_blank(&self.0)
    }

    /// Returns the text unchanged.
    pub(crate) fn into_string(self) -> String {
        self.0.into_owned()
    }
}

/// The members a plain chunk may have; `()` is null or absent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Members<'a> {
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
    #[serde(borrow, default)]
    model: Option<Text<'a>>,
    #[serde(borrow, default)]
    system_fingerprint: Option<Text<'a>>,
    #[serde(default)]
    created: Option<i64>,
    #[serde(borrow)]
    choices: [Choice<'a>; 1],
    #[serde(default, rename = "usage")]
    _usage: (),
    #[serde(default, rename = "object")]
    _object: IgnoredAny,
    #[serde(default, rename = "service_tier")]
    _service_tier: IgnoredAny,
    #[serde(default, rename = "provider")]
    _provider: IgnoredAny,
    #[serde(default, rename = "obfuscation")]
    _obfuscation: IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Choice<'a> {
    #[serde(default)]
    index: u64,
    #[serde(borrow)]
    delta: Part<'a>,
    #[serde(default, rename = "logprobs")]
    _logprobs: IgnoredAny,
    #[serde(default, rename = "finish_reason")]
    _finish_reason: (),
    #[serde(default, rename = "native_finish_reason")]
    _native_finish_reason: (),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Part<'a> {
    #[serde(borrow, default)]
    content: Option<Text<'a>>,
    #[serde(borrow, default)]
    reasoning_content: Option<Text<'a>>,
    #[serde(default, rename = "role")]
    _role: IgnoredAny,
    #[serde(default, rename = "reasoning")]
    _reasoning: (),
    #[serde(default, rename = "refusal")]
    _refusal: (),
    #[serde(default, rename = "tool_calls")]
    _tool_calls: (),
    #[serde(default, rename = "function_call")]
    _function_call: (),
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Of;
        impl<'de> Visitor<'de> for Of {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Of)
    }
}

#[cfg(test)]
mod tests;
