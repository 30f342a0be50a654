//! *Delete for good*: no byte of a deleted conversation is left in any file of the folder.

use std::fs;

use store::{DataDir, Store, TextKind};

use crate::example::{self, CONVERSATION, DONE, RUNNING, row};

const CANARY: &str = "canary-7f3a91";

fn canaries(dir: &DataDir) -> usize {
    let files = fs::read_dir(dir.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file());
    files
        .map(|path| fs::read(path).unwrap())
        .map(|bytes| {
            bytes
                .windows(CANARY.len())
                .filter(|at| *at == CANARY.as_bytes())
                .count()
        })
        .sum()
}

#[test]
fn a_deleted_conversation_leaves_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let mut store = Store::open(&dir).unwrap();
    example::fill(&mut store);
    let mut conversation = example::conversation();
    for repeat in [1, 40, 4_000, 300] {
        conversation.title = CANARY.into();
        conversation.turns[0].prompt = CANARY.repeat(repeat);
        conversation.answers[&DONE].segments[0].text = CANARY.repeat(repeat);
        store.write(|writer| writer.save_conversation(&conversation)).unwrap();
        store
            .write(|writer| writer.save_draft(CONVERSATION, &CANARY.repeat(repeat)))
            .unwrap();
        for _ in 0..20 {
            store.append(&[row(RUNNING, TextKind::Text, CANARY)]).unwrap();
        }
    }
    assert!(canaries(&dir) > 4_000, "the canary is there to be found");
    store.delete_conversation(CONVERSATION).unwrap();
    assert_eq!(canaries(&dir), 0);
    assert_eq!(store.load_conversation(CONVERSATION).unwrap(), None);
}
