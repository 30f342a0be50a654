//! What was sent with files: a call with its body in a file, and what becomes of it without them.

use std::{
    process::Command,
    sync::{Arc, Mutex},
};

use chat::{AnswerId, ImageHash};
use engine::{
    Engine, Given, Picked,
    view::{ConversationView, SentCopy},
};

use super::{Caught, HOSTILE, KEY, attempts, catcher};
use crate::common::{Asking, TestApp, command, form, reason, run, typed};

/// A picture that no compression makes small.
fn noise() -> Vec<u8> {
    let mut state = 1_u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let picture = image::RgbImage::from_fn(60, 60, |_, _| image::Rgb([byte(), byte(), byte()]));
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    png.into_inner()
}

/// A conversation with one model at a server that takes down what comes.
async fn begun(app: &TestApp) -> (Engine, ConversationView, Arc<Mutex<Vec<Caught>>>) {
    let engine = app.open().await;
    let (url, caught) = catcher();
    let endpoint = engine.add_endpoint(form(&url, typed(KEY))).await.expect("added");
    let talk = engine.talk(endpoint.id, &["a"]).await;
    (engine, talk, caught)
}

/// Attaches a file to what is typed.
async fn attached(engine: &Engine, talk: &ConversationView, name: &str, bytes: Vec<u8>) -> ImageHash {
    let given = Given::File(name.into(), bytes);
    engine.attach(command(), talk.id, given).await.expect("attached").hash
}

/// Asks with these files, and waits until that is answered.
async fn asked_with(engine: &Engine, talk: &ConversationView, prompt: &str, files: Vec<ImageHash>) -> AnswerId {
    let tabs = vec![talk.tabs[0].id];
    let picked = Picked {
        files,
        unseen_by: Vec::new(),
    };
    let sent = engine
        .send_with(command(), talk.id, prompt.into(), tabs, picked, false)
        .await;
    let answer = sent.expect("sent").entries[0].entry.answer.id;
    engine.settled(talk.id).await;
    answer
}

#[test]
fn a_request_with_files_is_copied_with_its_body_in_a_file_and_sends_the_same_bytes() {
    run(async {
        let app = TestApp::new();
        let (engine, talk, caught) = begun(&app).await;
        let text = format!("{HOSTILE}\n").replace('\u{0}', "").repeat(5_000);
        let files = vec![
            attached(&engine, &talk, "sea.png", noise()).await,
            attached(&engine, &talk, "it's long.txt", text.into()).await,
        ];
        let answer = asked_with(&engine, &talk, HOSTILE, files).await;
        let (_, sent) = caught.lock().expect("the list").pop().expect("a request");
        let attempt = attempts(&engine, answer).await.remove(0);
        assert_eq!(
            (attempt.copy, attempt.exchange.request.body.abbreviated),
            (SentCopy::File, 2)
        );
        let folder = app.folder().join("it's here");
        std::fs::create_dir(&folder).expect("a folder");
        let made = engine.sent_as_curl_in(answer, 0, folder.clone()).await.expect("whole");
        let file = made.file.expect("a file");
        assert!(std::fs::read(&file).expect("the file") == sent, "the file is the body");
        assert!(
            made.call.contains("$JUXTA_API_KEY") && made.call.len() < 1_000,
            "{}",
            made.call
        );
        let mut shell = Command::new("sh");
        let done = shell
            .args(["-c", &made.call])
            .env("JUXTA_API_KEY", KEY)
            .output()
            .expect("sh");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let (head, again) = caught.lock().expect("the list").pop().expect("a second request");
        assert!(sent == again && head.contains(&format!("authorization: bearer {KEY}")));

        let saved = engine.save_sent_in(answer, 0, folder).await.expect("saved");
        let shown: serde_json::Value = serde_json::from_slice(&std::fs::read(saved).expect("a file")).expect("JSON");
        assert_eq!(shown, serde_json::to_value(&attempt.exchange).expect("JSON"));
        engine.close().await;
        assert!(!app.holds(KEY));
    });
}

#[test]
fn a_call_is_refused_where_a_file_that_went_is_gone() {
    run(async {
        let app = TestApp::new();
        let (engine, talk, _caught) = begun(&app).await;
        let file = attached(&engine, &talk, "sea.png", noise()).await;
        let answer = asked_with(&engine, &talk, "See?", vec![file]).await;
        let media = app.folder().join("media").join(file.to_string());
        std::fs::write(media, "another picture").expect("written");
        let folder = app.folder().to_owned();
        let refused = engine
            .sent_as_curl_in(answer, 0, folder.clone())
            .await
            .expect_err("refused");
        assert_eq!(reason(&refused), "file_gone");
        assert_eq!(
            reason(&engine.sent_as_curl_in(answer, 7, folder).await.expect_err("none")),
            "not_kept_whole"
        );
    });
}
