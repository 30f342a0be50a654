//! How durable each kind of write is, and a full disk: what cannot be seen from outside the crate.

use chat::{Answer, AnswerId, AnswerState, Conversation, ConversationId, EndpointId, Tab, TabId, Turn, TurnId};
use uuid::Uuid;

use super::*;
use crate::TextKind;

const ID: Uuid = Uuid::from_u128(7);

fn open() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&DataDir::open(folder.path()).unwrap()).unwrap();
    store.write(|writer| writer.save_conversation(&conversation())).unwrap();
    (folder, store)
}

/// One tab, one turn, one answer that runs.
fn conversation() -> Conversation {
    let (endpoint, model) = (EndpointId(ID), String::from("m"));
    let answer = Answer {
        id: AnswerId(ID),
        turn: TurnId(ID),
        tab: TabId(ID),
        parent: None,
        endpoint,
        model: model.clone(),
        state: AnswerState::Waiting,
        segments: Vec::new(),
        failure: None,
        retry: None,
        created_ms: 0,
    };
    let tab = Tab {
        id: TabId(ID),
        endpoint,
        model,
        parameters: chat::Parameters::default(),
        head: None,
        name: None,
        closed: false,
        closing: 0,
    };
    let turn = Turn {
        id: TurnId(ID),
        prompt: String::new(),
        created_ms: 0,
        edits: None,
        attached: chat::Attached::default(),
    };
    Conversation {
        id: ConversationId(ID),
        title: String::new(),
        created_ms: 0,
        updated_ms: 0,
        context: chat::Context::default(),
        tabs: vec![tab],
        turns: [(turn.id, turn)].into(),
        answers: [(answer.id, answer)].into(),
    }
}

fn row(text: &str) -> JournalRow {
    JournalRow {
        answer: AnswerId(ID),
        segment: 0,
        kind: TextKind::Text,
        text: text.to_owned(),
    }
}

#[test]
fn journal_text_is_synced_when_its_time_has_come_and_not_before() {
    let (_folder, mut store) = open();
    let start = Instant::now();
    let synced = [0, 150, 1_499, 1_500, 1_650, 3_000, 3_150].map(|ms| {
        store.append_at(start + Duration::from_millis(ms), &[row("a")]).unwrap();
        store.unsynced.is_none()
    });
    assert_eq!(synced, [false, false, false, true, false, false, true]);
}

#[test]
fn what_the_person_did_is_synced_at_once_and_takes_the_journal_along() {
    let (_folder, mut store) = open();
    store.append(&[row("a")]).unwrap();
    assert!(store.sync_due().is_some_and(|due| due <= SYNC_EVERY));
    store
        .write(|writer| writer.save_draft(ConversationId(ID), "d"))
        .unwrap();
    assert_eq!(store.sync_due(), None);
}

#[test]
fn where_syncing_is_deferred_a_write_owes_it_once_and_text_does_not() {
    let (_folder, mut store) = open();
    store.defer_syncing().unwrap();
    store.append(&[row("a")]).unwrap();
    assert!(!store.take_owed() && store.sync_due().is_some());
    store
        .write(|writer| writer.save_draft(ConversationId(ID), "d"))
        .unwrap();
    assert!(store.take_owed() && store.sync_due().is_none());
    assert!(!store.take_owed());
}

#[test]
fn a_silent_stream_can_be_synced_by_itself() {
    let (_folder, mut store) = open();
    store.append(&[row("a")]).unwrap();
    store.sync().unwrap();
    assert_eq!(store.sync_due(), None);
}

#[test]
fn a_full_disk_is_said_loses_nothing_and_passes() {
    let (_folder, mut store) = open();
    store.append(&[row("kept")]).unwrap();
    let limit = |store: &Store, pages: u32| {
        store
            .connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .unwrap();
    };
    limit(&store, 1);
    let long = "x".repeat(100_000);
    let full = store.append(&[row(&long)]).unwrap_err();
    assert!(matches!(full, StoreError::Full), "{full:?}");
    assert!(full.failure().retryable);
    assert!(matches!(
        store.write(|writer| writer.set_setting("long", &long)),
        Err(StoreError::Full)
    ));
    limit(&store, 1_000_000);
    store.append(&[row(&long)]).unwrap();
    let answer = store.load_answer(AnswerId(ID)).unwrap().unwrap();
    assert_eq!(answer.segments[0].text, format!("kept{long}"));
}

#[test]
fn another_process_that_keeps_writing_is_busy() {
    let (_folder, mut store) = open();
    store.connection.busy_timeout(Duration::from_millis(1)).unwrap();
    let other = Connection::open(store.dir.database()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let busy = store.append(&[row("a")]).unwrap_err();
    assert!(matches!(busy, StoreError::Busy), "{busy:?}");
    other.execute_batch("ROLLBACK").unwrap();
    store.append(&[row("a")]).unwrap();
}

#[test]
fn a_row_nobody_could_have_written_is_damage() {
    let (_folder, store) = open();
    store
        .connection
        .execute("UPDATE answers SET state = 'dreaming'", [])
        .unwrap();
    let damaged = store.load_conversation(ConversationId(ID)).unwrap_err();
    assert!(matches!(damaged, StoreError::Corrupt(_)), "{damaged:?}");
    assert!(
        !damaged.to_string().contains("dreaming"),
        "no stored value in a message"
    );
}
