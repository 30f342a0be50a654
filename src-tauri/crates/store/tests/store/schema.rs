//! One fixture database per schema version, the schema's text, and databases that are not for this build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chat::{AnswerState, Context, Cost};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use store::{Columns, DataDir, Inspection, Layout, SCHEMA_VERSION, Store, StoreError, ViewState, inspect};
use tempfile::TempDir;

use crate::example;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn fresh() -> (TempDir, DataDir) {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    (folder, dir)
}

/// The schema as the database keeps it, white space evened out.
fn schema_text(path: &Path) -> String {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection
        .prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
        .unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|sql| sql.unwrap().split_whitespace().collect::<Vec<_>>().join(" ") + ";\n")
        .collect()
}

fn bytes(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file());
    files.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn the_schema_does_not_change_without_a_new_number() {
    let (_folder, dir) = fresh();
    drop(Store::open(&dir).unwrap());
    let known = fs::read_to_string(fixtures().join(format!("v{SCHEMA_VERSION}.sql"))).expect("run write_the_fixture");
    assert_eq!(
        schema_text(&dir.database()),
        known,
        "add a migration, raise SCHEMA_VERSION, run write_the_fixture"
    );
}

#[test]
fn a_database_of_every_version_opens_with_all_it_holds() {
    for version in 1..=SCHEMA_VERSION {
        let (_folder, dir) = fresh();
        fs::copy(fixtures().join(format!("v{version}.sqlite3")), dir.database()).expect("run write_the_fixture");
        let mut store = Store::open(&dir).unwrap();
        holds_the_example(&mut store, version);
        drop(store);
        assert_eq!(
            schema_text(&dir.database()),
            fs::read_to_string(fixtures().join(format!("v{SCHEMA_VERSION}.sql"))).unwrap()
        );
        assert_eq!(
            inspect(dir.path()).unwrap(),
            Inspection::Sound { schema: SCHEMA_VERSION }
        );
    }
}

fn holds_the_example(store: &mut Store, version: i64) {
    let mut expected = example::conversation();
    if version < 2 {
        expected.answers[&example::DONE].segments[1].images.clear();
    }
    if version < 5 {
        for tab in &mut expected.tabs {
            (tab.name, tab.closing) = (None, 0);
        }
        expected.turns[0].attached = chat::Attached::default();
        expected.context = Context::All;
        expected.answers[&example::DONE].segments[1].earlier_left_out = 0;
    }
    let draft = if version < 5 {
        vec![]
    } else {
        vec![example::text_file()]
    };
    assert_eq!(store.draft_attachments(example::CONVERSATION).unwrap(), draft);
    let sent = if version < 5 { vec![] } else { vec![example::sent()] };
    assert_eq!(store.sent(example::DONE).unwrap(), sent);
    let best = if version < 4 { vec![] } else { vec![example::DONE] };
    assert_eq!(store.best(example::CONVERSATION).unwrap(), best);
    let notes = if version < 5 { vec![] } else { vec![example::note()] };
    assert_eq!(store.notes(example::CONVERSATION).unwrap(), notes);
    let cost = if version < 5 { Cost(0) } else { Cost(5_300_900_000) };
    assert_eq!(store.spent(example::SPENT_MS).unwrap().day.cost, cost);
    let running = &mut expected.answers[&example::RUNNING];
    running.state = AnswerState::Streaming;
    running.segments[0].reasoning = "Hm. ".into();
    running.segments[0].text = "Because of ".into();
    assert_eq!(store.load_conversation(example::CONVERSATION).unwrap(), Some(expected));
    let mut endpoint = example::endpoint();
    if version < 3 {
        endpoint.settings = "{}".into();
    }
    assert_eq!(store.endpoints().unwrap(), [endpoint]);
    assert_eq!(store.models(example::ENDPOINT).unwrap(), Some(example::models()));
    assert_eq!(store.setting::<String>("theme").unwrap().as_deref(), Some("dark"));
    let view = ViewState {
        draft: "And at ".into(),
        selected: Some(example::TAB),
        scroll: Some(120.5),
        layout: if version < 6 { Layout::Tabs } else { Layout::Diff },
        columns: if version < 6 {
            Columns::default()
        } else {
            example::columns()
        },
    };
    assert_eq!(store.view(example::CONVERSATION).unwrap(), view);
    assert_eq!(store.recover().unwrap(), [example::RUNNING, example::QUEUED]);
}

/// Run by hand after a new schema number: `cargo test -p store --test store -- --ignored write_the_fixture`.
#[test]
#[ignore = "writes into the source tree"]
fn write_the_fixture() {
    let (_folder, dir) = fresh();
    let mut store = Store::open(&dir).unwrap();
    example::fill(&mut store);
    drop(store);
    fs::copy(dir.database(), fixtures().join(format!("v{SCHEMA_VERSION}.sqlite3"))).unwrap();
    fs::write(
        fixtures().join(format!("v{SCHEMA_VERSION}.sql")),
        schema_text(&dir.database()),
    )
    .unwrap();
}

#[test]
fn a_newer_schema_is_refused_and_every_byte_stays() {
    let (_folder, dir) = fresh();
    example::fill(&mut Store::open(&dir).unwrap());
    Connection::open(dir.database())
        .unwrap()
        .pragma_update(None, "user_version", 77)
        .unwrap();
    let before = bytes(dir.path());
    refuses_newer(&dir, &before);
}

#[test]
fn a_newer_schema_that_is_only_in_the_log_is_refused_and_every_byte_stays() {
    let (_folder, dir) = fresh();
    drop(Store::open(&dir).unwrap());
    let newer = Connection::open(dir.database()).unwrap();
    newer
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .unwrap();
    newer.pragma_update(None, "user_version", 77).unwrap();
    drop(newer);
    let mut before = bytes(dir.path());
    assert!(
        before.keys().any(|path| path.ends_with("juxta.sqlite3-wal")),
        "the log is still there"
    );
    before.retain(|path, _| !path.ends_with("juxta.sqlite3-shm")); // a cache of the log, rebuilt by whoever looks
    refuses_newer(&dir, &before);
}

fn refuses_newer(dir: &DataDir, before: &BTreeMap<PathBuf, Vec<u8>>) {
    assert!(matches!(
        Store::open(dir),
        Err(StoreError::Newer {
            found: 77,
            known: SCHEMA_VERSION
        })
    ));
    assert!(matches!(inspect(dir.path()), Err(StoreError::Newer { found: 77, .. })));
    for (path, old) in before {
        assert!(fs::read(path).unwrap() == *old, "{} changed", path.display());
    }
}

#[test]
fn somebody_elses_database_is_refused_and_every_byte_stays() {
    let (_folder, dir) = fresh();
    Connection::open(dir.database())
        .unwrap()
        .execute_batch("CREATE TABLE theirs (a)")
        .unwrap();
    let before = bytes(dir.path());
    assert!(matches!(Store::open(&dir), Err(StoreError::Foreign(_))));
    assert_eq!(bytes(dir.path()), before);
}

#[test]
fn a_file_that_is_no_database_is_damage_and_every_byte_stays() {
    let (_folder, dir) = fresh();
    fs::write(dir.database(), "not a database ".repeat(500)).unwrap();
    let before = bytes(dir.path());
    let error = Store::open(&dir).err().unwrap();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error}");
    assert_eq!(error.failure().details["cause"], "corrupt");
    assert_eq!(bytes(dir.path()), before);
}

#[test]
fn looking_at_an_empty_folder_leaves_it_empty() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(inspect(folder.path()).unwrap(), Inspection::Absent);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
