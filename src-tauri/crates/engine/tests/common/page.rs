//! A page in a few lines: it holds the last snapshot and applies frames to it, as the real one does.

use chat::{AnswerId, ConversationId};
use engine::Engine;
use serde_json::Value;

/// What a page knows.
pub(crate) struct Page {
    viewer: String,
    cursor: u64,
    /// The conversation shown, as JSON: the page never sees our types.
    pub(crate) shown: Value,
    /// How often it had to read again.
    pub(crate) resyncs: u32,
    /// Bytes of the newest frame.
    pub(crate) size: usize,
}

/// What a call for a frame came to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Pulled {
    /// Another page or call took over.
    Released,
    /// Something, and whether anything runs on.
    Frame { running: bool },
}

impl Page {
    /// A page that has just read the conversation.
    pub(crate) async fn load(engine: &Engine, viewer: &str, id: ConversationId) -> Self {
        let mut page = Self {
            viewer: viewer.to_owned(),
            cursor: 0,
            shown: Value::Null,
            resyncs: 0,
            size: 0,
        };
        page.read(engine, id).await;
        page
    }

    /// Reads a conversation, whole.
    pub(crate) async fn read(&mut self, engine: &Engine, id: ConversationId) {
        let view = engine.open_conversation(id).await.expect("a conversation");
        self.shown = serde_json::to_value(view).expect("JSON");
    }

    /// Asks for the next frame and draws it.
    pub(crate) async fn pull(&mut self, engine: &Engine) -> Pulled {
        let body = engine.next_frame(&self.viewer, self.cursor).await;
        if body.is_empty() {
            return Pulled::Released;
        }
        self.size = body.len();
        let frame: Value = serde_json::from_slice(&body).expect("JSON");
        self.cursor = frame["cursor"].as_u64().expect("a cursor");
        if frame["resync"] == true || !self.draw(&frame) {
            self.resyncs += 1;
            let id = self.shown["id"].as_str().expect("an id").parse().expect("an id");
            self.read(engine, id).await;
        }
        Pulled::Frame {
            running: frame["running"] == true,
        }
    }

    /// Asks for the next frame, which never arrives.
    pub(crate) async fn lose(&self, engine: &Engine) -> Value {
        let body = engine.next_frame(&self.viewer, self.cursor).await;
        serde_json::from_slice(&body).unwrap_or_default()
    }

    /// Pulls until the page shows what is wanted.
    pub(crate) async fn until(&mut self, engine: &Engine, wanted: impl Fn(&Self) -> bool) {
        while !wanted(self) {
            self.pull(engine).await;
        }
    }

    /// Every answer shown, in the order of tabs and turns.
    pub(crate) fn answers(&self) -> Vec<&Value> {
        let tabs = self.shown["tabs"].as_array().into_iter().flatten();
        let entries = tabs.flat_map(|tab| tab["entries"].as_array().into_iter().flatten());
        entries.map(|entry| &entry["answer"]).collect()
    }

    /// The blocks of an answer in one string.
    pub(crate) fn text(&self, answer: AnswerId) -> String {
        let found = self
            .answers()
            .into_iter()
            .find(|known| known["id"] == answer.to_string());
        let segments = found
            .and_then(|answer| answer["segments"].as_array())
            .into_iter()
            .flatten();
        let blocks = segments.flat_map(|segment| segment["blocks"].as_array().into_iter().flatten());
        blocks.map(html).collect()
    }

    /// `false` when the frame says that something was missed.
    fn draw(&mut self, frame: &Value) -> bool {
        let patches = frame["answers"].as_array().expect("a list").clone();
        patches.iter().all(|patch| match self.answer_mut(patch) {
            Some(answer) => draw(answer, patch),
            None => false,
        })
    }

    fn answer_mut(&mut self, patch: &Value) -> Option<&mut Value> {
        let tabs = self.shown["tabs"].as_array_mut()?;
        let tab = tabs.iter_mut().find(|tab| tab["id"] == patch["tab"])?;
        let entries = tab["entries"].as_array_mut()?;
        let answers = entries.iter_mut().map(|entry| &mut entry["answer"]);
        answers.into_iter().find(|answer| answer["id"] == patch["answer"])
    }
}

fn draw(answer: &mut Value, patch: &Value) -> bool {
    if !patch["ended"].is_null() {
        *answer = patch["ended"].clone();
        return true;
    }
    answer["state"] = patch["state"].clone();
    answer["metrics"] = patch["metrics"].clone();
    let segment = &patch["segment"];
    let Some(index) = segment["index"].as_u64() else {
        return true;
    };
    let segments = answer["segments"].as_array_mut().expect("a list");
    let Some(held) = usize::try_from(index).ok().and_then(|index| segments.get_mut(index)) else {
        return false;
    };
    if !segment["images"].is_null() {
        held["images"] = segment["images"].clone();
    }
    replace(&mut held["blocks"], &segment["text"]) && replace(&mut held["reasoning"], &segment["reasoning"])
}

/// A block's shell, then its parts.
fn html(block: &Value) -> String {
    let parts = block["parts"].as_array().into_iter().flatten();
    std::iter::once(&block["shell"])
        .chain(parts)
        .filter_map(Value::as_str)
        .collect()
}

fn replace(held: &mut Value, patch: &Value) -> bool {
    let Some(mut keep) = index(&patch["keep"]) else {
        return true;
    };
    let held = held.as_array_mut().expect("a list");
    if let Some(parts) = index(&patch["keep_parts"]) {
        let Some(grown) = held.get_mut(keep).and_then(|block| block["parts"].as_array_mut()) else {
            return false;
        };
        if grown.len() < parts {
            return false;
        }
        grown.truncate(parts);
        grown.extend(patch["parts"].as_array().expect("a list").iter().cloned());
        keep += 1;
    }
    if held.len() < keep {
        return false;
    }
    held.truncate(keep);
    held.extend(patch["blocks"].as_array().expect("a list").iter().cloned());
    true
}

fn index(count: &Value) -> Option<usize> {
    usize::try_from(count.as_u64()?).ok()
}
