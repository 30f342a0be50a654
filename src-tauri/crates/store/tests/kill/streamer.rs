//! The process to be killed: one thread makes up text at the pace of several models, the other keeps it as the engine
//! does, and both say what they did, after they did it.

use std::collections::HashMap;
use std::io::Write;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use chat::{
    Answer, AnswerId, AnswerState, Conversation, ConversationId, EndpointId, Parameters, Segment, Tab, TabId, Turn,
    TurnId,
};
use indexmap::IndexMap;
use store::{DataDir, JournalRow, Store, StoreError, StoreHandle, TextKind, Writer};
use uuid::Uuid;

use crate::facts::micros_now;
use crate::random::Random;
use crate::script::{self, Script, small};

/// How long text may wait for the others'.
const FLUSH_EVERY: Duration = Duration::from_millis(100);

enum Event {
    Ask(AnswerId),
    Text {
        answer: AnswerId,
        kind: TextKind,
        text: String,
        total: usize,
    },
    End(AnswerId),
}

/// Says a fact with one write, so that death cuts no line that counts.
fn say(fact: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("fact {fact}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// A streamer that cannot keep its text dies before its time, which the test notices.
fn give_up(error: &StoreError) -> ! {
    eprintln!("the streamer: {error}");
    std::process::abort()
}

pub(crate) fn stream_until_killed(dir: &DataDir, seed: u64, streams: u64) {
    let store = Store::open(dir).unwrap();
    let (events, inbox) = channel();
    thread::spawn(move || keep(store, &inbox));
    let mut random = Random::new(seed);
    let mut running: Vec<Stream> = (0..streams).map(|_| Stream::ask(&events)).collect();
    loop {
        for stream in &mut running {
            stream.say_some(&events, &mut random);
            if stream.said == stream.script.letters.len() {
                events.send(Event::End(stream.answer)).unwrap();
                *stream = Stream::ask(&events);
            }
        }
        thread::sleep(Duration::from_millis(1 + random.below(8)));
    }
}

/// One model's end of the line.
struct Stream {
    answer: AnswerId,
    script: Script,
    said: usize,
}

impl Stream {
    fn ask(events: &Sender<Event>) -> Self {
        let answer = AnswerId(Uuid::new_v4());
        events.send(Event::Ask(answer)).unwrap();
        Self {
            answer,
            script: script::of(answer),
            said: 0,
        }
    }

    /// The next few characters, reasoning and text never in one.
    fn say_some(&mut self, events: &Sender<Event>, random: &mut Random) {
        let reasoning = self.said < self.script.reasoning;
        let (kind, end) = if reasoning {
            (TextKind::Reasoning, self.script.reasoning)
        } else {
            (TextKind::Text, self.script.letters.len())
        };
        let total = end.min(self.said + 1 + small(random.below(12)));
        let text = self.script.letters[self.said..total].iter().collect();
        self.said = total;
        let (answer, came) = (self.answer, micros_now());
        events
            .send(Event::Text {
                answer,
                kind,
                text,
                total,
            })
            .unwrap();
        say(&format!("delta {answer} {total} {came}"));
    }
}

/// Keeps everything, as the engine does: prompts and endings at once, text every [`FLUSH_EVERY`].
fn keep(store: Store, inbox: &Receiver<Event>) {
    let (store, _thread) = StoreHandle::start(store).unwrap();
    let mut keeper = Keeper {
        store,
        conversation: conversation(),
        answers: HashMap::new(),
        pending: Vec::new(),
        due: None,
    };
    let conversation = keeper.conversation.clone();
    keeper.write(move |writer| writer.save_conversation(&conversation), String::new);
    loop {
        let wait = keeper
            .due
            .map_or(FLUSH_EVERY, |due| due.saturating_duration_since(Instant::now()));
        match inbox.recv_timeout(wait) {
            Ok(event) => keeper.take(event),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        if keeper.due.is_some_and(|due| due <= Instant::now()) {
            keeper.flush();
        }
    }
}

struct Keeper {
    store: StoreHandle,
    conversation: Conversation,
    answers: HashMap<AnswerId, (Answer, usize)>,
    pending: Vec<JournalRow>,
    due: Option<Instant>,
}

impl Keeper {
    fn take(&mut self, event: Event) {
        match event {
            Event::Ask(id) => self.ask(id),
            Event::Text {
                answer,
                kind,
                text,
                total,
            } => self.text(answer, kind, text, total),
            Event::End(id) => self.end(id),
        }
    }

    /// Hands in a write and says `fact` as soon as it is committed: kill -9 may cost nothing from then on.
    fn write(
        &self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError> + Send + 'static,
        fact: impl FnOnce() -> String + Send + 'static,
    ) {
        drop(self.store.run(move |store| {
            store.write(work).unwrap_or_else(|error| give_up(&error));
            say(&fact());
            Ok(())
        }));
    }

    fn ask(&mut self, id: AnswerId) {
        let turn = Turn {
            id: TurnId(Uuid::new_v4()),
            prompt: "?".into(),
            created_ms: 0,
            edits: None,
            attached: chat::Attached::default(),
        };
        let answer = answer(id, turn.id, &self.conversation.tabs[0]);
        self.answers.insert(id, (answer.clone(), 0));
        let conversation = self.conversation.id;
        let save = move |writer: &mut Writer<'_>| {
            writer.save_turn(conversation, &turn)?;
            writer.save_answer(&answer)
        };
        self.write(save, move || format!("asked {id}"));
    }

    fn text(&mut self, id: AnswerId, kind: TextKind, text: String, total: usize) {
        let (answer, so_far) = self.answers.get_mut(&id).unwrap();
        match kind {
            TextKind::Text => answer.segments[0].text.push_str(&text),
            TextKind::Reasoning => answer.segments[0].reasoning.push_str(&text),
        }
        *so_far = total;
        self.pending.push(JournalRow {
            answer: id,
            segment: 0,
            kind,
            text,
        });
        self.due.get_or_insert_with(|| Instant::now() + FLUSH_EVERY);
    }

    fn flush(&mut self) {
        let rows = std::mem::take(&mut self.pending);
        let flushed: HashMap<_, _> = rows
            .iter()
            .map(|row| (row.answer, self.answers[&row.answer].1))
            .collect();
        drop(self.store.run(move |store| {
            store.append(&rows).unwrap_or_else(|error| give_up(&error));
            for (id, total) in flushed {
                say(&format!("flushed {id} {total}"));
            }
            Ok(())
        }));
        self.due = None;
    }

    fn end(&mut self, id: AnswerId) {
        let (mut answer, _) = self.answers.remove(&id).unwrap();
        answer.state = AnswerState::Done;
        self.pending.retain(|row| row.answer != id);
        self.write(
            move |writer| writer.finish_answer(&answer),
            move || format!("done {id}"),
        );
    }
}

/// One tab, nothing asked yet.
fn conversation() -> Conversation {
    let tab = Tab {
        id: TabId(Uuid::new_v4()),
        endpoint: EndpointId(Uuid::nil()),
        model: "m".into(),
        parameters: Parameters::default(),
        head: None,
        name: None,
        closed: false,
        closing: 0,
    };
    Conversation {
        id: ConversationId(Uuid::new_v4()),
        title: String::new(),
        created_ms: 0,
        updated_ms: 0,
        context: chat::Context::default(),
        tabs: vec![tab],
        turns: IndexMap::new(),
        answers: IndexMap::new(),
    }
}

fn answer(id: AnswerId, turn: TurnId, tab: &Tab) -> Answer {
    Answer {
        id,
        turn,
        tab: tab.id,
        parent: None,
        endpoint: tab.endpoint,
        model: tab.model.clone(),
        state: AnswerState::Waiting,
        segments: vec![Segment::default()],
        failure: None,
        retry: None,
        created_ms: 0,
    }
}
