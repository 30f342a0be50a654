//! Frames: a page that applies them holds what a snapshot would show, whatever comes between.

mod stage;

use demo::{Reply, Script, Step};
use engine::view::Layout;
use serde_json::Value;

use crate::common::{Asking, Page, Pulled, TestApp, command, known, run, server};
use stage::{Dice, PIECES, Stage};

#[test]
fn frames_and_snapshots_in_any_order_leave_the_page_with_what_is_there() {
    let play = |seed: u64| {
        run(async {
            let app = TestApp::new();
            let mut stage = Stage::new(&app).await;
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
        let app = TestApp::new();
        let mut stage = Stage::new(&app).await;
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
        let app = TestApp::new();
        let mut stage = Stage::new(&app).await;
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
        let app = TestApp::new();
        let mut stage = Stage::new(&app).await;
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
        let app = TestApp::new();
        let mut stage = Stage::new(&app).await;
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
        let app = TestApp::new();
        let engine = app.open().await;
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
        let app = TestApp::new();
        let engine = app.open().await;
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
        let app = TestApp::new();
        let mut stage = Stage::new(&app).await;
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
