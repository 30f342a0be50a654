//! Files that go with a prompt.

use chat::{
    AnswerId, Attached, Attachment, AttachmentKind, Ending, Event, ImageHash, ImageType, Message, Refused, TabId,
    TurnId,
};

use crate::bench::Bench;

fn file(number: u8, kind: AttachmentKind) -> Attachment {
    Attachment {
        hash: ImageHash([number; 32]),
        kind,
        name: format!("{number}.txt"),
        bytes: 9,
        tokens: 3,
    }
}

fn picture() -> Attachment {
    let kind = AttachmentKind::Image {
        media_type: ImageType::Png,
        width: 4,
        height: 3,
        shrunk_from: None,
        first_frame_only: false,
    };
    file(1, kind)
}

fn text() -> Attachment {
    file(2, AttachmentKind::Text)
}

/// What goes along, by its first byte.
fn numbers(message: &Message) -> Vec<u8> {
    message.files().map(|file| file.hash.0[0]).collect()
}

fn event(bench: &mut Bench, prompt: &str, attached: Attached, tabs: &[TabId]) -> (Event, Vec<AnswerId>) {
    let turn = TurnId(bench.id());
    let to: Vec<_> = tabs.iter().map(|&tab| (tab, AnswerId(bench.id()))).collect();
    let answers = to.iter().map(|(_, answer)| *answer).collect();
    let prompt = prompt.to_owned();
    let event = Event::Send {
        turn,
        prompt,
        attached,
        to,
    };
    (event, answers)
}

fn send(bench: &mut Bench, prompt: &str, attached: Attached, tabs: &[TabId]) -> Vec<AnswerId> {
    let (event, answers) = event(bench, prompt, attached, tabs);
    bench.apply(event);
    answers
}

#[test]
fn files_go_with_their_prompt_now_and_in_every_later_request_of_the_tab() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let attached = Attached {
        files: vec![picture(), text()],
        unseen_by: Vec::new(),
    };
    let answer = send(&mut bench, "What is this?", attached, &tabs[..1])[0];
    assert_eq!(numbers(&bench.chat.messages_for(answer, false)[0]), [1, 2]);
    bench.says(answer, "A boat.");
    bench.ends(answer, Ending::Complete);
    let later = bench.ask("Sure?", tabs[0]);
    let messages = bench.chat.messages_for(later, false);
    assert_eq!(
        messages.iter().map(numbers).collect::<Vec<_>>(),
        [vec![1, 2], vec![], vec![]]
    );
    let other = bench.ask("Hello", tabs[1]);
    assert!(
        bench
            .chat
            .messages_for(other, false)
            .iter()
            .all(|m| m.files().next().is_none())
    );
}

#[test]
fn a_model_that_cannot_see_gets_the_texts_alone_now_and_later() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let attached = Attached {
        files: vec![picture(), text()],
        unseen_by: vec![tabs[1]],
    };
    let answers = send(&mut bench, "What is this?", attached, &tabs);
    assert_eq!(numbers(&bench.chat.messages_for(answers[0], false)[0]), [1, 2]);
    assert_eq!(numbers(&bench.chat.messages_for(answers[1], false)[0]), [2]);
    bench.says(answers[1], "A text.");
    bench.ends(answers[1], Ending::Complete);
    let later = bench.ask("Sure?", tabs[1]);
    assert_eq!(numbers(&bench.chat.messages_for(later, false)[0]), [2]);
    let turn = &bench.chat.turns[0];
    assert!(turn.attached.is_unseen_by(tabs[1]) && !turn.attached.is_unseen_by(tabs[0]));
}

#[test]
fn a_prompt_may_be_blank_only_for_those_who_can_read_what_goes_with_it() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let blind = Attached {
        files: vec![picture()],
        unseen_by: vec![tabs[1]],
    };
    let (refused, _) = event(&mut bench, " ", blind.clone(), &tabs);
    assert_eq!(bench.refused(refused), Refused::EmptyPrompt);
    send(&mut bench, " ", blind, &tabs[..1]);
    assert_eq!(bench.chat.title, "1.txt", "named by what was asked about");
}
