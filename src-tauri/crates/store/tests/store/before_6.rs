//! Schema 6 moves a JSON column and two kinds of settings into columns. The fixture `before_6.sqlite3` has all of it,
//! as the last build of schema 5 wrote it.

use std::fs;
use std::path::Path;

use chat::{ConversationId, Cost, Pace, Price, PriceSource, Rate, Reported, Segment, Served};
use rusqlite::Connection;
use store::{Columns, DataDir, Layout, Store, ViewState};
use uuid::Uuid;

use crate::example;

/// The segments of [`example::DONE`] there: with everything set, the largest numbers, a price without rates, nothing.
fn segments() -> Vec<Segment> {
    let full = Segment {
        text: "Rayleigh ".into(),
        served: Served {
            model: Some("smollm2-135m-q8".into()),
            fingerprint: Some("fp_1".into()),
            response_id: Some("chatcmpl-1".into()),
            request_id: Some("req_1".into()),
            created: Some(1_760_000_000),
        },
        reported: Reported {
            speed_milli: Some(51_300),
            cost: Some(Cost(410_000_000)),
        },
        price: Some(Price {
            input: Some(Rate(150_000_000)),
            output: Some(Rate(600_000_000)),
            cached: Some(Rate(75_000_000)),
            cache_write: Some(Rate(187_500_000)),
            reasoning: Some(Rate(700_000_000)),
            request: Some(Rate(1)),
            source: PriceSource::Person,
        }),
        dropped: vec!["stream_options".into(), "temperature".into()],
        pace: Pace::from_counts(200, vec![10, 25, 40]),
        earlier_left_out: 7,
        ..Segment::default()
    };
    let largest = Segment {
        text: "scattering ".into(),
        reported: Reported {
            speed_milli: Some(u64::MAX),
            cost: Some(Cost(u64::MAX)),
        },
        price: Some(Price {
            input: Some(Rate(u64::MAX)),
            ..Price::free()
        }),
        pace: Pace::from_counts(u64::MAX, vec![u64::MAX]),
        earlier_left_out: u32::MAX,
        ..Segment::default()
    };
    let no_rates = Segment {
        text: "of ".into(),
        price: Some(Price::default()),
        ..Segment::default()
    };
    let bare = Segment {
        text: "light.".into(),
        ..Segment::default()
    };
    vec![full, largest, no_rates, bare]
}

fn migrated() -> (tempfile::TempDir, DataDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/before_6.sqlite3");
    fs::copy(fixture, dir.database()).unwrap();
    let store = Store::open(&dir).unwrap();
    (folder, dir, store)
}

fn id(number: u128) -> ConversationId {
    ConversationId(Uuid::from_u128(number))
}

#[test]
fn every_value_of_the_column_served_comes_through() {
    let (_folder, dir, store) = migrated();
    let conversation = store.load_conversation(example::CONVERSATION).unwrap().unwrap();
    assert_eq!(conversation.answers[&example::DONE].segments, segments());
    let row = Connection::open(dir.database())
        .unwrap()
        .query_row("SELECT * FROM segments WHERE served_model IS NOT NULL", [], |row| {
            Ok((
                row.get::<_, i64>("reported_cost")?,
                row.get::<_, i64>("price_input")?,
                row.get::<_, String>("price_source")?,
                row.get::<_, String>("dropped")?,
                row.get::<_, u32>("earlier_left_out")?,
            ))
        })
        .unwrap();
    let dropped = r#"["stream_options","temperature"]"#.to_owned();
    assert_eq!(row, (410_000_000, 150_000_000, "person".to_owned(), dropped, 7));
}

#[test]
fn layout_and_columns_come_through_and_their_settings_are_gone() {
    let (_folder, dir, store) = migrated();
    let view = |layout, linked, alone| ViewState {
        layout,
        columns: Columns { linked, alone },
        ..ViewState::default()
    };
    let first = ViewState {
        draft: "And at ".into(),
        ..view(Layout::Columns, false, true)
    };
    assert_eq!(store.view(id(0x10)).unwrap(), first);
    assert_eq!(store.view(id(0x11)).unwrap(), view(Layout::Diff, true, false));
    // A layout nobody knows, and columns of which one member was written.
    assert_eq!(store.view(id(0x12)).unwrap(), view(Layout::Tabs, true, true));
    assert_eq!(store.setting::<String>("theme").unwrap().as_deref(), Some("dark"));
    let settings: u32 = Connection::open(dir.database())
        .unwrap()
        .query_row("SELECT count(*) FROM settings", [], |row| row.get(0))
        .unwrap();
    assert_eq!(settings, 1);
}

#[test]
fn a_damaged_value_of_the_column_served_costs_its_terms_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/before_6.sqlite3");
    fs::copy(fixture, dir.database()).unwrap();
    let old = Connection::open(dir.database()).unwrap();
    old.execute("UPDATE segments SET served = '{' WHERE position = 0", [])
        .unwrap();
    drop(old);
    let store = Store::open(&dir).unwrap();
    let conversation = store.load_conversation(example::CONVERSATION).unwrap().unwrap();
    let mut expected = segments();
    expected[0] = Segment {
        text: "Rayleigh ".into(),
        ..Segment::default()
    };
    assert_eq!(conversation.answers[&example::DONE].segments, expected);
}
