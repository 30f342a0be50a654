//! Tabs as in a browser, and columns out of view: what stands on the disk, and what the page is told.

use chat::{ConversationId, TabId};
use demo::{Reply, Script, Step};
use engine::{
    Engine,
    view::{ColumnsLayout, ConversationView, Layout},
};

use crate::common::{Asking, Page, Pulled, TestApp, command, known, last, reason, run, server, text_of, told};

fn models(view: &ConversationView) -> Vec<&str> {
    view.tabs.iter().map(|tab| tab.model.as_str()).collect()
}

async fn again(app: &TestApp, engine: Engine, id: ConversationId) -> (Engine, ConversationView) {
    engine.close().await;
    let engine = app.open().await;
    let view = engine.open_conversation(id).await.expect("open");
    (engine, view)
}

#[test]
fn order_names_and_closed_tabs_outlive_the_process() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let talk = engine.talk(known(&engine, &server).await, &["a", "b", "c", "d"]).await;
        let [a, b, c, d]: [TabId; 4] = std::array::from_fn(|at| talk.tabs[at].id);
        let moved = engine.move_tab(command(), talk.id, d, 0).await.expect("moved");
        let order: Vec<TabId> = moved.tabs.iter().map(|tab| tab.id).collect();
        assert_eq!(order, [d, a, b, c]);
        engine.close_tab(command(), talk.id, c).await.expect("closed");
        engine.close_tab(command(), talk.id, a).await.expect("closed");
        let name = " The\nstrict one ".to_owned();
        engine.rename_tab(command(), talk.id, b, name).await.expect("named");
        let (engine, view) = again(&app, engine, talk.id).await;
        assert_eq!((models(&view), view.closed_tabs), (vec!["d", "b"], 2));
        assert_eq!(view.tabs[1].name.as_deref(), Some("The strict one"));
        let opened = engine.reopen_tab(command(), talk.id).await.expect("opened");
        assert_eq!((models(&opened), opened.selected), (vec!["d", "a", "b"], Some(a)));
        let (engine, _) = again(&app, engine, talk.id).await;
        let opened = engine.reopen_tab(command(), talk.id).await.expect("opened");
        assert_eq!((models(&opened), opened.closed_tabs), (vec!["d", "a", "b", "c"], 0));
        let none = engine.reopen_tab(command(), talk.id).await.expect_err("none is closed");
        assert_eq!(reason(&none), "unknown");
        let copy = engine.duplicate_tab(command(), talk.id, a).await.expect("doubled");
        let (_, view) = again(&app, engine, talk.id).await;
        assert_eq!(
            models(&view),
            ["d", "a", "a", "b", "c"],
            "a copy stands behind its original"
        );
        assert_eq!((view.selected, view.tabs[2].twin), (copy.selected, Some(2)));
    });
}

#[test]
fn a_double_shows_what_the_original_has_and_says_where_it_was_asked() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("m", Reply::answer("Yes.")));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        engine.settled(talk.id).await;
        let view = engine
            .duplicate_tab(command(), talk.id, talk.tabs[0].id)
            .await
            .expect("doubled");
        let [original, double] = [0, 1].map(|at: usize| last(&view.tabs[at]));
        assert_eq!(original.answer.id, double.answer.id);
        assert_eq!(
            (text_of(&double.answer).as_str(), double.from),
            ("Yes.", Some(talk.tabs[0].id))
        );
    });
}

#[test]
fn no_more_than_24_tabs_are_open() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["m"; 24]).await;
        let tab = talk.tabs[0].id;
        let full = engine.duplicate_tab(command(), talk.id, tab).await.expect_err("full");
        assert_eq!(reason(&full), "too_many_tabs");
    });
}

#[test]
fn a_tab_that_came_later_asks_the_earlier_prompts_with_its_own_answers_and_nothing_of_anybody_elses() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = ["One.", "Two."].iter().fold(Script::new(), |script, text| {
            script
                .answer("first", Reply::answer(text))
                .answer("late", Reply::answer(&text.to_uppercase()))
        });
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["first"]).await;
        for prompt in ["1?", "2?"] {
            engine.prompt(&talk, prompt).await;
            engine.settled(talk.id).await;
        }
        let model = engine::view::ModelRef {
            endpoint,
            model: "late".to_owned(),
        };
        let view = engine.add_tab(command(), talk.id, model).await.expect("added");
        let (first, late) = (view.tabs[0].id, view.tabs[1].id);
        engine
            .replay_tab(command(), talk.id, late, first)
            .await
            .expect("replays");
        let end = engine.settled(talk.id).await;
        assert_eq!(text_of(&last(&end.tabs[1]).answer), "TWO.");
        let contents: Vec<Vec<String>> = told(&server, "late")
            .iter()
            .map(|body| {
                let messages = body["messages"].as_array().expect("a list").iter();
                messages
                    .map(|message| message["content"].as_str().unwrap_or_default().to_owned())
                    .collect()
            })
            .collect();
        assert_eq!(contents, [vec!["1?"], vec!["1?", "ONE.", "2?"]]);
        let turns = |at: usize| end.tabs[at].entries.iter().map(|entry| entry.turn).collect::<Vec<_>>();
        assert_eq!(turns(0), turns(1), "so that columns show them beside each other");
        let twice = engine
            .replay_tab(command(), talk.id, late, first)
            .await
            .expect_err("it has a history");
        assert_eq!(reason(&twice), "has_history");
    });
}

#[test]
fn how_columns_are_read_is_remembered_for_each_conversation_and_goes_with_it() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let endpoint = known(&engine, &server).await;
        let (one, two) = (
            engine.talk(endpoint, &["a", "b"]).await,
            engine.talk(endpoint, &["a", "b"]).await,
        );
        assert_eq!(one.columns, ColumnsLayout::default());
        let look = ColumnsLayout {
            linked: false,
            alone: true,
        };
        engine.set_columns(one.id, look).await.expect("kept");
        let (engine, view) = again(&app, engine, one.id).await;
        let other = engine.open_conversation(two.id).await.expect("open");
        assert_eq!((view.columns, other.columns), (look, ColumnsLayout::default()));
        engine.delete_conversation(command(), one.id).await.expect("deleted");
        let database = rusqlite::Connection::open(app.folder().join("juxta.sqlite3")).expect("open");
        let left = "SELECT count(*) FROM settings WHERE key LIKE 'columns.%'";
        let left: i64 = database.query_row(left, [], |row| row.get(0)).expect("a count");
        assert_eq!(left, 0, "nothing is left of it");
    });
}

#[test]
fn of_columns_out_of_view_no_text_is_lost() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let flood = Reply::stream([Step::flood(300, 0), Step::finish("stop"), Step::Done]);
        let server = server(Script::new().answer("*", flood));
        let talk = engine.talk(known(&engine, &server).await, &["m"; 24]).await;
        engine.set_layout(talk.id, Layout::Columns).await.expect("kept");
        engine.prompt(&talk, "Go").await;
        let mut page = Page::load(&engine, "page", talk.id).await;
        let view = |tabs: std::ops::Range<usize>| talk.tabs[tabs].iter().map(|tab| tab.id).collect();
        engine.set_in_view(talk.id, view(0..3)).await.expect("seen");
        let mut frames = 0;
        while page.pull(&engine).await != (Pulled::Frame { running: false }) {
            frames += 1;
            if frames % 5 == 0 {
                let from = frames % 21;
                engine.set_in_view(talk.id, view(from..from + 3)).await.expect("seen");
            }
        }
        assert_eq!(page.resyncs, 0);
        let end = serde_json::to_value(engine.settled(talk.id).await).expect("JSON");
        assert_eq!(page.shown["tabs"], end["tabs"]);
        assert!(end["tabs"].to_string().matches("word").count() >= 24 * 300);
    });
}
