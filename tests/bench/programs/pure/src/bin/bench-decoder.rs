//! How fast a stream is read: `bench-decoder juxta|eventsource FILE` prints `{"seconds", "characters"}`.
//!
//! The file is the body of a reply as servers send it; it comes in pieces of 16 KB, as from a socket. Both readers give
//! the answer's text, and the number of its characters shows that they read the same.

use std::{convert::Infallible, time::Instant};

use eventsource_stream::Eventsource;
use futures_executor::block_on;
use futures_util::{StreamExt, stream};
use serde::Deserialize;
use wire::{
    error::{Head, RequestEcho},
    reader::{Event, Reader},
};

const PIECE: usize = 16 * 1024;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [arm, file] = arguments.as_slice() else {
        return Err("bench-decoder juxta|eventsource FILE".into());
    };
    let body = std::fs::read(file)?;
    let start = Instant::now();
    let characters = match arm.as_str() {
        "juxta" => juxta(&body),
        "eventsource" => block_on(eventsource(&body))?,
        other => return Err(format!("no such reader: {other}").into()),
    };
    let seconds = start.elapsed().as_secs_f64();
    println!("{}", serde_json::json!({"seconds": seconds, "characters": characters}));
    Ok(())
}

/// Juxta's decoder, lenient reader and mapper.
fn juxta(body: &[u8]) -> usize {
    let head = Head {
        status: 200,
        content_type: Some("text/event-stream".to_owned()),
        ..Head::default()
    };
    let mut reader = Reader::new(head, RequestEcho::default());
    let mut text = String::new();
    let mut take = |events: Vec<Event>| {
        for event in events {
            if let Event::Delta(chat::Delta::Text(piece)) = event {
                text.push_str(&piece);
            }
        }
    };
    for piece in body.chunks(PIECE) {
        take(reader.push(piece));
    }
    take(reader.finish(None));
    text.chars().count()
}

#[derive(Deserialize)]
struct Chunk {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    delta: Delta,
}

#[derive(Deserialize)]
struct Delta {
    content: Option<String>,
}

/// The usual way: `eventsource-stream`, and serde into types that hold just the text.
async fn eventsource(body: &[u8]) -> Result<usize, Box<dyn std::error::Error>> {
    let pieces = stream::iter(body.chunks(PIECE).map(Ok::<_, Infallible>));
    let mut events = pieces.eventsource();
    let mut text = String::new();
    while let Some(event) = events.next().await {
        let event = event.map_err(|error| error.to_string())?;
        if event.data == "[DONE]" {
            break;
        }
        let chunk: Chunk = serde_json::from_str(&event.data)?;
        for choice in chunk.choices {
            text.push_str(choice.delta.content.as_deref().unwrap_or_default());
        }
    }
    Ok(text.chars().count())
}
