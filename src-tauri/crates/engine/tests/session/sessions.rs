//! Many conversations: only some are in memory, and nobody notices.

use demo::{Reply, Script};

use crate::common::{Asking, TestApp, known, run, server, told};

/// More than are kept in memory.
const MANY: usize = 48;

#[test]
fn conversations_let_go_of_are_read_again_whatever_else_happens_meanwhile() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", Reply::answer("Yes.")));
        let endpoint = known(&engine, &server).await;
        let mut talks = Vec::new();
        for _ in 0..MANY {
            talks.push(engine.talk(endpoint, &["m"]).await);
        }
        // All at once: each is written to while others are opened, which lets go of those nobody looks at.
        let rounds = talks.iter().map(|talk| {
            let (engine, talk) = (engine.clone(), talk.clone());
            tokio::spawn(async move {
                for round in 0..3 {
                    engine.prompt(&talk, &format!("Round {round}")).await;
                    engine.open_conversation(talk.id).await.expect("open");
                    engine
                        .rename_conversation(crate::common::command(), talk.id, format!("{round}"))
                        .await
                        .expect("named");
                }
            })
        });
        for round in rounds.collect::<Vec<_>>() {
            round.await.expect("joined");
        }
        for talk in &talks {
            let end = engine.settled(talk.id).await;
            let answers: Vec<_> = end.tabs[0].entries.iter().map(|entry| entry.answer.state).collect();
            assert_eq!((answers, end.title.as_str()), (vec![chat::AnswerState::Done; 3], "2"));
        }
        assert_eq!(told(&server, "m").len(), 3 * MANY);
    });
}
