//! What was sent: kept with every answer, over a restart, without any secret; and as a call that sends the same again.

use std::{
    io::{Read, Write},
    net::TcpListener,
    process::Command,
    sync::{Arc, Mutex},
    thread,
};

use chat::{AnswerId, SentValue};
use demo::{Reply, Script, Step};
use engine::{
    Engine,
    view::{HeaderForm, SentAttempt, SentCopy},
};
use serde_json::json;

use crate::{
    common::{Asking, TestApp, command, form, known, run, saved, server, typed},
    network::{secret, settings},
};

mod files;

/// Not shaped like a key of any provider, so that nothing but knowing it takes it out.
const KEY: &str = "canary-4f9a2b7c1d8e6035";
const HEADER: &str = "headercanary-0a1b2c3d4e5f";

/// What a shell, JSON and a terminal stumble over.
const HOSTILE: &str = "it's \"quoted\" $HOME `id` $(id) \\ \\n !! %s\n\n'; exit 1; '\t\u{1b}[31m 漢字 🔑 \u{0} end";

/// One request as bytes: its head in lower case, and its body.
type Caught = (String, Vec<u8>);

/// A server that keeps every byte and answers with one word.
fn catcher() -> (String, Arc<Mutex<Vec<Caught>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/v1", listener.local_addr().expect("an address"));
    let caught: Arc<Mutex<Vec<Caught>>> = Arc::default();
    let kept = caught.clone();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
            let (head, body_at, length) = loop {
                let read = stream.read(&mut part).unwrap_or(0);
                bytes.extend_from_slice(&part[..read]);
                if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
                    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                    let length: usize = length.and_then(|length| length.parse().ok()).unwrap_or(0);
                    break (head.clone(), end + 4, end + 4 + length);
                }
                if read == 0 {
                    break (String::new(), 0, 0);
                }
            };
            while bytes.len() < length {
                let read = stream.read(&mut part).unwrap_or(0);
                if read == 0 {
                    break;
                }
                bytes.extend_from_slice(&part[..read]);
            }
            if head.is_empty() {
                continue;
            }
            kept.lock().expect("the list").push((head, bytes.split_off(body_at)));
            let said = "data: {\"choices\":[{\"delta\":{\"content\":\"Yes.\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{said}",
                said.len()
            );
        }
    });
    (url, caught)
}

async fn attempts(engine: &Engine, answer: AnswerId) -> Vec<SentAttempt> {
    engine.sent(answer).await.expect("read").attempts
}

fn plain<'a>(attempt: &'a SentAttempt, name: &str) -> Option<&'a SentValue> {
    let headers = &attempt.exchange.request.headers;
    headers
        .iter()
        .find(|header| header.name == name)
        .map(|header| &header.value)
}

#[test]
fn an_answers_request_is_kept_with_what_came_back_over_a_restart() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let reply = Reply::answer("Blue.")
            .header("x-request-id", "req-1")
            .header("set-cookie", "who=me");
        let script = Script::new()
            .key(KEY)
            .models(["gpt-4o-mini"])
            .answer("gpt-4o-mini", Reply::answer("Ready."));
        let server = server(script.answer("a", reply));
        let endpoint = saved(&engine, &server, typed(KEY)).await;
        let talk = engine.talk(endpoint.id, &["a"]).await;
        let answer = engine.prompt(&talk, "Why?").await[0];
        engine.settled(talk.id).await;
        let before = attempts(&engine, answer).await;
        engine.close().await;

        let engine = app.open().await;
        let after = attempts(&engine, answer).await;
        assert_eq!(before, after);
        let [attempt] = after.as_slice() else {
            panic!("{after:?}")
        };
        let (request, reply) = (
            &attempt.exchange.request,
            attempt.exchange.reply.as_ref().expect("a reply"),
        );
        assert_eq!(
            (request.method.as_str(), request.url.as_str()),
            ("POST", format!("{}/chat/completions", server.base_url()).as_str())
        );
        let scheme = Some("Bearer".to_owned());
        assert_eq!(plain(attempt, "authorization"), Some(&SentValue::Key { scheme }));
        let text = "application/json".to_owned();
        assert_eq!(plain(attempt, "content-type"), Some(&SentValue::Plain { text }));
        let body: serde_json::Value = serde_json::from_str(&request.body.text).expect("JSON");
        assert_eq!(
            Some(&body),
            server.requests().iter().map(|asked| &asked.json).next_back()
        );
        assert_eq!((reply.status, reply.request_id.as_deref()), (200, Some("req-1")));
        assert!(
            reply.tail.ends_with("data: [DONE]\n\n") && reply.tail.contains("Blue"),
            "{}",
            reply.tail
        );
        assert!(
            reply
                .headers
                .contains(&("set-cookie".to_owned(), "(not kept)".to_owned()))
        );
        let times = attempt.exchange.times;
        assert!(
            times.head_ms <= times.first_text_ms && times.first_text_ms <= times.end_ms,
            "{times:?}"
        );
        assert!((attempt.exchange.failed, attempt.exchange.stopped, attempt.running) == (None, false, false));
        assert_eq!(attempt.copy, SentCopy::Whole);
    });
}

#[test]
fn what_is_copied_sends_the_same_bytes_whatever_stands_in_the_prompt() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let (url, caught) = catcher();
        let mut filled = form(&url, typed(KEY));
        let mut settings = settings();
        settings.headers = vec![HeaderForm {
            name: "x-team".to_owned(),
            value: Some(secret(HEADER)),
            secret: true,
        }];
        settings.query = vec![("api-version".to_owned(), "1".to_owned())];
        filled.settings = Some(settings);
        let endpoint = engine.add_endpoint(filled).await.expect("added");
        let talk = engine.talk(endpoint.id, &["a"]).await;
        for prompt in [HOSTILE.to_owned(), format!("{HOSTILE}{}", "x'y".repeat(40_000))] {
            let answer = engine.prompt(&talk, &prompt).await[0];
            engine.settled(talk.id).await;
            let (head, sent) = caught.lock().expect("the list").pop().expect("a request");
            let made = engine.sent_as_curl(answer, 0).await.expect("whole");
            assert_eq!(made.file, None);
            let call = made.call;
            assert!(!call.contains(KEY) && !call.contains(HEADER));
            assert!(call.contains("$JUXTA_API_KEY") && call.contains("$JUXTA_HEADER_X_TEAM"));
            let script = app.folder().join("call.sh");
            std::fs::write(&script, &call).expect("a script");
            let done = Command::new("sh")
                .arg(&script)
                .env("JUXTA_API_KEY", KEY)
                .env("JUXTA_HEADER_X_TEAM", HEADER)
                .output()
                .expect("sh");
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
            assert!(String::from_utf8_lossy(&done.stdout).contains("[DONE]"));
            let (again, repeated) = caught.lock().expect("the list").pop().expect("a second request");
            assert!(sent == repeated && !sent.is_empty(), "the same body");
            for line in [
                format!("authorization: bearer {KEY}"),
                format!("x-team: {HEADER}"),
                "api-version=1".to_owned(),
            ] {
                assert!(head.contains(&line) && again.contains(&line), "{line}");
            }
            std::fs::remove_file(script).expect("removed");
        }
        engine.close().await;
        assert!(!app.holds(KEY) && !app.holds(HEADER));
    });
}

#[test]
fn a_server_that_repeats_the_key_everywhere_puts_it_into_no_record() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let error = json!({"error": {"message": format!("Bad key {KEY}, {}…{}", &KEY[..9], &KEY[19..])}});
        let refused = Reply::json(400, &error)
            .header("x-request-id", format!("req-{KEY}"))
            .header("x-echo", format!("Bearer {KEY}"));
        let amid = Reply::stream([Step::text("Half "), Step::Data(error.clone())]);
        let script = Script::new()
            .key(KEY)
            .models(["gpt-4o-mini"])
            .answer("refused", refused)
            .answer("amid", amid);
        let server = server(script.answer("gpt-4o-mini", Reply::answer("Ready.")));
        let endpoint = saved(&engine, &server, typed(KEY)).await;
        let talk = engine.talk(endpoint.id, &["refused", "amid"]).await;
        let answers = engine.prompt(&talk, "Well?").await;
        engine.settled(talk.id).await;
        for answer in answers {
            let sent = attempts(&engine, answer).await;
            let [attempt] = sent.as_slice() else { panic!("{sent:?}") };
            let reply = attempt.exchange.reply.as_ref().expect("a reply");
            assert!(
                reply.tail.contains("•••") && attempt.exchange.failed.is_some(),
                "{reply:?}"
            );
            let shown = serde_json::to_string(attempt).expect("JSON");
            let call = engine.sent_as_curl(answer, 0).await.expect("whole").call;
            for start in 0..=KEY.len() - 12 {
                let part = &KEY[start..start + 12];
                assert!(!shown.contains(part) && !call.contains(part), "{part}: {shown}");
            }
        }
        engine.close().await;
        assert!(!app.holds(KEY));
    });
}

#[test]
fn every_try_is_kept_also_one_that_was_changed_stopped_or_is_under_way() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let refusal = json!({"error": {"message": "Unknown parameter: stream_options", "param": "stream_options"}});
        let script = Script::new()
            .answer("a", Reply::json(400, &refusal))
            .answer("a", Reply::stream([Step::text("Half"), Step::gate("never")]));
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["a"]).await;
        let answer = engine.prompt(&talk, "Why?").await[0];
        let mut cursor = 0;
        loop {
            let frame = engine.next_frame("page", cursor).await;
            let frame: serde_json::Value = serde_json::from_slice(&frame).expect("JSON");
            cursor = frame["cursor"].as_u64().expect("a cursor");
            if frame.to_string().contains("Half") {
                break;
            }
        }
        let running = attempts(&engine, answer).await;
        assert_eq!(
            running.iter().map(|sent| sent.running).collect::<Vec<_>>(),
            [false, true]
        );
        engine.stop(answer).await.expect("stopped");
        engine.settled(talk.id).await;
        // The connection is let go of by the task that held it.
        let done = loop {
            let sent = attempts(&engine, answer).await;
            if sent.iter().all(|sent| !sent.running) {
                break sent;
            }
            tokio::task::yield_now().await;
        };
        let [refused, stopped] = done.as_slice() else {
            panic!("{done:?}")
        };
        assert_eq!(refused.exchange.reply.as_ref().map(|reply| reply.status), Some(400));
        assert!(refused.exchange.request.changes.is_empty());
        assert_eq!(stopped.exchange.request.changes, ["without:stream_options"]);
        assert!(stopped.exchange.stopped && !refused.exchange.stopped);
        assert!(
            stopped
                .exchange
                .reply
                .as_ref()
                .is_some_and(|reply| reply.tail.contains("Half"))
        );
    });
}

#[test]
fn what_was_sent_goes_with_the_conversation() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("a", Reply::answer("Yes.")));
        let talk = engine.talk(known(&engine, &server).await, &["a"]).await;
        let answer = engine.prompt(&talk, "A canary in a mine").await[0];
        engine.settled(talk.id).await;
        assert_eq!(attempts(&engine, answer).await.len(), 1);
        engine.delete_conversation(command(), talk.id).await.expect("deleted");
        assert!(attempts(&engine, answer).await.is_empty());
        engine.close().await;
        assert!(!app.holds("A canary in a mine"));
    });
}
