//! The kill test: a process that streams 1–8 answers into the journal is killed with -9 at a random moment, again and
//! again. Nothing committed may be lost, no more than 250 ms of streamed text, and no finished answer may be
//! *incomplete*.
//!
//! `JUXTA_KILL_ROUNDS` (50) and `JUXTA_KILL_SEED` (1) choose another walk.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod facts;
mod random;
mod script;
mod streamer;
mod verdict;

use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use chat::{Answer, AnswerState};
use rusqlite::Connection;
use store::{DataDir, Store};

use crate::facts::Facts;
use crate::random::Random;
use crate::verdict::Loss;

/// Rounds on one folder, one after another: each reopens what the last kill left.
const ROUNDS_A_FOLDER: u64 = 5;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap())
}

#[test]
fn a_kill_at_any_moment_loses_nothing_committed_and_little_of_the_stream() {
    let (rounds, start) = (number("JUXTA_KILL_ROUNDS", 50), number("JUXTA_KILL_SEED", 1));
    let mut random = Random::new(start);
    let mut all = Tally::default();
    for first in (0..rounds).step_by(usize::try_from(ROUNDS_A_FOLDER).unwrap()) {
        let some = first..rounds.min(first + ROUNDS_A_FOLDER);
        all.add(kill_often(&mut random, some).unwrap_or_else(|wrong| panic!("seed {start}, {wrong}")));
    }
    println!("{rounds} kills: {all:?}");
    // A walk on which nothing was finished or cut short would prove nothing.
    assert!(all.done >= rounds && all.cut_off >= rounds && all.worst.micros > 0);
}

/// What was found over many kills.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    /// Answers done.
    done: u64,
    /// Answers cut off after some text.
    cut_off: u64,
    worst: Loss,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.done += other.done;
        self.cut_off += other.cut_off;
        self.worst = self.worst.max(other.worst);
    }
}

/// Kills on one folder, again and again, and counts what was found in the end; or says what was wrong.
fn kill_often(random: &mut Random, rounds: Range<u64>) -> Result<Tally, String> {
    let folder = tempfile::tempdir().unwrap();
    let mut facts = Facts::default();
    let mut tally = Tally::default();
    let mut saved = Vec::new();
    for round in rounds {
        kill_once(folder.path(), random, &mut facts);
        saved = reopen(folder.path());
        let loss =
            verdict::judge(&facts, &saved, script::letters).map_err(|wrong| format!("round {round}: {wrong}"))?;
        tally.worst = tally.worst.max(loss);
        facts.settle(&saved);
    }
    for answer in saved {
        tally.done += u64::from(answer.state == AnswerState::Done);
        tally.cut_off += u64::from(facts::is_cut_off(&answer) && !facts::characters(&answer).is_empty());
    }
    Ok(tally)
}

/// Starts the streamer, kills it at a random moment, and takes in everything it had said until then.
fn kill_once(folder: &Path, random: &mut Random, facts: &mut Facts) {
    let streams = 1 + random.below(8);
    let mut child = start(folder, random.next(), streams);
    let said = BufReader::new(child.stdout.take().unwrap());
    // About every tenth round lives long enough to see text put on the disk by time.
    let moments = if random.below(10) == 0 { 600 } else { 120 };
    let lines = 1 + random.below(moments * streams);
    let mut alive = Some((child, Duration::from_micros(random.below(20_000))));
    let mut killer = None;
    let mut seen = 0;
    for line in said.lines() {
        seen += u64::from(facts.record(&line.unwrap()));
        if seen == lines
            && let Some((child, pause)) = alive.take()
        {
            killer = Some(thread::spawn(move || kill(child, pause)));
        }
    }
    let killer = killer.unwrap_or_else(|| panic!("the streamer ended by itself after {seen} of {lines} facts"));
    killer.join().unwrap();
}

/// Kills after a moment, beside the thread that reads: a full pipe would stop the streamer where it likes.
fn kill(mut child: Child, pause: Duration) {
    thread::sleep(pause);
    child.kill().unwrap();
    child.wait().unwrap();
}

fn start(folder: &Path, seed: u64, streams: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "streaming_process", "--nocapture"])
        .env("JUXTA_KILL_FOLDER", folder)
        .env("JUXTA_KILL_STREAM_SEED", seed.to_string())
        .env("JUXTA_KILL_STREAMS", streams.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The process that is killed: this executable, run again.
#[test]
fn streaming_process() {
    let Some(folder) = std::env::var_os("JUXTA_KILL_FOLDER") else {
        return;
    };
    let (seed, streams) = (number("JUXTA_KILL_STREAM_SEED", 0), number("JUXTA_KILL_STREAMS", 1));
    streamer::stream_until_killed(&DataDir::open(folder).unwrap(), seed, streams);
}

/// Opens what the kill left, checks the file itself, recovers, and reads every answer.
fn reopen(folder: &Path) -> Vec<Answer> {
    let dir = DataDir::open(folder).unwrap();
    let mut store = Store::open(&dir).unwrap();
    store.recover().unwrap();
    let ids: Vec<_> = store.list().unwrap().into_iter().map(|row| row.id).collect();
    let saved = ids
        .into_iter()
        .flat_map(|id| store.load_conversation(id).unwrap().unwrap().answers.into_values());
    let saved = saved.collect();
    let looking = Connection::open(dir.database()).unwrap();
    let verdict: String = looking
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(verdict, "ok");
    assert!(
        !looking.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap(),
        "a row without its owner"
    );
    saved
}
