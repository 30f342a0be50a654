//! Two models that write piece by piece under the eyes of pages that come, go and miss frames.

use std::collections::VecDeque;

use chat::{AnswerId, ConversationId};
use demo::{Reply, Script, Server, Step};
use engine::{Engine, view::Layout};
use serde_json::Value;

use crate::common::{Asking, Page, Pulled, TestApp, known, server};

/// What the models write, piece by piece: markdown whose blocks open, grow, seal and change afterwards.
pub(super) const PIECES: [&str; 16] = [
    "# Tit",
    "le\n\nA [link][a] and ",
    "**bold",
    "** text\n",
    "\n- one\n- two\n",
    "  - three\n\n",
    "```rust\nfn main() {\n",
    "    // <b>&\n",
    "}\n```\n\n",
    "| a | b |\n|---|---|\n",
    "| 1 | 2 |\n\n",
    "> quo",
    "te\n\nLast [a]",
    " paragraph\n\n[a]: https://a.example\n\n",
    "1. x\n2. y\n\n",
    "日本語 👩‍👩‍👧 *so* ",
];

/// A small generator of numbers, the same ones for the same seed.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// A model whose every piece waits at a gate of its own.
fn reply(model: &str) -> Reply {
    let piece = |(index, piece): (usize, &&str)| {
        let thought = Step::reasoning(format!("{index}. *Hm* "));
        [Step::gate(format!("{model} {index}")), thought, Step::text(*piece)]
    };
    let mut steps: Vec<Step> = PIECES.iter().enumerate().flat_map(piece).collect();
    steps.extend([Step::gate(format!("{model} end")), Step::finish("stop"), Step::Done]);
    Reply::stream(steps)
}

/// One of the two answers under way.
pub(super) struct Writing {
    model: &'static str,
    pub(super) answer: AnswerId,
    left: VecDeque<(usize, &'static str)>,
    said: String,
}

/// Two models writing under the eyes of pages that come and go.
pub(super) struct Stage {
    pub(super) engine: Engine,
    server: Server,
    pub(super) talk: ConversationId,
    other: ConversationId,
    pub(super) writing: Vec<Writing>,
    pub(super) page: Page,
    pages: u32,
    /// Something came since the last frame.
    fresh: bool,
    /// The page missed a frame and is not told yet.
    behind: bool,
    /// The page has asked for a frame; before that, reading is all it takes to miss nothing.
    called: bool,
}

impl Stage {
    pub(super) async fn new(app: &TestApp) -> Self {
        let engine = app.open().await;
        let server = server(Script::new().answer("a", reply("a")).answer("b", reply("b")));
        let endpoint = known(&engine, &server).await;
        let other = engine.talk(endpoint, &[]).await.id;
        let talk = engine.talk(endpoint, &["a", "b"]).await;
        // Side by side, so that both are seen.
        engine.set_layout(talk.id, Layout::Columns).await.expect("kept");
        let asked = engine.prompt(&talk, "Write").await;
        let writing = ["a", "b"].into_iter().zip(asked);
        let writing = writing.map(|(model, answer)| Writing {
            model,
            answer,
            left: PIECES.iter().copied().enumerate().collect(),
            said: String::new(),
        });
        Self {
            page: Page::load(&engine, "page 0", talk.id).await,
            engine,
            server,
            talk: talk.id,
            other,
            writing: writing.collect(),
            pages: 0,
            fresh: true,
            behind: false,
            called: false,
        }
    }

    /// Lets one model write its next piece and waits until the engine has it. `false` when it has none left.
    pub(super) async fn write(&mut self, which: u64) -> bool {
        let which = usize::try_from(which).expect("small") % self.writing.len();
        let writing = &mut self.writing[which];
        let Some((index, piece)) = writing.left.pop_front() else {
            return false;
        };
        writing.said.push_str(piece);
        self.server.open(&format!("{} {index}", writing.model));
        while self.engine.answer_text(writing.answer).await.expect("text") != writing.said {
            tokio::task::yield_now().await;
        }
        self.fresh = true;
        true
    }

    pub(super) async fn pull(&mut self) {
        self.page.pull(&self.engine).await;
        (self.fresh, self.behind, self.called) = (false, false, true);
        self.compare().await;
    }

    pub(super) async fn read(&mut self) {
        self.page.read(&self.engine, self.talk).await;
        self.behind &= self.called;
    }

    /// A frame that never arrives.
    pub(super) async fn lose(&mut self) {
        self.page.lose(&self.engine).await;
        (self.fresh, self.behind, self.called) = (false, true, true);
    }

    /// The page holds what a new one would be given.
    async fn compare(&self) {
        let mut fresh =
            serde_json::to_value(self.engine.open_conversation(self.talk).await.expect("open")).expect("JSON");
        let mut held = self.page.shown.clone();
        without_figures(&mut fresh);
        without_figures(&mut held);
        assert_eq!(held, fresh);
    }

    /// A new page reads; what the old one still asks for is answered to nobody.
    pub(super) async fn change_page(&mut self, last_gasp: bool) {
        self.pages += 1;
        let new = Page::load(&self.engine, &format!("page {}", self.pages), self.talk).await;
        let old = std::mem::replace(&mut self.page, new);
        (self.behind, self.called) = (false, false);
        if last_gasp && self.write(u64::from(self.pages)).await {
            old.lose(&self.engine).await;
            (self.fresh, self.behind) = (false, true);
        }
    }

    pub(super) async fn act(&mut self, dice: &mut Dice) {
        let due = self.fresh || self.behind;
        match dice.roll(16) {
            0..6 => {
                self.write(dice.roll(2)).await;
            }
            6..11 if due => self.pull().await,
            11 if due => self.lose().await,
            12 => self.read().await,
            13 => self.change_page(false).await,
            14 => self.change_page(true).await,
            15 => {
                self.engine.open_conversation(self.other).await.expect("open");
                self.write(dice.roll(2)).await;
                self.read().await;
                // Its marks went with the change of conversation; the page has read what they stood for.
                self.fresh = false;
            }
            _ => {}
        }
    }

    pub(super) async fn end(&mut self) {
        for _ in 0..2 * PIECES.len() {
            self.write(0).await;
            self.write(1).await;
        }
        for model in ["a", "b"] {
            self.server.open(&format!("{model} end"));
        }
        while self.page.pull(&self.engine).await != (Pulled::Frame { running: false }) {}
        self.compare().await;
        let ended = self.page.answers();
        assert!(
            ended
                .iter()
                .all(|answer| answer["state"] == "done" && answer["can_retry"] == true),
            "{ended:?}"
        );
    }
}

/// Durations move by themselves.
fn without_figures(view: &mut Value) {
    let tabs = view["tabs"].as_array_mut().expect("a list");
    let entries = tabs
        .iter_mut()
        .flat_map(|tab| tab["entries"].as_array_mut().expect("a list"));
    entries.for_each(|entry| entry["answer"]["metrics"] = Value::Null);
    // What it looks at the page knows by itself.
    (view["selected"], view["layout"]) = (Value::Null, Value::Null);
}
