//! The first screen waits for no server.

use demo::{Reply, Script};

use crate::common::{Asking, TestApp, known, run, server};

#[test]
fn the_first_screen_asks_no_server_and_has_what_was_shown_last() {
    run(async {
        let app = TestApp::new();
        let server = server(Script::new().models(["m"]).answer("m", Reply::answer("Yes.")));
        let engine = app.open().await;
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "Well?").await;
        engine.settled(talk.id).await;
        engine.close().await;

        let asked = server.requests().len();
        let engine = app.open().await;
        let boot = engine.boot().await.expect("a first screen");
        assert_eq!(boot.open.map(|open| open.id), Some(talk.id));
        assert_eq!(server.requests().len(), asked);
    });
}
