//! Pictures: named and kept with their answers, gone with the last answer that names them.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use chat::{AnswerState, Attachment, Conversation, ConversationId, Image, TurnId};
use store::{DataDir, Media, Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

use crate::example::{self, CONVERSATION, DONE, RUNNING};

const PIXELS: &[u8] = b"\x89PNG canary-7f3a91";

fn filled() -> (TempDir, DataDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let mut store = Store::open(&dir).unwrap();
    example::fill(&mut store);
    (folder, dir, store)
}

fn picture(bytes: &[u8]) -> Image {
    Image {
        hash: Media::hash(bytes),
        ..example::image()
    }
}

fn keep(store: &mut Store, answer: chat::AnswerId, bytes: &[u8]) -> Result<(), StoreError> {
    let staged = store.media().stage(bytes).unwrap();
    store.write(|writer| writer.keep_image(answer, 0, &picture(bytes), Some(&staged)))
}

fn files(dir: &DataDir) -> Vec<String> {
    let files = fs::read_dir(dir.path().join("media")).unwrap();
    files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// The same conversation once more, with ids of its own.
fn twin() -> Conversation {
    let mut twin = example::conversation();
    twin.id = ConversationId(Uuid::from_u128(0x11));
    let mut answer = twin.answers[&DONE].clone();
    (answer.id, answer.turn) = (chat::AnswerId(Uuid::from_u128(0x99)), TurnId(Uuid::from_u128(0x98)));
    let mut turn = twin.turns[0].clone();
    (turn.id, turn.edits, answer.parent) = (answer.turn, None, None);
    twin.tabs.truncate(1);
    (twin.tabs[0].id, twin.tabs[0].head) = (chat::TabId(Uuid::from_u128(0x97)), Some(answer.id));
    answer.tab = twin.tabs[0].id;
    answer.segments[0].images = vec![picture(PIXELS)];
    twin.turns = [(turn.id, turn)].into();
    twin.answers = [(answer.id, answer)].into();
    twin
}

#[test]
fn a_picture_is_named_by_its_sha_256() {
    assert_eq!(
        Media::hash(b"abc").to_string(),
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

#[test]
fn a_running_answers_picture_is_there_at_once_and_stays_to_its_end() {
    let (_folder, dir, mut store) = filled();
    keep(&mut store, RUNNING, PIXELS).unwrap();
    keep(&mut store, RUNNING, PIXELS).unwrap();
    let other = Store::open(&dir).unwrap();
    let mut answer = other.load_answer(RUNNING).unwrap().unwrap();
    assert_eq!(answer.segments[0].images, [picture(PIXELS)]);
    assert_eq!(
        other.media().read(Media::hash(PIXELS)).unwrap().as_deref(),
        Some(PIXELS)
    );
    assert_eq!(other.media().read(Media::hash(b"other")).unwrap(), None);

    answer.state = AnswerState::Done;
    store.write(|writer| writer.finish_answer(&answer)).unwrap();
    assert_eq!(other.load_answer(RUNNING).unwrap(), Some(answer));
    assert_eq!(
        files(&dir),
        [Media::hash(PIXELS).to_string()],
        "once, and nothing beside it"
    );
}

#[test]
fn an_answer_cut_off_by_a_crash_keeps_its_pictures() {
    let (_folder, dir, mut store) = filled();
    keep(&mut store, RUNNING, PIXELS).unwrap();
    drop(store);
    let mut store = Store::open(&dir).unwrap();
    store.recover().unwrap();
    let cut = store.load_answer(RUNNING).unwrap().unwrap();
    assert_eq!(cut.state, AnswerState::Incomplete);
    assert_eq!(cut.segments[0].images, [picture(PIXELS)]);
}

#[test]
fn a_picture_that_comes_too_late_leaves_nothing() {
    let (_folder, dir, mut store) = filled();
    assert!(matches!(keep(&mut store, DONE, PIXELS), Err(StoreError::Gone)));
    assert!(files(&dir).is_empty());
}

#[test]
fn a_conversations_pictures_go_with_it_unless_another_has_the_same() {
    let (_folder, dir, mut store) = filled();
    store.write(|writer| writer.save_conversation(&twin())).unwrap();
    keep(&mut store, RUNNING, PIXELS).unwrap();
    keep(&mut store, RUNNING, b"its own").unwrap();
    store.delete_conversation(CONVERSATION).unwrap();
    assert_eq!(files(&dir), [Media::hash(PIXELS).to_string()], "the twin names it");
    store.delete_conversation(twin().id).unwrap();
    assert!(files(&dir).is_empty());
}

#[test]
fn what_a_dead_process_left_behind_is_swept_once_it_is_old() {
    let (_folder, dir, mut store) = filled();
    keep(&mut store, RUNNING, PIXELS).unwrap();
    let media = dir.path().join("media");
    let (unnamed, part) = (Media::hash(b"unnamed").to_string(), "0f.part".to_owned());
    for name in [&unnamed, &part, &"theirs.txt".to_owned()] {
        fs::write(media.join(name), "x").unwrap();
    }
    store.sweep_media().unwrap();
    assert_eq!(files(&dir).len(), 4, "somebody may be about to name them");
    for name in files(&dir) {
        let file = File::options().write(true).open(media.join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(7_200))
            .unwrap();
    }
    store.sweep_media().unwrap();
    let mut left = files(&dir);
    left.sort();
    let mut named = [Media::hash(PIXELS).to_string(), "theirs.txt".to_owned()];
    named.sort();
    assert_eq!(left, named);
}

fn attach(store: &mut Store, bytes: &[u8]) -> Attachment {
    let attachment = Attachment {
        hash: Media::hash(bytes),
        ..example::text_file()
    };
    let staged = store.media().stage(bytes).unwrap();
    store
        .write(|writer| writer.keep_draft_attachment(CONVERSATION, &attachment, Some(&staged)))
        .unwrap();
    attachment
}

#[test]
fn a_drafts_file_is_there_at_once_and_gone_when_it_is_dropped() {
    let (_folder, dir, mut store) = filled();
    let file = attach(&mut store, b"one");
    attach(&mut store, b"one");
    let other = Store::open(&dir).unwrap();
    assert_eq!(
        other.draft_attachments(CONVERSATION).unwrap(),
        [example::text_file(), file.clone()],
        "once, behind the others"
    );
    assert_eq!(other.media().read(file.hash).unwrap().as_deref(), Some(&b"one"[..]));
    store.drop_draft_attachment(CONVERSATION, file.hash).unwrap();
    assert_eq!(store.draft_attachments(CONVERSATION).unwrap(), [example::text_file()]);
    assert!(files(&dir).is_empty());
}

#[test]
fn a_sent_file_stays_while_anything_names_it() {
    let (_folder, dir, mut store) = filled();
    let file = attach(&mut store, b"one");
    let mut turn = example::turn();
    turn.attached.files = vec![file.clone()];
    store
        .write(|writer| {
            writer.save_turn(CONVERSATION, &turn)?;
            writer.clear_draft_attachments(CONVERSATION, &[file.hash])
        })
        .unwrap();
    // The same once more in the draft, and taken out again: the turn still names it.
    attach(&mut store, b"one");
    store.drop_draft_attachment(CONVERSATION, file.hash).unwrap();
    for name in files(&dir) {
        let file = File::options()
            .write(true)
            .open(dir.path().join("media").join(name))
            .unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(7_200))
            .unwrap();
    }
    store.sweep_media().unwrap();
    assert_eq!(files(&dir), [file.hash.to_string()]);
    store.delete_conversation(CONVERSATION).unwrap();
    assert!(files(&dir).is_empty());
}

#[cfg(unix)]
#[test]
fn pictures_are_readable_by_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, dir, mut store) = filled();
    keep(&mut store, RUNNING, PIXELS).unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let media = dir.path().join("media");
    assert_eq!(mode(media.join(Media::hash(PIXELS).to_string())), 0o600);
    assert_eq!(mode(media), 0o700);
}

#[test]
fn a_picture_that_cannot_be_written_says_why() {
    let (_folder, dir, store) = filled();
    fs::write(dir.path().join("media"), "in the way").unwrap();
    assert!(store.media().stage(PIXELS).is_err());
    assert!(store.media().read(Media::hash(PIXELS)).is_err());
}
