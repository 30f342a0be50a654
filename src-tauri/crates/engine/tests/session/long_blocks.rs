//! Long blocks: what crosses to the page with one more line is as much at the end as at the start.

use chat::AnswerId;
use demo::{Reply, Script, Step};
use engine::Engine;

use crate::common::{Asking, Page, TestApp, known, run, server};

/// How many bytes each of the frames takes that bring one more `line` after `start`: the first ten, and the last.
async fn frame_sizes(engine: &Engine, start: &str, line: &str, lines: usize) -> (usize, usize) {
    let gated = |at: usize| [Step::gate(format!("line {at}")), Step::text(line)];
    let steps = (0..10).flat_map(gated);
    let steps = steps.chain([Step::gate("rest"), Step::text(line.repeat(lines))]);
    let steps = steps.chain((10..20).flat_map(gated)).chain([Step::Hang]);
    let server = server(Script::new().answer("m", Reply::stream([Step::text(start)].into_iter().chain(steps))));
    let talk = engine.talk(known(engine, &server).await, &["m"]).await;
    let answer = engine.prompt(&talk, "Go").await[0];
    let mut page = Page::load(engine, &talk.id.to_string(), talk.id).await;
    let mut said = start.to_owned();
    let mut largest = [0; 2];
    for at in 0..20 {
        if at == 10 {
            server.open("rest");
            said.push_str(&line.repeat(lines));
            pull_until(engine, &mut page, answer, &said).await;
        }
        server.open(&format!("line {at}"));
        said.push_str(line);
        let size = pull_until(engine, &mut page, answer, &said).await;
        largest[at / 10] = size.max(largest[at / 10]);
    }
    assert_eq!(page.resyncs, 0);
    (largest[0], largest[1])
}

/// Waits for all of a text, then takes the frame that brings it; gives its size.
async fn pull_until(engine: &Engine, page: &mut Page, answer: AnswerId, said: &str) -> usize {
    while engine.answer_text(answer).await.expect("text") != said {
        tokio::task::yield_now().await;
    }
    page.pull(engine).await;
    page.size
}

#[test]
fn a_frame_is_as_large_at_the_end_of_a_long_block_as_at_its_start() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        for (start, line) in [
            ("```rust\n", "    let value = call(1, \"two\", Some(three));\n"),
            ("", "- An **item** of a list, with a few words.\n"),
            ("| a | b |\n|---|---|\n", "| some | *cells* in a row |\n"),
            (
                "",
                "A sentence of a paragraph, with `code` and **more**, that goes on. ",
            ),
            ("", "A paragraph of its own.\n\n"),
        ] {
            let (early, late) = frame_sizes(&engine, start, line, 5_000).await;
            // Where in its sentence or item a text is cut makes some difference, and so do its figures.
            assert!(
                late < early + 2_000,
                "{line:?}: {early} bytes a line in the beginning, {late} after 5,000 lines"
            );
        }
    });
}
