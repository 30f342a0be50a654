//! Running answers and their owners: a living one's are left alone, a dead one's end truly with all their text.

use chat::{Answer, AnswerState, ErrorCode, Failure, Segment};
use store::{DataDir, JournalRow, Owner, Store, TextKind, owner_is_alive};
use tempfile::TempDir;

use crate::child::{self, Other};
use crate::example::{self, CONVERSATION, DONE, QUEUED, RUNNING, row};

fn two_stores() -> (TempDir, Store, Store) {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let (one, two) = (Store::open(&dir).unwrap(), Store::open(&dir).unwrap());
    (folder, one, two)
}

fn answer(store: &Store, id: chat::AnswerId) -> Answer {
    store.load_answer(id).unwrap().unwrap()
}

#[test]
fn an_owner_lives_until_it_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let owner = Owner::claim(&dir).unwrap();
    let name = owner.name().to_owned();
    assert!(owner_is_alive(&dir, &name));
    assert!(owner_is_alive(&dir, &name), "asking takes nothing away");
    drop(owner);
    assert!(!owner_is_alive(&dir, &name));
    assert!(!owner_is_alive(&dir, "never there"));
}

#[test]
fn answers_of_living_owners_are_left_alone() {
    let (_folder, mut running, mut looking) = two_stores();
    example::fill(&mut running);
    let before = running.load_conversation(CONVERSATION).unwrap();
    assert_eq!(looking.recover().unwrap(), []);
    assert_eq!(running.recover().unwrap(), [], "its own neither");
    assert_eq!(looking.load_conversation(CONVERSATION).unwrap(), before);
    running.append(&[row(RUNNING, TextKind::Text, "light.")]).unwrap();
    assert_eq!(
        answer(&looking, RUNNING).segments[0].text,
        "Because of light.",
        "row and journal, from another process"
    );
    assert_eq!(answer(&looking, RUNNING).state, AnswerState::Streaming);
    assert!(looking.list().unwrap()[0].running);
}

#[test]
fn answers_of_a_dead_owner_end_with_all_their_text() {
    let (_folder, mut died, mut store) = two_stores();
    example::fill(&mut died);
    let done = answer(&died, DONE);
    drop(died);

    assert_eq!(store.recover().unwrap(), [RUNNING, QUEUED]);
    let cut = answer(&store, RUNNING);
    assert_eq!(
        (cut.state, cut.segments[0].text.as_str()),
        (AnswerState::Incomplete, "Because of ")
    );
    assert_eq!(cut.segments[0].reasoning, "Hm. ");
    assert_eq!(cut.failure.unwrap().code, ErrorCode::CutOff);
    let queued = answer(&store, QUEUED);
    assert_eq!((queued.state, queued.failure), (AnswerState::Stopped, None));
    assert_eq!(answer(&store, DONE), done);
    assert!(!store.list().unwrap()[0].running);
    assert_eq!(store.recover().unwrap(), [], "once");
}

#[test]
fn an_answer_that_waited_to_be_asked_again_ends_with_the_refusal_it_waited_for() {
    let (_folder, mut died, mut store) = two_stores();
    example::fill(&mut died);
    let refusal = Failure::new(ErrorCode::RateLimited).retryable(true);
    let waiting = Answer {
        state: AnswerState::Waiting,
        failure: Some(refusal.clone()),
        segments: vec![Segment::default()],
        ..example::answer(RUNNING, example::SECOND_TAB, AnswerState::Waiting)
    };
    died.write(|writer| writer.save_answer(&waiting)).unwrap();
    drop(died);
    store.recover().unwrap();
    let ended = answer(&store, RUNNING);
    assert_eq!((ended.state, ended.failure), (AnswerState::Failed, Some(refusal)));
}

#[test]
fn a_killed_process_counts_as_gone_and_its_lock_file_is_swept() {
    let folder = tempfile::tempdir().unwrap();
    let dir = DataDir::open(folder.path()).unwrap();
    let mut store = Store::open(&dir).unwrap();
    let mut other = Other::start("recovery::running_process", folder.path());
    other.wait_for("running");
    assert_eq!(store.recover().unwrap(), []);
    assert_eq!(answer(&store, RUNNING).segments[0].text, "Because of ");
    let owners = || std::fs::read_dir(dir.path().join("owners")).unwrap().count();
    assert_eq!(owners(), 1);
    drop(other);
    assert_eq!(store.recover().unwrap(), [RUNNING, QUEUED]);
    assert_eq!(answer(&store, RUNNING).segments[0].text, "Because of ");
    assert_eq!(owners(), 0);
}

#[test]
fn running_process() {
    let Some(folder) = child::folder() else { return };
    let mut store = Store::open(&DataDir::open(folder).unwrap()).unwrap();
    example::fill(&mut store);
    child::say("running");
    child::wait_to_be_let_go();
}

#[test]
fn a_second_segment_is_folded_behind_the_first() {
    let (_folder, mut died, mut store) = two_stores();
    example::fill(&mut died);
    let mut continued = answer(&died, DONE);
    continued.state = AnswerState::Waiting;
    continued.failure = None;
    continued.segments.push(Segment::default());
    died.write(|writer| writer.save_answer(&continued)).unwrap();
    let text = |text: &str| JournalRow {
        segment: 2,
        ..row(DONE, TextKind::Text, text)
    };
    died.append(&[text("More "), text("light.")]).unwrap();
    drop(died);
    store.recover().unwrap();
    let texts: Vec<_> = answer(&store, DONE)
        .segments
        .into_iter()
        .map(|segment| segment.text)
        .collect();
    assert_eq!(texts, ["Rayleigh ", "scattering.", "More light."]);
}

#[test]
fn a_finished_answer_takes_its_journal_with_it() {
    let (_folder, mut store, other) = two_stores();
    example::fill(&mut store);
    let mut whole = answer(&store, RUNNING);
    whole.state = AnswerState::Done;
    whole.segments[0].text.push_str("light.");
    store.write(|writer| writer.finish_answer(&whole)).unwrap();
    store.append(&[row(RUNNING, TextKind::Text, "late")]).unwrap();
    assert_eq!(
        answer(&other, RUNNING),
        whole,
        "text that comes after the end is not kept"
    );
}

#[test]
fn a_flush_writes_as_much_at_the_end_of_a_long_answer_as_at_its_start() {
    let (folder, mut store, _other) = two_stores();
    example::fill(&mut store);
    // Nothing folds the log into the database here: it holds all that was ever written.
    let written = || {
        std::fs::metadata(folder.path().join("juxta.sqlite3-wal"))
            .unwrap()
            .len()
    };
    let text = "Some words of a long answer. ".repeat(4);
    let mut quarters = Vec::new();
    for _ in 0..4 {
        let before = written();
        for _ in 0..250 {
            store.append(&[row(RUNNING, TextKind::Text, &text)]).unwrap();
        }
        quarters.push(written() - before);
    }
    assert!(
        quarters[3] < quarters[0] + quarters[0] / 4,
        "bytes a quarter: {quarters:?}"
    );
    let mut whole = answer(&store, RUNNING);
    assert!(whole.segments[0].text.len() > 1000 * text.len());
    whole.state = AnswerState::Done;
    let before = written();
    store.write(|writer| writer.finish_answer(&whole)).unwrap();
    let (end, length) = (written() - before, whole.segments[0].text.len() as u64);
    assert!(end < 4 * length, "{end} bytes for the end of an answer of {length}");
}

#[test]
fn saving_a_running_answer_whole_does_not_double_its_text() {
    let (_folder, mut store, _) = two_stores();
    example::fill(&mut store);
    let so_far = answer(&store, RUNNING);
    store.write(|writer| writer.save_answer(&so_far)).unwrap();
    assert_eq!(answer(&store, RUNNING), so_far);
    store.append(&[row(RUNNING, TextKind::Text, "light.")]).unwrap();
    assert_eq!(answer(&store, RUNNING).segments[0].text, "Because of light.");
}

#[test]
fn text_of_a_deleted_conversation_does_not_hold_up_the_others() {
    let (_folder, mut store, mut other) = two_stores();
    example::fill(&mut store);
    other.delete_conversation(CONVERSATION).unwrap();
    store.append(&[row(RUNNING, TextKind::Text, "gone")]).unwrap();
    let gone =
        store.write(|writer| writer.save_answer(&example::answer(RUNNING, example::SECOND_TAB, AnswerState::Done)));
    assert_eq!(gone.unwrap_err().cause().as_str(), "gone");
    assert_eq!(store.load_conversation(CONVERSATION).unwrap(), None);
}
