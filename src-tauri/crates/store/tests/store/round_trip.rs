//! Any conversation comes back as it was saved, from a real file.

use proptest::prelude::*;
use store::{DataDir, Store};

use crate::arbitrary;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_conversation_comes_back_as_it_was_saved(saved in arbitrary::conversation()) {
        let folder = tempfile::tempdir().unwrap();
        let dir = DataDir::open(folder.path()).unwrap();
        let mut store = Store::open(&dir).unwrap();
        store.write(|writer| writer.save_conversation(&saved)).unwrap();
        drop(store);

        let again = Store::open(&dir).unwrap().load_conversation(saved.id).unwrap();
        prop_assert_eq!(again, Some(saved));
    }

    #[test]
    fn saving_twice_changes_nothing(saved in arbitrary::conversation()) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&DataDir::open(folder.path()).unwrap()).unwrap();
        store.write(|writer| writer.save_conversation(&saved)).unwrap();
        store.write(|writer| writer.save_conversation(&saved)).unwrap();
        prop_assert_eq!(store.load_conversation(saved.id).unwrap(), Some(saved));
    }
}
