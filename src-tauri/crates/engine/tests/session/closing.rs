//! Closing and opening again: everything the person had is there.

use chat::AnswerState::{Done, Incomplete, Stopped};
use demo::{Reply, Script, Step};
use engine::view::{KeyInput, Theme};

use crate::common::{Asking, Code, Page, TestApp, command, form, gated, known, last, run, server, text_of};

fn thinking() -> Reply {
    Reply::stream([
        Step::reasoning("Let me see."),
        Step::text("**Four**"),
        Step::finish("stop"),
        Step::Usage(7, 3),
        Step::Done,
    ])
}

#[test]
fn everything_is_there_after_reopening() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(
            Script::new()
                .models(["a", "b"])
                .answer("a", thinking())
                .answer("b", Reply::answer("4")),
        );
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["a", "b"]).await;
        engine.prompt(&talk, "Two and two?").await;
        engine.settled(talk.id).await;
        engine.models(true).await.expect("lists");
        engine
            .rename_conversation(command(), talk.id, "Sums".into())
            .await
            .expect("renamed");
        engine
            .save_draft(talk.id, "And three?\n 日本".into())
            .await
            .expect("kept");
        engine.select_tab(talk.id, talk.tabs[1].id).await.expect("kept");
        engine.save_scroll(talk.id, Some(123.5)).await.expect("kept");
        engine.set_theme(Theme::Dark).await.expect("kept");
        let other = engine.talk(endpoint, &["b"]).await;
        let before = serde_json::to_value(engine.open_conversation(talk.id).await.expect("open")).expect("JSON");
        let rows = engine.list_conversations().await.expect("a list");
        engine.close().await;

        let engine = app.open().await;
        let boot = engine.boot().await.expect("booted");
        assert_eq!((&boot.conversations, boot.demo), (&rows, false));
        assert!(
            serde_json::to_string(&boot).expect("JSON").contains("\"dark\""),
            "the theme"
        );
        assert_eq!(
            boot.conversations.iter().map(|row| row.id).collect::<Vec<_>>(),
            [other.id, talk.id]
        );
        let open = boot.open.expect("the conversation shown last");
        assert_eq!((open.draft.as_str(), open.scroll), ("And three?\n 日本", Some(123.5)));
        assert_eq!((open.selected, open.title.as_str()), (Some(talk.tabs[1].id), "Sums"));
        assert_eq!(serde_json::to_value(open).expect("JSON"), before);
        // The lists are a local copy: no server is asked.
        drop(server);
        let models = engine.models(false).await.expect("lists");
        assert_eq!(
            models.rows.iter().map(|row| row.model.as_str()).collect::<Vec<_>>(),
            ["a", "b"]
        );
        let listed = &engine.list_endpoints().await.expect("a list")[0];
        assert_eq!((listed.id, listed.models), (endpoint, Some(2)));
        // And still the copy when a fresh one was wanted and nobody answers.
        assert_eq!(engine.models(true).await.expect("lists").rows.len(), 2);
    });
}

#[test]
fn a_sent_prompt_empties_the_draft() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", Reply::answer("Yes.")));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.save_draft(talk.id, "Well?".into()).await.expect("kept");
        engine.prompt(&talk, "Well?").await;
        assert_eq!(engine.settled(talk.id).await.draft, "");
    });
}

#[test]
fn closing_in_mid_answer_ends_the_request_and_keeps_every_character() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let mut running = gated("So far so good", "never", "");
        running.steps.insert(0, Step::reasoning("Thinking."));
        let server = server(Script::new().answer("m", running));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&talk, "Go").await[0];
        let queued = engine.prompt(&talk, "Next").await[0];
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| page.text(asked).contains("good")).await;
        engine.close().await;
        server.closed(0).await;

        let engine = app.open().await;
        let talk = engine.open_conversation(talk.id).await.expect("open");
        let first = &talk.tabs[0].entries[0].answer;
        assert_eq!(
            (first.code(), text_of(first)),
            ((Incomplete, Some("cut_off")), "So far so good".to_owned())
        );
        assert!(first.segments[0].reasoning[0].shell.contains("Thinking."));
        assert_eq!(
            first.failure.as_ref().expect("a failure").details["cause"],
            "process_ended"
        );
        let second = &last(&talk.tabs[0]).answer;
        assert_eq!((second.id, second.code()), (queued, (Stopped, None)));
        assert!(!engine.list_conversations().await.expect("a list")[0].running);
        assert_eq!(server.requests().len(), 1);
    });
}

#[test]
fn a_second_window_on_the_folder_is_refused_and_the_first_untouched() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let options = engine::Options {
            folder: app.folder().to_owned(),
            exclusive: true,
            demo_only: false,
            key: None,
            demo: crate::common::offline_demo(),
        };
        let refused = engine::Engine::open_with(options, app.keyring.clone())
            .await
            .err()
            .expect("refused");
        assert_eq!(
            (refused.code.as_str(), refused.details["cause"].as_str()),
            ("storage_failed", "locked")
        );
        assert!(
            engine
                .add_endpoint(form("http://127.0.0.1:9/v1", KeyInput::None))
                .await
                .is_ok()
        );
        engine.close().await;
        app.open().await;
    });
}

#[test]
fn the_demo_answers_without_network_and_stays_where_it_was() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let (one, two) = tokio::join!(engine.start_demo(command()), engine.start_demo(command()));
        let (one, two) = (one.expect("started"), two.expect("started"));
        assert_eq!(engine.list_endpoints().await.expect("a list").len(), 1, "one demo");
        assert_eq!(one.tabs.len(), demo::DEMO_MODELS.len());
        assert!(one.tabs.iter().chain(&two.tabs).all(|tab| tab.demo));
        let brief = one.tabs.iter().find(|tab| tab.model == "demo-brief").expect("a tab").id;
        engine
            .send(command(), one.id, "Hello".into(), vec![brief])
            .await
            .expect("sent");
        let end = engine.settled(one.id).await;
        let asked = end.tabs.iter().find(|tab| tab.id == brief).expect("a tab");
        assert_eq!(last(asked).answer.code(), (Incomplete, Some("cut_off")));
        engine
            .continue_answer(command(), last(asked).answer.id)
            .await
            .expect("continued");
        let end = engine.settled(one.id).await;
        assert!(answers_of(&end).contains(&Done));
        engine.close().await;
        let engine = app.open().await;
        assert!(engine.start_demo(command()).await.is_ok());
        assert_eq!(engine.list_endpoints().await.expect("a list").len(), 1);
    });
}

fn answers_of(talk: &engine::view::ConversationView) -> Vec<chat::AnswerState> {
    let asked = talk.tabs.iter().filter(|tab| !tab.entries.is_empty());
    asked.map(|tab| last(tab).answer.state).collect()
}

#[test]
fn the_demo_window_opens_on_its_three_models() {
    run(async {
        let app = TestApp::new();
        let options = engine::Options {
            folder: app.folder().to_owned(),
            exclusive: true,
            demo_only: true,
            key: None,
            demo: crate::common::offline_demo(),
        };
        let engine = engine::Engine::open_with(options, app.keyring.clone())
            .await
            .expect("opened");
        let boot = engine.boot().await.expect("booted");
        assert!(boot.demo && boot.open.is_some_and(|open| open.tabs.len() == 3));
        assert_eq!(engine.boot().await.expect("booted").conversations.len(), 1);
    });
}
