//! Pictures from models: shown while the answer runs, kept as files with it, gone with it, and never fetched.

use chat::{AnswerState::Done, ImageHash, ImageType, Parameters};
use demo::{Reply, Script, Step};
use engine::{
    AskRequest, Question,
    view::{ImageView, News},
};
use serde_json::json;

use crate::common::{Asking, Code, Page, TestApp, answers, command, known, run, server, text_of};

/// One red pixel.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
/// The SHA-256 of its bytes.
const HASH: &str = "c414cd0e204de974f73753c7e28d7638e7b3691bb8b1a2bab6b25bb7fed7ce77";

fn hash() -> ImageHash {
    HASH.parse().expect("a hash")
}

/// One picture beside the text, in the shape most servers use.
fn picture(source: &str) -> Step {
    Step::Data(json!({"choices": [{"index": 0, "delta": {"images": [{"image_url": {"url": source}}]}}]}))
}

fn data_url() -> String {
    format!("data:image/png;base64,{PNG}")
}

fn view(alt: Option<&str>) -> ImageView {
    ImageView {
        hash: hash(),
        media_type: ImageType::Png,
        width: 1,
        height: 1,
        alt: alt.map(str::to_owned),
    }
}

/// A picture, a gate, and the end.
fn drawing() -> Reply {
    let end = [Step::gate("drawn"), Step::finish("stop"), Step::Done];
    Reply::stream([picture(&data_url())].into_iter().chain(end))
}

#[test]
fn a_picture_is_shown_while_the_answer_runs_and_is_there_after_a_restart() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("m", drawing()));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        let mut page = Page::load(&engine, "page", talk.id).await;
        engine.prompt(&talk, "Draw a dot").await;
        page.read(&engine, talk.id).await;
        page.until(&engine, |page| {
            let answer = page.answers()[0];
            answer["state"] == "streaming" && answer["segments"][0]["images"][0]["hash"] == HASH
        })
        .await;
        let (kind, bytes) = engine.media(hash()).await.expect("a picture");
        assert!(kind == ImageType::Png && bytes.starts_with(b"\x89PNG"));
        assert_eq!(engine.media(ImageHash([7; 32])).await, None);
        // The process dies here: what it had is there again.
        engine.close().await;
        drop(engine);
        let engine = app.open().await;
        let cut = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(answers(&cut)[0].segments[0].images, [view(None)]);
        assert!(engine.media(hash()).await.is_some());
        engine.delete_conversation(command(), talk.id).await.expect("deleted");
        assert_eq!(engine.media(hash()).await, None);
        assert!(!app.holds("IHDR"), "no byte of it is left");
    });
}

#[test]
fn a_picture_in_the_text_is_taken_out_of_it_and_an_answer_of_pictures_is_no_failure() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let text = format!("![A dot]({})", data_url());
        let (first, second) = text.split_at(40);
        let drawn = Reply::stream([Step::text(first), Step::text(second), Step::finish("stop"), Step::Done]);
        let script = Script::new().answer("m", drawn).answer("m", Reply::answer("Yes."));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "Draw a dot").await;
        let end = engine.settled(talk.id).await;
        let drawn = answers(&end)[0];
        assert_eq!((drawn.code(), text_of(drawn)), ((Done, None), String::new()));
        assert_eq!(drawn.segments[0].images, [view(Some("A dot"))]);
        // Requests carry no pictures yet: the turn is left out, and says so.
        engine.prompt(&end, "Is it red?").await;
        let end = engine.settled(talk.id).await;
        assert!(end.tabs[0].entries[0].left_out);
        let asked = server.requests().pop().expect("a request").json;
        assert_eq!(asked["messages"], json!([{"role": "user", "content": "Is it red?"}]));
    });
}

#[test]
fn a_picture_that_is_only_named_is_an_address_that_nobody_asks() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let trap = server(Script::new());
        let address = format!("{}/cat.png", trap.base_url());
        let named = Reply::stream([picture(&address), Step::finish("stop"), Step::Done]);
        let server = server(Script::new().answer("m", named));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "Draw a cat").await;
        let end = engine.settled(talk.id).await;
        let answer = answers(&end)[0];
        assert_eq!((answer.code(), text_of(answer)), ((Done, None), address));
        assert_eq!((answer.segments[0].images.len(), trap.requests().len()), (0, 0));
    });
}

#[test]
fn a_picture_that_cannot_be_written_is_said_and_costs_nothing_else() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        std::fs::write(app.folder().join("media"), "in the way").expect("a file");
        let mut news = engine.news();
        let end = [Step::text("There."), Step::finish("stop"), Step::Done];
        let reply = Reply::stream([picture(&data_url())].into_iter().chain(end));
        let server = server(Script::new().answer("m", reply));
        let talk = engine.talk(known(&engine, &server).await, &["m"]).await;
        engine.prompt(&talk, "Draw a dot").await;
        while news.next().await.expect("news") != News::StorageFailed {}
        let end = engine.settled(talk.id).await;
        let answer = answers(&end)[0];
        assert_eq!((answer.code(), text_of(answer)), ((Done, None), "There.".to_owned()));
        assert_eq!(answer.segments[0].images, [view(None)], "it was there");
        assert_eq!(engine.media(hash()).await, None);
    });
}

#[test]
fn an_answer_that_is_not_saved_leaves_no_picture_behind() {
    run(async {
        let app = TestApp::new();
        let engine = app.open_beside().await;
        let server = server(Script::new().answer("m", drawing()));
        server.open("drawn");
        let question = Question {
            endpoint: known(&engine, &server).await,
            model: "m".to_owned(),
            parameters: Parameters::default(),
        };
        let request = AskRequest {
            questions: vec![question],
            prompt: "Draw a dot".to_owned(),
            files: Vec::new(),
            save: false,
            confirmed: false,
        };
        let mut asked = engine.ask(request).await.expect("asked");
        let mut ended = None;
        while let Some(event) = asked.next().await {
            if let engine::AskEvent::Ended { answer, .. } = event {
                ended = Some(answer);
            }
        }
        let answer = ended.expect("an end");
        assert_eq!((answer.state, answer.segments[0].images.len()), (Done, 1));
        assert!(!app.holds("IHDR") && !app.folder().join("media").exists());
    });
}
