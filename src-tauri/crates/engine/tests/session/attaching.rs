//! Files that go with a prompt: kept with the draft, sent with it and after it, gone with their conversation.

use chat::{Attachment, AttachmentKind, Parameters};
use demo::{Reply, Script};
use engine::{AskEvent, AskRequest, Engine, Given, Picked, Question, make_ready, view::ConversationView};
use serde_json::{Value, json};

use crate::common::{Asking, TestApp, answers, command, known, run, server};

const NOTES: &str = "# canary-7f3a91\n";

/// One red pixel.
const PNG: [u8; 70] = *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\xda\x63\xfc\xcf\xc0P\x0f\0\x04\x85\x01\x80\x84\xa9\x8c\x21\0\0\0\0IEND\xaeB\x60\x82";

fn notes() -> Given {
    Given::File("/home/me/notes.md".into(), NOTES.into())
}

fn picture() -> Given {
    Given::File("dot.png".into(), PNG.into())
}

async fn attach(engine: &Engine, talk: &ConversationView, given: Given) -> Attachment {
    engine.attach(command(), talk.id, given).await.expect("attached")
}

fn block() -> String {
    format!("<file name=\"notes.md\">\n{NOTES}</file>")
}

/// What the first message of the newest request says.
fn first_said(server: &demo::Server) -> Value {
    server.requests().pop().expect("a request").json["messages"][0]["content"].clone()
}

#[test]
fn a_drafts_files_outlive_the_process_and_go_with_every_request_from_then_on() {
    run(async {
        let app = TestApp::new();
        let server = server(Script::new().answer("m", Reply::answer("Yes.")));
        let (talk, given) = {
            let engine = app.open().await;
            let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
            let (notes, dot) = (
                attach(&engine, &talk, notes()).await,
                attach(&engine, &talk, picture()).await,
            );
            engine.close().await;
            (talk, [notes, dot])
        };
        let engine = app.open().await;
        let view = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(view.attachments, given);
        let picked = Picked {
            files: vec![given[1].hash, given[0].hash],
            unseen_by: Vec::new(),
        };
        let tabs = vec![view.tabs[0].id];
        let sent = engine
            .send_with(command(), talk.id, "What is this?".into(), tabs, picked, false)
            .await;
        assert_eq!(
            sent.expect("sent").entries[0].entry.attachments,
            [given[1].clone(), given[0].clone()]
        );
        let end = engine.settled(talk.id).await;
        assert!(end.attachments.is_empty(), "they are no draft's any more");
        let said = first_said(&server);
        let url = said[0]["image_url"]["url"].as_str().expect("a picture");
        assert!(url.starts_with("data:image/png;base64,"));
        assert_eq!(
            said[1],
            json!({"type": "text", "text": format!("{}\n\nWhat is this?", block())})
        );

        engine.prompt(&end, "Sure?").await;
        engine.settled(talk.id).await;
        assert_eq!(first_said(&server), said, "the same again");
        engine.delete_conversation(command(), talk.id).await.expect("deleted");
        assert!(!app.holds(NOTES), "no byte of it is left");
    });
}

#[test]
fn a_tab_that_cannot_see_gets_the_rest() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("m", Reply::answer("Yes."))
            .answer("blind", Reply::answer("No."));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["m", "blind"]).await;
        let (notes, dot) = (
            attach(&engine, &talk, notes()).await,
            attach(&engine, &talk, picture()).await,
        );
        let tabs: Vec<_> = talk.tabs.iter().map(|tab| tab.id).collect();
        let picked = Picked {
            files: vec![notes.hash, dot.hash],
            unseen_by: vec![tabs[1]],
        };
        let sent = engine
            .send_with(command(), talk.id, "Hm?".into(), tabs, picked, false)
            .await
            .expect("sent");
        let unseen: Vec<bool> = sent.entries.iter().map(|new| new.entry.unseen).collect();
        assert_eq!(unseen, [false, true]);
        engine.settled(talk.id).await;
        let requests = server.requests();
        let said = |model: &str| {
            let one = requests
                .iter()
                .find(|request| request.json["model"] == model)
                .expect("asked");
            one.json["messages"][0]["content"].clone()
        };
        assert!(said("m").is_array());
        assert_eq!(said("blind"), format!("{}\n\nHm?", block()));
    });
}

#[test]
fn a_file_is_added_once_however_often_it_is_handed_over() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let once = command();
        let (first, second) = tokio::join!(
            engine.attach(once, talk.id, notes()),
            engine.attach(once, talk.id, notes())
        );
        assert_eq!(first.expect("attached"), second.expect("attached"));
        let again = attach(&engine, &talk, notes()).await;
        assert_eq!(
            (again.name.as_str(), again.kind.clone()),
            ("notes.md", AttachmentKind::Text)
        );
        let view = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(view.attachments, std::slice::from_ref(&again));
        assert_eq!(
            engine.attachment_text(talk.id, again.hash).await.expect("a text"),
            NOTES
        );
        engine.detach(talk.id, again.hash).await.expect("gone");
        let view = engine.open_conversation(talk.id).await.expect("open");
        assert!(view.attachments.is_empty() && !app.holds(NOTES));
    });
}

#[test]
fn nobody_is_asked_about_a_file_that_is_not_there() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let notes = attach(&engine, &talk, notes()).await;
        let picked = || Picked {
            files: vec![notes.hash],
            unseen_by: Vec::new(),
        };
        let tabs = vec![talk.tabs[0].id];
        std::fs::remove_file(app.folder().join("media").join(notes.hash.to_string())).expect("a file");
        let sent = engine
            .send_with(command(), talk.id, "Hm?".into(), tabs.clone(), picked(), false)
            .await;
        sent.expect("sent");
        let end = engine.settled(talk.id).await;
        let failure = answers(&end)[0].failure.clone().expect("a failure");
        assert_eq!(failure.details["cause"], "attachment_missing");
        let again = engine
            .send_with(command(), talk.id, "Hm?".into(), tabs, picked(), false)
            .await;
        assert!(again.is_err(), "it is no draft's");
        assert!(server.requests().is_empty());
    });
}

#[test]
fn a_consoles_files_are_written_only_where_the_conversation_is_kept() {
    run(async {
        let app = TestApp::new();
        let engine = app.open_beside().await;
        let server = server(Script::new().answer("m", Reply::answer("Yes.")));
        let endpoint = known(&engine, &server).await;
        for save in [false, true] {
            let question = Question {
                endpoint,
                model: "m".to_owned(),
                parameters: Parameters::default(),
            };
            let request = AskRequest {
                questions: vec![question],
                prompt: "Hm?".to_owned(),
                files: vec![make_ready(&notes()).expect("ready")],
                save,
                confirmed: false,
            };
            let mut asked = engine.ask(request).await.expect("asked");
            while let Some(event) = asked.next().await {
                if let AskEvent::Ended { answer, .. } = event {
                    assert_eq!(answer.text(), "Yes.");
                }
            }
            assert_eq!(first_said(&server), format!("{}\n\nHm?", block()));
            assert_eq!(app.holds(NOTES), save);
        }
    });
}
