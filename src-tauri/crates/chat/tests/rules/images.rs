//! Pictures in answers: they count as something said, but not as text a later request could carry.

use chat::{AnswerState, Delta, Ending, Event, Image, ImageHash, ImageType, Segment};

use crate::bench::{Bench, failure};

pub(crate) fn picture(number: u8) -> Image {
    Image {
        hash: ImageHash([number; 32]),
        media_type: ImageType::Png,
        bytes: 70,
        width: 2,
        height: 3,
        alt: None,
    }
}

#[test]
fn a_picture_begins_the_answer_and_is_kept_once() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Draw", tabs[0]);
    for number in [1, 2, 1] {
        let effects = bench.hears(answer, Delta::Image(picture(number)), 40);
        assert_eq!(effects, [], "a picture is saved by whoever keeps its bytes");
    }
    assert_eq!(bench.state(answer), AnswerState::Streaming);
    assert_eq!(bench.answer(answer).segments[0].images, [picture(1), picture(2)]);
    bench.ends(answer, Ending::Complete);
    assert_eq!(bench.state(answer), AnswerState::Done);
    assert_eq!(
        bench.answer(answer).segments[0].timing.first_text_ms,
        None,
        "no text came"
    );
}

#[test]
fn an_answer_of_pictures_alone_is_not_empty_but_left_out_of_later_requests() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let drawn = bench.ask("Draw", tabs[0]);
    bench.hears(drawn, Delta::Image(picture(1)), 40);
    bench.ends(drawn, Ending::CutOff(failure()));
    assert!(!bench.answer(drawn).holds_nothing() && bench.chat.is_left_out(drawn));
    assert!(!bench.chat.can_continue(drawn), "there is no text to go on with");
    let next = bench.ask("And now?", tabs[0]);
    assert_eq!(bench.messages(next), ["user: And now?"]);
}

#[test]
fn asking_again_keeps_the_picture_in_a_sibling() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let drawn = bench.ask("Draw", tabs[0]);
    bench.hears(drawn, Delta::Image(picture(1)), 40);
    bench.ends(drawn, Ending::Stopped);
    let sibling = chat::AnswerId(bench.id());
    bench.apply(Event::Retry { answer: drawn, sibling });
    assert_eq!(bench.answer(drawn).segments[0].images, [picture(1)]);
    assert_eq!(bench.state(sibling), AnswerState::Waiting);
}

#[test]
fn going_on_after_a_picture_leaves_its_segment_as_it_is() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let answer = bench.ask("Draw", tabs[0]);
    bench.says(answer, "Here");
    bench.hears(answer, Delta::Image(picture(1)), 40);
    bench.ends(answer, Ending::Stopped);
    bench.apply(Event::Continue { answer });
    let images: Vec<usize> = bench.answer(answer).segments.iter().map(|s| s.images.len()).collect();
    assert_eq!(images, [1, 0]);
}

#[test]
fn a_segment_written_before_there_were_pictures_is_read_without_any() {
    let segment: Segment = serde_json::from_str(r#"{"text":"a"}"#).unwrap();
    assert!(segment.images.is_empty());
}
