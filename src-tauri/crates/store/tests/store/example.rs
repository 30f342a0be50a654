//! One small conversation with everything set, the same at every run: what the fixtures hold.

use chat::{
    Answer, AnswerId, AnswerLimits, AnswerState, Attached, Attachment, AttachmentKind, Citation, Context, Conversation,
    ConversationId, Cost, EndpointId, ErrorCode, Failure, FinishReason, Image, ImageHash, ImageType, Parameters,
    Segment, Served, Tab, TabId, Timing, Turn, TurnId, Usage,
};
use store::{
    CachedModels, Columns, Endpoint, JournalRow, KeyMarker, Layout, Note, Reservation, SentRow, Settlement, Store,
    TextKind,
};
use uuid::Uuid;

pub(crate) const CONVERSATION: ConversationId = ConversationId(Uuid::from_u128(0x10));
pub(crate) const TAB: TabId = TabId(Uuid::from_u128(0x20));
pub(crate) const SECOND_TAB: TabId = TabId(Uuid::from_u128(0x21));
pub(crate) const TURN: TurnId = TurnId(Uuid::from_u128(0x30));
pub(crate) const DONE: AnswerId = AnswerId(Uuid::from_u128(0x40));
pub(crate) const RUNNING: AnswerId = AnswerId(Uuid::from_u128(0x41));
pub(crate) const QUEUED: AnswerId = AnswerId(Uuid::from_u128(0x42));
/// What [`DONE`] follows.
pub(crate) const EARLIER: AnswerId = AnswerId(Uuid::from_u128(0x3f));
/// What [`TURN`] is an edit of.
const EARLIER_TURN: TurnId = TurnId(Uuid::from_u128(0x31));
/// When the example's requests were made.
pub(crate) const SPENT_MS: i64 = 1_760_000_000_700;
pub(crate) const ENDPOINT: EndpointId = EndpointId(Uuid::from_u128(0x50));

/// Two tabs, a turn that edits an earlier one, a finished answer, one that runs, one that waits for it and one before.
pub(crate) fn conversation() -> Conversation {
    let running = Answer {
        segments: vec![Segment::default()],
        ..answer(RUNNING, SECOND_TAB, AnswerState::Waiting)
    };
    let queued = answer(QUEUED, SECOND_TAB, AnswerState::Queued);
    let earlier = Answer {
        turn: EARLIER_TURN,
        ..answer(EARLIER, TAB, AnswerState::Done)
    };
    Conversation {
        id: CONVERSATION,
        title: "Why is the sky blue? 空".into(),
        created_ms: 1_760_000_000_000,
        updated_ms: 1_760_000_001_000,
        context: Context::Last { turns: 3 },
        tabs: vec![tab(TAB, false), tab(SECOND_TAB, true)],
        turns: [turn(), earlier_turn()].map(|turn| (turn.id, turn)).into(),
        answers: [done(), running, queued, earlier]
            .map(|answer| (answer.id, answer))
            .into(),
    }
}

pub(crate) fn turn() -> Turn {
    Turn {
        id: TURN,
        prompt: "Why is the sky blue?\n\0'\"".into(),
        created_ms: 1_760_000_000_500,
        edits: Some(EARLIER_TURN),
        attached: Attached {
            files: vec![picture_file(), text_file()],
            unseen_by: vec![SECOND_TAB],
        },
    }
}

fn earlier_turn() -> Turn {
    Turn {
        id: EARLIER_TURN,
        prompt: "Why is the sky?".into(),
        created_ms: 1_760_000_000_400,
        edits: None,
        attached: Attached::default(),
    }
}

/// A picture that went with the prompt.
fn picture_file() -> Attachment {
    Attachment {
        hash: ImageHash([0x5b; 32]),
        kind: AttachmentKind::Image {
            media_type: ImageType::Jpeg,
            width: 2048,
            height: 1536,
            shrunk_from: Some(4000),
            first_frame_only: false,
        },
        name: "sky.jpg".into(),
        bytes: 312_000,
        tokens: 1_590,
    }
}

/// A text of the draft, which went with the prompt too.
pub(crate) fn text_file() -> Attachment {
    Attachment {
        hash: ImageHash([0x5c; 32]),
        kind: AttachmentKind::Pdf { pages: 3 },
        name: "Rayleigh 1871.pdf".into(),
        bytes: 9_000,
        tokens: 2_250,
    }
}

fn tab(id: TabId, closed: bool) -> Tab {
    let body = [
        ("temperature".to_owned(), 0.1.into()),
        ("stop".to_owned(), vec!["\n"].into()),
    ];
    Tab {
        id,
        endpoint: ENDPOINT,
        model: "smollm2-135m".into(),
        parameters: Parameters {
            system: Some("Be brief.".into()),
            body: body.into(),
            limits: AnswerLimits::default(),
        },
        head: Some(DONE),
        name: closed.then(|| "The strict one".into()),
        closed,
        closing: u32::from(closed),
    }
}

/// An answer without text.
pub(crate) fn answer(id: AnswerId, tab: TabId, state: AnswerState) -> Answer {
    Answer {
        id,
        turn: TURN,
        tab,
        parent: None,
        endpoint: ENDPOINT,
        model: "smollm2-135m".into(),
        state,
        segments: Vec::new(),
        failure: None,
        retry: None,
        created_ms: 1_760_000_000_600,
    }
}

fn done() -> Answer {
    let cut = Segment {
        text: "Rayleigh ".into(),
        finish: Some(FinishReason::Length),
        ..Segment::default()
    };
    let rest = Segment {
        text: "scattering.".into(),
        reasoning: "Short waves scatter most.".into(),
        citations: vec![Citation {
            url: "https://example.org/sky".into(),
            title: Some("Sky".into()),
        }],
        finish: Some(FinishReason::Other("eos".into())),
        usage: Some(Usage {
            prompt_tokens: Some(7),
            completion_tokens: Some(u64::MAX),
            ..Usage::default()
        }),
        served: Served {
            model: Some("smollm2-135m-q8".into()),
            created: Some(1_760_000_000),
            ..Served::default()
        },
        timing: Timing {
            first_reasoning_ms: Some(90),
            first_text_ms: Some(120),
            duration_ms: Some(900),
        },
        images: vec![image()],
        earlier_left_out: 2,
        ..Segment::default()
    };
    let failure = Failure::new(ErrorCode::RateLimited)
        .with("host", "example.org")
        .retryable(true);
    Answer {
        parent: Some(EARLIER),
        segments: vec![cut, rest],
        failure: Some(failure),
        ..answer(DONE, TAB, AnswerState::Done)
    }
}

/// A picture whose file is not in any fixture.
pub(crate) fn image() -> Image {
    Image {
        hash: ImageHash([0xab; 32]),
        media_type: ImageType::Webp,
        bytes: 5_000_000_000,
        width: 640,
        height: 480,
        alt: Some("The sky".into()),
    }
}

pub(crate) fn endpoint() -> Endpoint {
    Endpoint {
        id: ENDPOINT,
        name: "Home".into(),
        base_url: "http://192.168.1.2:8080/v1".into(),
        key: KeyMarker::Keyring,
        plain_http_origin: Some("http://192.168.1.2:8080".into()),
        verified_ms: Some(1_760_000_000_100),
        models: Some(2),
        demo: false,
        settings: r#"{"preset":"vllm"}"#.into(),
    }
}

pub(crate) fn models() -> CachedModels {
    CachedModels {
        list: serde_json::json!([{"id": "a"}, {"id": "b"}]),
        fetched_ms: 1_760_000_000_200,
    }
}

pub(crate) fn sent() -> SentRow {
    SentRow {
        segment: 1,
        began_ms: 1_760_000_000_700,
        record: r#"{"request":{"url":"http://192.168.1.2:8080/v1/chat/completions"}}"#.into(),
    }
}

/// A request that has ended.
pub(crate) fn spending() -> Reservation {
    Reservation {
        id: Uuid::from_u128(0x60),
        send: TURN,
        at_ms: SPENT_MS,
        worst: None,
        floor: Cost(0),
        sharers: 1,
    }
}

pub(crate) fn row(answer: AnswerId, kind: TextKind, text: &str) -> JournalRow {
    JournalRow {
        answer,
        segment: 0,
        kind,
        text: text.into(),
    }
}

pub(crate) fn note() -> Note {
    Note {
        answer: DONE,
        note: "Cites no source.".into(),
        labels: vec!["good".into(), "空".into()],
    }
}

pub(crate) fn columns() -> Columns {
    Columns {
        linked: false,
        alone: true,
    }
}

/// Writes everything of this file: a row in every table.
pub(crate) fn fill(store: &mut Store) {
    store
        .write(|writer| {
            writer.save_endpoint(&endpoint())?;
            writer.save_models(ENDPOINT, &models())?;
            writer.set_setting("theme", &"dark")?;
            writer.save_conversation(&conversation())?;
            writer.mark_best(DONE, 1_760_000_000_300)?;
            writer.save_note(&note(), 1_760_000_000_400)?;
            writer.settle(&spending(), Some(Settlement::Exact(Cost(5_300_900_000))))?;
            writer.keep_draft_attachment(CONVERSATION, &text_file(), None)?;
            writer.save_sent(DONE, &sent())?;
            writer.save_draft(CONVERSATION, "And at ")?;
            writer.select_tab(CONVERSATION, Some(TAB))?;
            writer.save_scroll(CONVERSATION, Some(120.5))?;
            writer.save_layout(CONVERSATION, Layout::Diff)?;
            writer.save_columns(CONVERSATION, columns())
        })
        .unwrap();
    store
        .append(&[
            row(RUNNING, TextKind::Reasoning, "Hm. "),
            row(RUNNING, TextKind::Text, "Because"),
        ])
        .unwrap();
    store.append(&[row(RUNNING, TextKind::Text, " of ")]).unwrap();
}
