//! The disk fails while something runs: it is said, everything goes on in memory, and is saved when it works again.
//!
//! The database is made to refuse writes by triggers that a second connection installs: at once, and only those tables.

use std::path::Path;

use chat::AnswerState::{Done, Streaming};
use demo::{Reply, Script, Step};
use engine::{
    Engine,
    view::{ConversationView, News},
};
use rusqlite::Connection;

use crate::common::{Asking, Code, Page, TestApp, answers, command, known, run, server, text_of};

/// Every table a conversation is written to.
const TALK: [&str; 6] = ["conversations", "tabs", "turns", "answers", "segments", "journal"];

/// A disk that takes nothing for some tables, for as long as this lives.
struct Broken {
    database: Connection,
    triggers: Vec<String>,
}

impl Broken {
    fn tables(folder: &Path, tables: &[&str]) -> Self {
        let database = Connection::open(folder.join("juxta.sqlite3")).expect("the database");
        let each = tables.iter().flat_map(|table| [("INSERT", table), ("UPDATE", table)]);
        let mut triggers = Vec::new();
        for (act, table) in each {
            let name = format!("refuse_{act}_{table}");
            let sql =
                format!("CREATE TRIGGER {name} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, 'no room'); END");
            database.execute_batch(&sql).expect("a trigger");
            triggers.push(name);
        }
        Self { database, triggers }
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        for trigger in &self.triggers {
            self.database
                .execute_batch(&format!("DROP TRIGGER {trigger}"))
                .expect("dropped");
        }
    }
}

fn told_in_three() -> Reply {
    Reply::stream([
        Step::text("One "),
        Step::gate("two"),
        Step::text("two "),
        Step::gate("three"),
        Step::text("three"),
        Step::finish("stop"),
        Step::Done,
    ])
}

async fn until_complaint(news: &mut engine::News) {
    while news.next().await.expect("news") != News::StorageFailed {}
}

#[test]
fn a_stream_goes_on_in_memory_and_is_saved_when_the_disk_works_again() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(
            Script::new()
                .answer("m", told_in_three())
                .answer("m", Reply::answer("Fine.")),
        );
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Count").await[0];
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| page.text(asked).contains("One")).await;

        let mut news = engine.news();
        let broken = Broken::tables(app.folder(), &TALK);
        server.open("two");
        until_complaint(&mut news).await;
        page.until(&engine, |page| page.text(asked).contains("two")).await;
        server.open("three");
        while page.pull(&engine).await != (crate::common::Pulled::Frame { running: false }) {}
        let now = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(
            (answers(&now)[0].state, text_of(answers(&now)[0])),
            (Done, "One two three".to_owned())
        );
        // The person can go on meanwhile: nothing that was asked is refused for it.
        engine.prompt(&talk, "And?").await;
        engine
            .rename_conversation(command(), talk.id, "Counted".into())
            .await
            .expect("renamed");
        let row = &engine.list_conversations().await.expect("a list")[0];
        assert_eq!(
            (row.running, row.title.as_str()),
            (true, "Count"),
            "the disk has an older truth"
        );

        drop(broken);
        let end = saved(&engine, &talk).await;
        assert_eq!((end.title.as_str(), end.tabs[0].entries.len()), ("Counted", 2));
        engine.close().await;
        let engine = app.open().await;
        let end = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(engine.answer_text(asked).await.expect("text"), "One two three");
        assert_eq!(
            (answers(&end)[0].code(), text_of(answers(&end)[0])),
            ((Done, None), "Fine.".to_owned())
        );
    });
}

/// Waits until the disk holds the conversation as it ended. The engine tries again every two seconds.
async fn saved(engine: &Engine, talk: &ConversationView) -> ConversationView {
    let running = async || engine.list_conversations().await.expect("a list")[0].running;
    while running().await {
        tokio::task::yield_now().await;
    }
    engine.open_conversation(talk.id).await.expect("open")
}

#[test]
fn a_failure_is_said_once_until_it_is_made_up_for() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", Reply::answer("Yes.")));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let mut news = engine.news();
        let broken = Broken::tables(app.folder(), &TALK);
        for title in ["a", "b", "c"] {
            engine
                .rename_conversation(command(), talk.id, title.into())
                .await
                .expect("renamed");
        }
        drop(broken);
        engine
            .rename_conversation(command(), talk.id, "d".into())
            .await
            .expect("renamed");
        let broken = Broken::tables(app.folder(), &TALK);
        engine
            .rename_conversation(command(), talk.id, "e".into())
            .await
            .expect("renamed");
        // Told in the order it happened: a mark behind it all.
        engine
            .set_theme(engine::view::Theme::Dark)
            .await
            .expect("another table");
        known(&engine, &server).await;
        let mut said = Vec::new();
        loop {
            match news.next().await.expect("news") {
                News::Endpoints => break,
                News::StorageFailed => said.push("failed"),
                _ => said.push("renamed"),
            }
        }
        assert_eq!(
            said,
            [
                "failed", "renamed", "renamed", "renamed", "renamed", "failed", "renamed"
            ]
        );
        drop(broken);
    });
}

#[test]
fn closing_writes_what_could_not_be_written_before() {
    run(async {
        let app = TestApp::new();
        let engine = app.open_beside().await;
        let server = server(Script::new().answer("m", told_in_three()));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Count").await[0];
        let mut page = Page::load(&engine, "page", talk.id).await;
        let mut news = engine.news();
        let broken = Broken::tables(app.folder(), &["journal"]);
        until_complaint(&mut news).await;
        server.open("two");
        page.until(&engine, |page| page.text(asked).contains("two")).await;
        drop(broken);
        // A console tries again only now.
        engine.close().await;
        let engine = app.open().await;
        engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(engine.answer_text(asked).await.expect("text"), "One two ");
    });
}

#[test]
fn a_conversation_made_while_the_disk_is_full_is_used_and_saved_later() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("m", told_in_three()));
        let endpoint = known(&engine, &server).await;
        let all: Vec<&str> = TALK.into_iter().chain(["settings", "views"]).collect();
        let broken = Broken::tables(app.folder(), &all);
        let talk = engine.talk(endpoint, &["m"]).await;
        let asked = engine.prompt(&talk, "Count").await[0];
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| page.text(asked).contains("One")).await;
        let now = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(answers(&now)[0].state, Streaming);
        drop(broken);
        server.open("two");
        server.open("three");
        let end = engine.settled(talk.id).await;
        assert_eq!(text_of(answers(&end)[0]), "One two three");
        assert_eq!(told(&server), 1);
    });
}

fn told(server: &demo::Server) -> usize {
    server.count("/v1/chat/completions")
}

#[test]
fn a_deletion_that_fails_leaves_everything_as_it_was() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("m", told_in_three()));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "Count").await;
        server.reached("two").await;
        let database = Connection::open(app.folder().join("juxta.sqlite3")).expect("the database");
        let refuse = "CREATE TRIGGER refuse BEFORE DELETE ON conversations BEGIN SELECT RAISE(ABORT, 'no'); END";
        database.execute_batch(refuse).expect("a trigger");
        let failed = engine
            .delete_conversation(command(), talk.id)
            .await
            .expect_err("refused");
        assert_eq!(failed.code.as_str(), "storage_failed");
        database.execute_batch("DROP TRIGGER refuse").expect("dropped");
        server.open("two");
        server.open("three");
        let end = engine.settled(talk.id).await;
        assert_eq!(text_of(answers(&end)[0]), "One two three");
    });
}

#[test]
fn no_request_goes_out_before_its_prompt_is_on_the_disk() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().models(["m"]).answer("m", Reply::answer("Yes.")));
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["m"]).await;
        let database = Connection::open(app.folder().join("juxta.sqlite3")).expect("the database");
        database.execute_batch("BEGIN IMMEDIATE").expect("the write lock");
        let sending = tokio::spawn({
            let (engine, talk) = (engine.clone(), talk.clone());
            async move { engine.prompt(&talk, "Go").await }
        });
        // Several whole exchanges with the same server, which need no write.
        for _ in 0..5 {
            assert_eq!(engine.list_models(endpoint).await.expect("a list").len(), 1);
        }
        assert_eq!((told(&server), sending.is_finished()), (0, false));
        database.execute_batch("ROLLBACK").expect("let go");
        sending.await.expect("sent");
        assert_eq!(answers(&engine.settled(talk.id).await)[0].state, Done);
        assert_eq!(told(&server), 1);
    });
}
