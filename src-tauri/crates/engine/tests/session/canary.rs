//! A key that is looked for everywhere: in every reply, news and frame of a session, and in the folder's bytes.

use chat::{EndpointId, Failure};
use demo::{Reply, Script, Step};
use engine::{
    Engine, News,
    view::{EndpointForm, KeyInput},
};
use serde::Serialize;
use serde_json::json;

use crate::common::{Asking, TestApp, command, form, run, server, typed};

/// The key that works, the one that does not, and the pasted one. Not shaped like a key of any provider.
const KEYS: [&str; 3] = [
    "canary-4f9a2b7c1d8e6035",
    "wrongcanary-77aa55cc33ee11",
    "pastecanary-90817263544536",
];

/// Everything that left the engine, as it would cross to the page.
#[derive(Default)]
struct Heap(String);

impl Heap {
    fn add<T: Serialize>(&mut self, reply: Result<T, Failure>) -> Option<T> {
        let (text, value) = match reply {
            Ok(value) => (serde_json::to_string(&value), Some(value)),
            Err(failure) => (serde_json::to_string(&failure), None),
        };
        self.0.push_str(&text.expect("JSON"));
        self.0.push('\n');
        value
    }
}

/// Answers that say the key wherever a server can say something but in the answer itself.
fn treacherous(key: &str) -> Script {
    let error = json!({"error": {
        "message": format!("Bad key {key} (Bearer {key}) {}…{}", &key[..8], &key[key.len() - 4..]),
        "type": key, "code": format!("x-{key}"), "param": key,
    }});
    let refused = Reply::json(400, &error).header("x-request-id", format!("req-{key}"));
    let within = Reply::stream([Step::text("Half "), Step::Data(error.clone())]);
    let away = Reply::body(302, "text/plain", "").header("location", format!("https://evil.example/?k={key}"));
    let page = Reply::body(502, "text/html", format!("<html><title>Gateway {key}</title></html>"));
    Script::new()
        .key(key)
        .models(["gpt-4o-mini", "refused", "within", "away", "page"])
        .answer("gpt-4o-mini", Reply::answer("Ready."))
        .answer("refused", refused)
        .answer("within", within)
        .answer("away", away)
        .answer("page", page)
}

async fn checks(engine: &Engine, heap: &mut Heap, url: &str) -> EndpointId {
    let save = async |heap: &mut Heap, form: EndpointForm| heap.add(engine.save_endpoint(command(), form).await);
    save(heap, form(url, typed(KEYS[1]))).await;
    save(heap, form("http://192.0.2.1/v1", typed(KEYS[1]))).await;
    let receipt = engine.paste_key(KEYS[2].to_owned());
    heap.add(Ok(receipt));
    save(heap, form("http://127.0.0.1:1/v1", KeyInput::Pasted)).await;
    save(heap, form(url, KeyInput::Pasted)).await;
    let report = save(heap, form(url, typed(KEYS[0]))).await.expect("checked");
    let endpoint = report.endpoint.expect("saved");
    let mut session = form(url, typed(KEYS[0]));
    session.session_only = true;
    save(heap, session).await;
    let mut moved = form("http://127.0.0.1:1/v1", KeyInput::Keep);
    moved.id = Some(endpoint.id);
    save(heap, moved).await;
    heap.add(engine.check_endpoint(endpoint.id).await);
    heap.add(engine.list_endpoints().await);
    heap.add(engine.models(true).await);
    heap.add(engine.models(false).await);
    heap.add(engine.list_models(endpoint.id).await);
    endpoint.id
}

async fn talk(engine: &Engine, heap: &mut Heap, endpoint: EndpointId) {
    let talk = engine
        .talk(endpoint, &["gpt-4o-mini", "refused", "within", "away", "page"])
        .await;
    let tabs: Vec<_> = talk.tabs.iter().map(|tab| tab.id).collect();
    let sent = heap
        .add(engine.send(command(), talk.id, "Well?".into(), tabs).await)
        .expect("sent");
    let mut cursor = 0;
    loop {
        let body = String::from_utf8(engine.next_frame("page", cursor).await).expect("UTF-8");
        heap.0.push_str(&body);
        let frame: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        cursor = frame["cursor"].as_u64().expect("a cursor");
        if frame["running"] == false {
            break;
        }
    }
    engine.settled(talk.id).await;
    heap.add(engine.open_conversation(talk.id).await);
    heap.add(engine.retry(command(), sent.entries[1].entry.answer.id).await);
    engine.settled(talk.id).await;
    heap.add(engine.continue_answer(command(), sent.entries[2].entry.answer.id).await);
    engine.settled(talk.id).await;
    heap.add(engine.rename_conversation(command(), talk.id, "Named".into()).await);
    heap.add(engine.close_tab(command(), talk.id, talk.tabs[4].id).await);
    heap.add(engine.list_conversations().await);
    heap.add(engine.boot().await);
    heap.add(Ok(engine.keyring_state().await));
}

async fn told(news: &mut News, heap: &mut Heap) {
    // The last thing told is the removed endpoint.
    while let Some(item) = news.next().await {
        heap.add(Ok(&item));
        if item == engine::view::News::Endpoints {
            return;
        }
    }
}

#[test]
fn no_reply_news_frame_or_file_of_a_whole_session_holds_a_key() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let mut heap = Heap::default();
        let server = server(treacherous(KEYS[0]));
        let endpoint = checks(&engine, &mut heap, &server.base_url()).await;
        let mut news = engine.news();
        talk(&engine, &mut heap, endpoint).await;
        assert!(
            heap.0.contains("•••") && heap.0.contains("Half"),
            "the servers' words got through"
        );
        heap.add(engine.remove_endpoint(command(), endpoint, true).await);
        told(&mut news, &mut heap).await;
        engine.close().await;
        let sent: Vec<_> = server
            .requests()
            .iter()
            .filter_map(|request| request.header("authorization").map(str::to_owned))
            .collect();
        assert!(sent.contains(&format!("Bearer {}", KEYS[0])), "the key was in use");
        for key in KEYS {
            // Whole, or twelve characters of it in a row.
            for start in 0..=key.len() - 12 {
                let part = &key[start..start + 12];
                assert!(!heap.0.contains(part), "{part} left the engine");
                assert!(!app.holds(part), "{part} is on the disk");
            }
        }
    });
}
