//! Frames: a page that applies them holds what a snapshot would show, whatever comes between.

use std::collections::VecDeque;

use chat::{AnswerId, ConversationId};
use demo::{Reply, Script, Server, Step};
use engine::{Engine, view::Layout};
use serde_json::Value;

use crate::common::{Asking, House, Page, Pulled, command, known, run, server};

/// What the models write, piece by piece: markdown whose blocks open, grow, seal and change afterwards.
const PIECES: [&str; 16] = [
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
struct Dice(u64);

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
struct Writing {
    model: &'static str,
    answer: AnswerId,
    left: VecDeque<(usize, &'static str)>,
    said: String,
}

/// Two models writing under the eyes of pages that come and go.
struct Stage {
    engine: Engine,
    server: Server,
    talk: ConversationId,
    other: ConversationId,
    writing: Vec<Writing>,
    page: Page,
    pages: u32,
    /// Something came since the last frame.
    fresh: bool,
    /// The page missed a frame and is not told yet.
    behind: bool,
    /// The page has asked for a frame; before that, reading is all it takes to miss nothing.
    called: bool,
}

impl Stage {
    async fn new(house: &House) -> Self {
        let engine = house.open().await;
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
    async fn write(&mut self, which: u64) -> bool {
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

    async fn pull(&mut self) {
        self.page.pull(&self.engine).await;
        (self.fresh, self.behind, self.called) = (false, false, true);
        self.compare().await;
    }

    async fn read(&mut self) {
        self.page.read(&self.engine, self.talk).await;
        self.behind &= self.called;
    }

    /// A frame that never arrives.
    async fn lose(&mut self) {
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
    async fn change_page(&mut self, last_gasp: bool) {
        self.pages += 1;
        let new = Page::load(&self.engine, &format!("page {}", self.pages), self.talk).await;
        let old = std::mem::replace(&mut self.page, new);
        (self.behind, self.called) = (false, false);
        if last_gasp && self.write(u64::from(self.pages)).await {
            old.lose(&self.engine).await;
            (self.fresh, self.behind) = (false, true);
        }
    }

    async fn act(&mut self, dice: &mut Dice) {
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

    async fn end(&mut self) {
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

#[test]
fn frames_and_snapshots_in_any_order_leave_the_page_with_what_is_there() {
    let play = |seed: u64| {
        run(async {
            let house = House::new();
            let mut stage = Stage::new(&house).await;
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ seed);
            for _ in 0..60 {
                stage.act(&mut dice).await;
            }
            stage.end().await;
        });
    };
    // Side by side: they mostly wait for the next frame to be due.
    std::thread::scope(|scope| {
        for seed in 1..=12 {
            scope.spawn(move || play(seed));
        }
    });
}

#[test]
fn a_page_that_takes_every_frame_never_reads_again() {
    run(async {
        let house = House::new();
        let mut stage = Stage::new(&house).await;
        for turn in 0..2 * PIECES.len() {
            stage.write(turn as u64).await;
            stage.pull().await;
        }
        stage.end().await;
        assert_eq!(stage.page.resyncs, 0);
    });
}

#[test]
fn a_lost_frame_makes_the_page_read_again_once() {
    run(async {
        let house = House::new();
        let mut stage = Stage::new(&house).await;
        stage.write(0).await;
        stage.pull().await;
        stage.write(0).await;
        let lost = stage.page.lose(&stage.engine).await;
        let written = stage.writing[0].answer.to_string();
        let lost = lost["answers"].as_array().expect("a list");
        assert!(
            lost.iter()
                .any(|patch| patch["answer"] == written && patch["segment"] != Value::Null)
        );
        stage.pull().await;
        assert_eq!(stage.page.resyncs, 1);
        stage.end().await;
        assert_eq!(stage.page.resyncs, 1);
    });
}

#[test]
fn a_hidden_page_costs_nothing_and_gets_everything_in_one_frame() {
    run(async {
        let house = House::new();
        let mut stage = Stage::new(&house).await;
        stage.pull().await;
        for _ in 0..PIECES.len() {
            stage.write(0).await;
            stage.write(1).await;
        }
        stage.pull().await;
        assert_eq!(stage.page.resyncs, 0);
        assert!(stage.page.text(stage.writing[1].answer).contains("日本語"));
    });
}

#[test]
fn a_new_page_releases_the_held_call_of_the_one_before() {
    run(async {
        let house = House::new();
        let mut stage = Stage::new(&house).await;
        stage.pull().await;
        let held = tokio::spawn({
            let engine = stage.engine.clone();
            let mut page = Page::load(&engine, "page 0", stage.talk).await;
            // Its cursor is that of a page that has missed nothing.
            page.pull(&engine).await;
            async move { page.pull(&engine).await }
        });
        stage.change_page(false).await;
        let new = tokio::spawn({
            let engine = stage.engine.clone();
            async move {
                let body = engine.next_frame("page 1", 0).await;
                assert!(!body.is_empty());
            }
        });
        assert_eq!(held.await.expect("joined"), Pulled::Released);
        stage.write(0).await;
        new.await.expect("joined");
        // The page before is released at once, whatever it asks.
        assert!(stage.engine.next_frame("page 0", 7).await.is_empty());
    });
}

#[test]
fn a_fast_stream_is_drawn_whole_by_a_page_that_only_pulls() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
        let flood = Reply::stream([Step::flood(800, 0), Step::finish("stop"), Step::Done]);
        let server = server(Script::new().answer("*", flood));
        let talk = engine.talk(known(&engine, &server).await, &["a", "b", "c"]).await;
        engine.prompt(&talk, "Go").await;
        let mut page = Page::load(&engine, "page", talk.id).await;
        while page.pull(&engine).await != (Pulled::Frame { running: false }) {}
        assert_eq!(page.resyncs, 0);
        let end = serde_json::to_value(engine.settled(talk.id).await).expect("JSON");
        assert_eq!(page.shown["tabs"], end["tabs"]);
        let text = end["tabs"][2]["entries"][0]["answer"]["segments"][0]["blocks"].to_string();
        assert_eq!(text.matches("word").count(), 800);
    });
}

#[test]
fn a_second_turn_and_a_continued_answer_arrive_by_frames_too() {
    run(async {
        let house = House::new();
        let engine = house.open().await;
        let cut = Reply::stream([Step::text("One "), Step::Close]);
        let rest = Reply::stream([
            Step::gate("go"),
            Step::text("two "),
            Step::gate("end"),
            Step::finish("stop"),
            Step::Done,
        ]);
        let server = server(Script::new().answer("m", cut).answer("m", rest));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Count").await[0];
        let mut page = Page::load(&engine, "page", talk.id).await;
        while page.pull(&engine).await != (Pulled::Frame { running: false }) {}
        assert_eq!(page.answers()[0]["state"], "incomplete");
        engine.continue_answer(command(), asked).await.expect("continued");
        page.pull(&engine).await;
        assert_eq!(page.answers()[0]["segments"].as_array().map(Vec::len), Some(2));
        server.open("go");
        page.until(&engine, |page| page.text(asked).contains("two")).await;
        server.open("end");
        while page.pull(&engine).await != (Pulled::Frame { running: false }) {}
        assert_eq!((page.answers()[0]["state"].as_str(), page.resyncs), (Some("done"), 0));
    });
}

#[test]
fn a_tab_that_is_not_seen_costs_no_text_until_it_is_selected() {
    run(async {
        let house = House::new();
        let mut stage = Stage::new(&house).await;
        let shown = stage.engine.open_conversation(stage.talk).await.expect("open");
        let [a, b] = [shown.tabs[0].id, shown.tabs[1].id];
        stage.engine.set_layout(stage.talk, Layout::Tabs).await.expect("kept");
        stage.engine.select_tab(stage.talk, a).await.expect("kept");
        stage.page.pull(&stage.engine).await;
        for _ in 0..PIECES.len() {
            stage.write(0).await;
            stage.write(1).await;
            stage.page.pull(&stage.engine).await;
        }
        let hidden = stage.writing[1].answer;
        assert_eq!((stage.page.text(hidden).as_str(), stage.page.resyncs), ("", 0));
        assert_eq!(
            stage.page.answers()[1]["state"],
            "streaming",
            "its tab says so all the same"
        );
        stage.engine.select_tab(stage.talk, b).await.expect("kept");
        stage.pull().await;
        assert_eq!(stage.page.resyncs, 0);
        assert!(stage.page.text(hidden).contains("日本語"));
        // And the same for a switch to columns.
        stage.engine.select_tab(stage.talk, a).await.expect("kept");
        stage
            .engine
            .set_layout(stage.talk, Layout::Columns)
            .await
            .expect("kept");
        stage.end().await;
        assert_eq!(stage.page.resyncs, 0);
    });
}
