//! A panic within a request ends that answer, and nothing else.

use std::{
    any::Any,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use chat::AnswerState::{Done, Failed, Incomplete};
use demo::{Reply, Script, Step};
use engine::DemoSource;

use crate::common::{Asking, Code, Page, TestApp, answers, command, known, run, server, text_of};

/// A demo whose start panics on demand: it is started within the first request to it.
fn fragile(base_url: String, breaks: Arc<AtomicBool>) -> DemoSource {
    DemoSource::new(move || {
        let base_url = base_url.clone();
        let breaks = breaks.load(Ordering::SeqCst);
        async move {
            assert!(!breaks, "as the test wants");
            Ok((base_url, Box::new(()) as Box<dyn Any + Send + Sync>))
        }
    })
}

#[test]
fn a_panic_ends_the_answer_as_internal_with_its_text_kept_and_the_others_go_on() {
    run(async {
        let app = TestApp::new();
        let cut = Reply::stream([Step::text("Half an answer"), Step::gate("cut"), Step::Close]);
        let demo = server(
            Script::new()
                .models(["m"])
                .answer("m", cut)
                .answer("m", Reply::answer(" and the rest")),
        );
        let breaks = Arc::new(AtomicBool::new(false));
        let open = || app.open_with(true, None, fragile(demo.base_url(), breaks.clone()));
        let engine = open().await;
        let talk = engine.start_demo(command()).await.expect("started");
        let asked = engine.prompt(&talk, "Go").await[0];
        let mut page = Page::load(&engine, "page", talk.id).await;
        page.until(&engine, |page| page.text(asked).contains("Half")).await;
        demo.open("cut");
        assert_eq!(answers(&engine.settled(talk.id).await)[0].code().0, Incomplete);
        engine.close().await;

        breaks.store(true, Ordering::SeqCst);
        let engine = open().await;
        let other = server(Script::new().answer("other", Reply::answer("Unharmed.")));
        let model = engine::view::ModelRef {
            endpoint: known(&engine, &other).await,
            model: "other".into(),
        };
        engine.open_conversation(talk.id).await.expect("open");
        engine.continue_answer(command(), asked).await.expect("continued");
        let end = engine.settled(talk.id).await;
        let answer = answers(&end)[0];
        assert_eq!(answer.code(), (Failed, Some("internal")));
        assert_eq!(text_of(answer).trim_end_matches('|'), "Half an answer");
        assert!(answer.can_retry && answer.can_continue);
        // The engine is well: another tab answers, and the same one once the fault is gone.
        let talk = engine.add_tab(command(), talk.id, model).await.expect("added");
        let other_tab = talk.tabs[1].id;
        engine
            .send(command(), talk.id, "And you?".into(), vec![other_tab])
            .await
            .expect("sent");
        assert_eq!(answers(&engine.settled(talk.id).await)[1].code(), (Done, None));
        breaks.store(false, Ordering::SeqCst);
        engine.continue_answer(command(), asked).await.expect("continued");
        let end = engine.settled(talk.id).await;
        assert_eq!(
            (answers(&end)[0].state, text_of(answers(&end)[0])),
            (Done, "Half an answer|and the rest".to_owned())
        );
    });
}
