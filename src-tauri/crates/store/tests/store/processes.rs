//! Several processes on one folder: nobody loses a write, and each sees what the others did.

use chat::{Conversation, ConversationId, Turn, TurnId};
use indexmap::IndexMap;
use store::{DataDir, Store};
use uuid::Uuid;

use crate::child::{self, Other};

const SHARED: ConversationId = ConversationId(Uuid::from_u128(1));
const TURNS: usize = 40;

fn empty(id: ConversationId) -> Conversation {
    let (created_ms, updated_ms) = (1, 1);
    Conversation {
        id,
        title: String::new(),
        created_ms,
        updated_ms,
        context: chat::Context::default(),
        tabs: vec![],
        turns: IndexMap::new(),
        answers: IndexMap::new(),
    }
}

/// Sends `TURNS` prompts to the shared conversation, each in a transaction of its own.
fn write_turns(store: &mut Store) {
    for number in 0..TURNS {
        let turn = Turn {
            id: TurnId(Uuid::new_v4()),
            prompt: format!("{number}"),
            created_ms: 1,
            edits: None,
            attached: chat::Attached::default(),
        };
        store.write(|writer| writer.save_turn(SHARED, &turn)).unwrap();
    }
}

#[test]
fn two_processes_write_at_once_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&DataDir::open(folder.path()).unwrap()).unwrap();
    store.write(|writer| writer.save_header(&empty(SHARED))).unwrap();
    let version = store.data_version().unwrap();
    let mut other = Other::start("processes::writing_process", folder.path());
    other.wait_for("writing");
    write_turns(&mut store);
    other.finish();
    assert_ne!(store.data_version().unwrap(), version, "the other's writes are noticed");
    let turns = store.load_conversation(SHARED).unwrap().unwrap().turns;
    let mut prompts: Vec<usize> = turns.values().map(|turn| turn.prompt.parse().unwrap()).collect();
    prompts.sort_unstable();
    assert_eq!(
        prompts,
        (0..TURNS).flat_map(|number| [number, number]).collect::<Vec<_>>()
    );
}

#[test]
fn writing_process() {
    let Some(folder) = child::folder() else { return };
    let mut store = Store::open(&DataDir::open(folder).unwrap()).unwrap();
    child::say("writing");
    write_turns(&mut store);
    child::wait_to_be_let_go();
}

#[test]
fn a_fresh_folder_can_be_opened_by_many_at_once() {
    for _ in 0..12 {
        let folder = tempfile::tempdir().unwrap();
        let others: Vec<_> = (0..4)
            .map(|_| Other::start("processes::opening_process", folder.path()))
            .collect();
        others.into_iter().for_each(Other::finish);
    }
}

#[test]
fn opening_process() {
    let Some(folder) = child::folder() else { return };
    let mut store = Store::open(&DataDir::open(folder).unwrap()).unwrap();
    let id = ConversationId(Uuid::new_v4());
    store.write(|writer| writer.save_header(&empty(id))).unwrap();
    assert!(store.load_conversation(id).unwrap().is_some());
}
