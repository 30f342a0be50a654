//! A conversation whose rows are not a tree is an error with a stable cause, and harms no other.

use chat::BrokenTree;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rusqlite::Connection;
use store::{DataDir, Store, StoreError};
use uuid::Uuid;

use crate::{arbitrary, example};

const MISSING: Uuid = Uuid::from_u128(0xdead);

/// Damages, each as SQL that is given a row's id and that of nothing.
const DAMAGES: [(&str, &str); 4] = [
    ("answers", "UPDATE answers SET parent = ?2 WHERE id = ?1"),
    (
        "answers",
        "UPDATE answers SET parent = id WHERE id = ?1 AND ?2 IS NOT NULL",
    ),
    ("tabs", "UPDATE tabs SET head = ?2 WHERE id = ?1"),
    ("turns", "UPDATE turns SET edits = ?2 WHERE id = ?1"),
];

/// Damages one row past all foreign keys; `false` if its table has none.
fn damage(dir: &DataDir, (table, sql): (&str, &str), pick: Index) -> bool {
    let connection = Connection::open(dir.database()).unwrap();
    let ids: Vec<Uuid> = connection
        .prepare(&format!("SELECT id FROM {table} ORDER BY seq"))
        .unwrap()
        .query_map([], |row| row.get("id"))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    !ids.is_empty() && connection.execute(sql, (pick.get(&ids), MISSING)).unwrap() == 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_tree_is_an_error_and_no_panic(
        saved in arbitrary::conversation(), how in select(DAMAGES.to_vec()), pick in any::<Index>()
    ) {
        let folder = tempfile::tempdir().unwrap();
        let dir = DataDir::open(folder.path()).unwrap();
        let mut store = Store::open(&dir).unwrap();
        store.write(|writer| writer.save_conversation(&saved)).unwrap();
        prop_assume!(damage(&dir, how, pick));
        let error = store.load_conversation(saved.id).expect_err("a damaged tree");
        prop_assert!(matches!(error, StoreError::BrokenTree(_)), "{:?}", error);
        let failure = error.failure();
        prop_assert_eq!(failure.details["cause"].as_str(), "corrupt");
        prop_assert_eq!(store.list().unwrap().len(), 1);
    }
}

#[test]
fn the_error_names_what_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let mut store = Store::open(&dir).unwrap();
    example::fill(&mut store);
    let connection = Connection::open(dir.database()).unwrap();
    let sql = "DELETE FROM answers WHERE id = ?1";
    assert_eq!(connection.execute(sql, [example::EARLIER.0]).unwrap(), 1);
    let error = store.load_conversation(example::CONVERSATION).unwrap_err();
    let (answer, parent) = (example::DONE, example::EARLIER);
    assert!(
        matches!(error, StoreError::BrokenTree(broken) if broken == BrokenTree::UnknownParent { answer, parent }),
        "{error}"
    );
}
