use std::sync::Arc;

use uuid::Uuid;

use chat::TabId;

use super::*;

fn shown() -> (Arc<Frames>, ConversationId, AnswerId) {
    let frames = Arc::new(Frames::default());
    let conversation = ConversationId(Uuid::new_v4());
    frames.show(Some(conversation));
    (frames, conversation, AnswerId(Uuid::new_v4()))
}

#[tokio::test(start_paused = true)]
async fn a_call_is_held_until_something_changes_and_is_told_the_most_of_it() {
    let (frames, conversation, answer) = shown();
    frames.set_running(1);
    let call = tokio::spawn({
        let frames = frames.clone();
        async move { frames.due("page", 0).await }
    });
    tokio::task::yield_now().await;
    assert!(!call.is_finished());
    frames.mark(conversation, answer, Mark::State);
    frames.mark(conversation, answer, Mark::Moved);
    let marks = vec![(answer, Mark::State)];
    assert_eq!(
        call.await.expect("joined"),
        Due::Frame {
            cursor: 1,
            resync: false,
            marks,
            throttled: vec![]
        }
    );
}

#[tokio::test(start_paused = true)]
async fn frames_come_at_most_thirty_times_a_second() {
    let (frames, conversation, answer) = shown();
    frames.set_running(1);
    let start = Instant::now();
    for cursor in 0..30 {
        frames.mark(conversation, answer, Mark::Moved);
        frames.due("page", cursor).await;
    }
    assert!(start.elapsed() >= Duration::from_millis(33 * 29));
}

#[tokio::test(start_paused = true)]
async fn beside_a_wall_of_answers_frames_come_half_as_often() {
    let (frames, conversation, answer) = shown();
    frames.set_running(9);
    let start = Instant::now();
    for cursor in 0..15 {
        frames.mark(conversation, answer, Mark::Moved);
        frames.due("page", cursor).await;
    }
    assert!(start.elapsed() >= Duration::from_millis(66 * 14));
}

#[tokio::test(start_paused = true)]
async fn after_a_pause_a_change_is_told_at_once() {
    let (frames, conversation, answer) = shown();
    frames.set_running(1);
    frames.mark(conversation, answer, Mark::Moved);
    frames.due("page", 0).await;
    tokio::time::advance(Duration::from_millis(33)).await;
    let start = Instant::now();
    frames.mark(conversation, answer, Mark::Moved);
    frames.due("page", 1).await;
    assert_eq!(start.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_newer_page_releases_the_older_one_for_good() {
    let (frames, _, _) = shown();
    frames.set_running(1);
    let old = tokio::spawn({
        let frames = frames.clone();
        async move { frames.due("old", 0).await }
    });
    tokio::task::yield_now().await;
    let new = tokio::spawn({
        let frames = frames.clone();
        async move { frames.due("new", 0).await }
    });
    assert_eq!(old.await.expect("joined"), Due::Released);
    assert_eq!(frames.due("old", 0).await, Due::Released);
    assert!(!new.is_finished());
    new.abort();
}

#[tokio::test(start_paused = true)]
async fn a_page_that_missed_a_frame_is_told_to_read_again() {
    let (frames, conversation, answer) = shown();
    frames.set_running(1);
    frames.mark(conversation, answer, Mark::Moved);
    frames.due("page", 0).await;
    assert!(matches!(
        frames.due("page", 0).await,
        Due::Frame {
            cursor: 2,
            resync: true,
            ..
        }
    ));
}

#[tokio::test(start_paused = true)]
async fn a_new_page_whose_predecessor_took_a_frame_after_the_snapshot_is_told_to_read_again() {
    let (frames, conversation, answer) = shown();
    frames.set_running(1);
    frames.mark(conversation, answer, Mark::Moved);
    frames.due("old", 0).await;
    // The new page reads, and then calls: nothing fell between.
    frames.show(Some(conversation));
    frames.mark(conversation, answer, Mark::Moved);
    let marks = vec![(answer, Mark::Moved)];
    let resync = false;
    assert_eq!(
        frames.due("new", 0).await,
        Due::Frame {
            cursor: 2,
            resync,
            marks,
            throttled: vec![]
        }
    );
    // A third page reads. The second page's call is still answered, but is lost; then the third one calls.
    frames.show(Some(conversation));
    frames.mark(conversation, answer, Mark::Moved);
    frames.due("new", 2).await;
    let due = frames.due("third", 0).await;
    assert!(matches!(due, Due::Frame { resync: true, .. }), "{due:?}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_held_while_nothing_runs_nor_longer_than_the_limit() {
    let (frames, _, _) = shown();
    let start = Instant::now();
    frames.due("page", 0).await;
    assert_eq!(start.elapsed(), Duration::ZERO);
    frames.set_running(1);
    frames.due("page", 1).await;
    assert_eq!(start.elapsed(), HOLD);
}

#[tokio::test(start_paused = true)]
async fn of_a_tab_that_is_not_seen_only_its_state_is_told() {
    let (frames, conversation, answer) = shown();
    let [tab, other] = [TabId(Uuid::new_v4()), TabId(Uuid::new_v4())];
    let moved = |has_new_state| Moved { tab, has_new_state };
    frames.set_visible(conversation, |visible| visible.selected = Some(other));
    frames.moved(conversation, answer, moved(false));
    assert!(!frames.has_marks());
    frames.moved(conversation, answer, moved(true));
    assert!(frames.has_marks());
    frames.due("page", 0).await;
    frames.set_visible(conversation, |visible| visible.is_wide = true);
    frames.moved(conversation, answer, moved(false));
    assert!(frames.has_marks());
}

#[tokio::test(start_paused = true)]
async fn marks_of_a_conversation_not_shown_are_not_kept() {
    let (frames, _, answer) = shown();
    frames.mark(ConversationId(Uuid::new_v4()), answer, Mark::Moved);
    assert_eq!(
        frames.due("page", 0).await,
        Due::Frame {
            cursor: 1,
            resync: false,
            marks: vec![],
            throttled: vec![]
        }
    );
}

/// Twenty-four answers that each get a word every five milliseconds, and a page that takes every frame at once.
struct Wall {
    frames: Arc<Frames>,
    conversation: ConversationId,
    answers: Vec<(AnswerId, TabId)>,
}

impl Wall {
    fn new() -> Self {
        let (frames, conversation, _) = shown();
        let answer = |_| (AnswerId(Uuid::new_v4()), TabId(Uuid::new_v4()));
        frames.set_running(24);
        Self {
            frames,
            conversation,
            answers: (0..24).map(answer).collect(),
        }
    }

    /// Brings these columns into view.
    fn set_visible(&self, columns: std::ops::Range<usize>) {
        let tabs = self.answers[columns].iter().map(|(_, tab)| *tab).collect();
        self.frames.set_visible(self.conversation, |visible| {
            (visible.is_wide, visible.in_view) = (true, Some(tabs));
        });
    }

    /// How often a page is told each answer's text in so many seconds, and how many frames it takes.
    async fn play(&self, seconds: u64, mut cursor: u64) -> (Vec<usize>, u64) {
        let writing = tokio::spawn({
            let (frames, conversation, answers) = (self.frames.clone(), self.conversation, self.answers.clone());
            async move {
                loop {
                    for &(answer, tab) in &answers {
                        let has_new_state = false;
                        frames.moved(conversation, answer, Moved { tab, has_new_state });
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        });
        let mut told = vec![0; self.answers.len()];
        let end = Instant::now() + Duration::from_secs(seconds);
        while Instant::now() < end {
            let Due::Frame {
                cursor: next,
                marks,
                throttled,
                ..
            } = self.frames.due("page", cursor).await
            else {
                panic!("nobody else asks");
            };
            cursor = next;
            assert!(throttled.len() <= 2, "no frame carries many of them");
            let visible = self.frames.visible();
            for (at, (answer, tab)) in self.answers.iter().enumerate() {
                let is_marked = marks.iter().any(|(marked, _)| marked == answer);
                told[at] += usize::from(is_marked && (visible.shows(*tab) || throttled.contains(answer)));
            }
        }
        writing.abort();
        (told, cursor)
    }
}

#[tokio::test(start_paused = true)]
async fn of_24_columns_those_in_view_are_told_with_every_frame_and_the_others_once_a_second() {
    let wall = Wall::new();
    wall.set_visible(0..4);
    let (told, frames) = wall.play(10, 0).await;
    assert!((150..=201).contains(&frames), "the pace is that of four: {frames}");
    assert!(
        told[..4]
            .iter()
            .all(|&times| times + 1 >= usize::try_from(frames).unwrap_or(0)),
        "{told:?}"
    );
    assert!(told[4..].iter().all(|times| (9..=11).contains(times)), "{told:?}");
    // Others come into view: nothing is told twice, and the pace goes on.
    wall.set_visible(20..24);
    let (told, _) = wall.play(5, frames).await;
    assert!(told[20..].iter().all(|&times| times > 60), "{told:?}");
    assert!(told[..20].iter().all(|times| (4..=6).contains(times)), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn columns_beside_are_told_even_where_nothing_in_view_moves() {
    let wall = Wall::new();
    wall.set_visible(0..0);
    let (told, _) = wall.play(10, 0).await;
    assert!(told.iter().all(|times| (9..=11).contains(times)), "{told:?}");
}
