//! Several processes on one folder: a window that streams, and consoles beside it.

use chat::AnswerState::{Done, Incomplete, Streaming};
use demo::Script;
use engine::{
    AskRequest, Engine, Question,
    view::{ConversationView, News},
};

use crate::common::{Asking, Code, Page, TestApp, answers, gated, known, run, server, text_of};

fn question(endpoint: chat::EndpointId) -> AskRequest {
    let question = Question {
        endpoint,
        model: "console".into(),
        parameters: chat::Parameters::default(),
    };
    AskRequest {
        questions: vec![question],
        prompt: "From the console".into(),
        files: Vec::new(),
        save: true,
        confirmed: false,
    }
}

/// Reads a conversation again whenever the window hears of a change, until it is as wanted.
async fn seen(
    window: &Engine,
    id: chat::ConversationId,
    wanted: impl Fn(&ConversationView) -> bool,
) -> ConversationView {
    let mut news = window.news();
    loop {
        let view = window.open_conversation(id).await.expect("a conversation");
        if wanted(&view) {
            return view;
        }
        while !matches!(news.next().await.expect("news"), News::Conversation(change) if change.id == id) {}
    }
}

#[test]
fn a_console_and_a_window_stream_side_by_side_and_neither_ends_the_others_answer() {
    run(async {
        let app = TestApp::new();
        let window = app.open().await;
        let script = Script::new()
            .answer("window", gated("In the window", "window", ", whole"))
            .answer("console", gated("In the console", "console", ", whole"));
        let server = server(script);
        let endpoint = known(&window, &server).await;
        let talk = window.talk(endpoint, &["window"]).await;
        let asked = window.prompt(&talk, "From the window").await[0];
        let mut page = Page::load(&window, "page", talk.id).await;
        page.until(&window, |page| page.text(asked).contains("In the window"))
            .await;

        let mut news = window.news();
        let console = app.open_beside().await;
        let mut answered = console.ask(question(endpoint)).await.expect("asked");
        let theirs = answered.conversation;
        // The window hears of it by itself.
        while !matches!(news.next().await.expect("news"), News::Conversations) {}
        let rows = window.list_conversations().await.expect("a list");
        assert!(rows.iter().any(|row| row.id == theirs && row.running), "{rows:?}");
        let streaming = seen(&window, theirs, |view| {
            text_of(answers(view)[0]).contains("In the console")
        })
        .await;
        assert_eq!(answers(&streaming)[0].state, Streaming);
        assert_eq!(
            window.open_conversation(talk.id).await.expect("open").tabs[0].entries[0]
                .answer
                .state,
            Streaming
        );

        window.open_conversation(theirs).await.expect("open");
        server.open("console");
        while answered.next().await.is_some() {}
        let end = seen(&window, theirs, |view| answers(view)[0].state == Done).await;
        assert_eq!(text_of(answers(&end)[0]), "In the console, whole");
        console.close().await;

        server.open("window");
        let end = window.settled(talk.id).await;
        assert_eq!(
            (answers(&end)[0].code(), text_of(answers(&end)[0])),
            ((Done, None), "In the window, whole".to_owned())
        );
    });
}

#[test]
fn the_answer_of_a_console_that_ended_is_marked_incomplete_with_its_text() {
    run(async {
        let app = TestApp::new();
        let window = app.open().await;
        let server = server(Script::new().answer("console", gated("As far as it got", "never", "")));
        let endpoint = known(&window, &server).await;
        let console = app.open_beside().await;
        let mut answered = console.ask(question(endpoint)).await.expect("asked");
        while !matches!(
            answered.next().await,
            Some(engine::AskEvent::Delta {
                delta: chat::Delta::Text(_),
                ..
            })
        ) {}
        let theirs = answered.conversation;
        seen(&window, theirs, |view| answers(view)[0].state == Streaming).await;
        console.close().await;
        let end = seen(&window, theirs, |view| answers(view)[0].state == Incomplete).await;
        assert_eq!(answers(&end)[0].code(), (Incomplete, Some("cut_off")));
        assert_eq!(text_of(answers(&end)[0]), "As far as it got");
        assert!(answers(&end)[0].can_continue);
    });
}

#[test]
fn a_conversation_deleted_in_one_process_takes_no_more_writes_in_the_other() {
    run(async {
        let app = TestApp::new();
        let window = app.open().await;
        let server = server(Script::new().answer("*", gated("Some", "gate", " more")));
        let endpoint = known(&window, &server).await;
        let talk = window.talk(endpoint, &["m"]).await;
        window.prompt(&talk, "Go").await;
        server.reached("gate").await;
        let other = app.open_beside().await;
        other
            .delete_conversation(crate::common::command(), talk.id)
            .await
            .expect("deleted");
        server.open("gate");
        server.served(0).await;
        // The next thing the person does there finds nothing to be wrong with the disk.
        window.save_draft(talk.id, "x".into()).await.expect("nothing is kept");
        assert!(window.list_conversations().await.expect("a list").is_empty());
        assert!(
            window
                .add_endpoint(crate::common::form("http://127.0.0.1:9", engine::view::KeyInput::None))
                .await
                .is_ok()
        );
    });
}
