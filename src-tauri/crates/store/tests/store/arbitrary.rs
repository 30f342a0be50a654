//! Strategies for conversations as odd as the types allow, with the links between rows kept true.

use std::collections::BTreeMap;

use chat::{
    Answer, AnswerId, AnswerLimits, AnswerState, Attached, Attachment, AttachmentKind, Citation, Context, Conversation,
    ConversationId, Cost, EndpointId, ErrorCode, Failure, FinishReason, Image, ImageHash, ImageType, Pace, Parameters,
    Price, PriceSource, Rate, Reported, Segment, Served, Tab, TabId, Timing, Turn, TurnId, Usage,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::Value;
use uuid::Uuid;

/// A conversation with up to 4 tabs, 5 turns and 8 answers.
pub(crate) fn conversation() -> impl Strategy<Value = Conversation> {
    let parts = (
        vec(tab(), 1..4),
        vec(turn(), 1..5),
        vec((answer(), any::<[Index; 3]>()), 0..8),
    );
    (uuid(), text(), any::<(i64, i64)>(), context(), parts).prop_map(
        |(id, title, (created_ms, updated_ms), context, (tabs, turns, answers))| {
            let (mut tabs, mut turns) = (tabs, turns);
            let mut answers: Vec<Answer> = answers
                .into_iter()
                .map(|(mut answer, [turn, tab, _])| {
                    answer.turn = turn.get(&turns).id;
                    answer.tab = tab.get(&tabs).id;
                    answer
                })
                .collect();
            link(&mut tabs, &mut turns, &mut answers);
            Conversation {
                id: ConversationId(id),
                title,
                created_ms,
                updated_ms,
                context,
                answers: answers.into_iter().map(|answer| (answer.id, answer)).collect(),
                turns: turns.into_iter().map(|turn| (turn.id, turn)).collect(),
                tabs,
            }
        },
    )
}

/// Makes heads, parents and edits name what is there: a random id stands for its remainder among the earlier ones.
fn link(tabs: &mut [Tab], turns: &mut [Turn], answers: &mut [Answer]) {
    let pick = |id: Uuid, count: usize| usize::try_from(id.as_u128() % count.max(1) as u128).ok();
    let ids: Vec<AnswerId> = answers.iter().map(|answer| answer.id).collect();
    for tab in tabs {
        tab.head = tab.head.and_then(|head| ids.get(pick(head.0, ids.len())?).copied());
    }
    for (at, answer) in answers.iter_mut().enumerate() {
        answer.parent = answer
            .parent
            .and_then(|parent| ids[..at].get(pick(parent.0, at)?).copied());
    }
    let ids: Vec<TurnId> = turns.iter().map(|turn| turn.id).collect();
    for (at, turn) in turns.iter_mut().enumerate() {
        turn.edits = turn.edits.and_then(|edits| ids[..at].get(pick(edits.0, at)?).copied());
    }
}

fn context() -> impl Strategy<Value = Context> {
    prop_oneof![
        Just(Context::All),
        Just(Context::None),
        any::<u32>().prop_map(|turns| Context::Last { turns }),
        (uuid(), any::<u32>()).prop_map(|(turn, before)| Context::Since {
            turn: TurnId(turn),
            before
        }),
    ]
}

fn uuid() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

/// Text with what databases stumble over: NUL, quotes, any script, nothing at all.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        any::<String>(),
        "[ -~\n]{0,200}",
        vec(
            select(vec!["\0", "'", "\"", "%", "\u{feff}", "漢字", "👩‍👩‍👧", "\u{202e}", "\r\n"]),
            0..8
        )
        .prop_map(|parts| parts.concat()),
    ]
}

fn tab() -> impl Strategy<Value = Tab> {
    let place = (option::of(text()), any::<bool>(), any::<u32>());
    (uuid(), uuid(), text(), parameters(), option::of(uuid()), place).prop_map(
        |(id, endpoint, model, parameters, head, (name, closed, closing))| Tab {
            id: TabId(id),
            endpoint: EndpointId(endpoint),
            model,
            parameters,
            head: head.map(AnswerId),
            name,
            closed,
            closing,
        },
    )
}

fn parameters() -> impl Strategy<Value = Parameters> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from),
        vec(text(), 0..3).prop_map(Value::from),
    ];
    let limits = (option::of(any::<u32>()), option::of(any::<u32>()))
        .prop_map(|(seconds, tokens)| AnswerLimits { seconds, tokens });
    (option::of(text()), btree_map("[a-z_]{1,12}", value, 0..4), limits).prop_map(|(system, body, limits)| Parameters {
        system,
        body,
        limits,
    })
}

fn turn() -> impl Strategy<Value = Turn> {
    let ids = (uuid(), option::of(uuid()));
    (ids, text(), any::<i64>(), attached()).prop_map(|((id, edits), prompt, created_ms, attached)| Turn {
        id: TurnId(id),
        prompt,
        created_ms,
        edits: edits.map(TurnId),
        attached,
    })
}

fn attached() -> impl Strategy<Value = Attached> {
    let kinds = [
        AttachmentKind::Text,
        AttachmentKind::Paste,
        AttachmentKind::Pdf { pages: 7 },
        AttachmentKind::Image {
            media_type: ImageType::Webp,
            width: 3,
            height: 2,
            shrunk_from: Some(9),
            first_frame_only: true,
        },
    ];
    let number = 0..=i64::MAX.unsigned_abs();
    let file = (
        any::<[u8; 32]>(),
        select(kinds.to_vec()),
        text(),
        number.clone(),
        number,
    );
    let file = file.prop_map(|(hash, kind, name, bytes, tokens)| Attachment {
        hash: ImageHash(hash),
        kind,
        name,
        bytes,
        tokens,
    });
    (vec(file, 0..3), vec(uuid().prop_map(TabId), 0..3)).prop_map(|(files, unseen_by)| Attached { files, unseen_by })
}

fn answer() -> impl Strategy<Value = Answer> {
    use AnswerState as S;
    let states = [
        S::Queued,
        S::Waiting,
        S::Reasoning,
        S::Streaming,
        S::Done,
        S::Stopped,
        S::Failed,
        S::Incomplete,
    ];
    let ids = (uuid(), option::of(uuid()), uuid());
    (
        ids,
        text(),
        select(states.to_vec()),
        vec(segment(), 0..3),
        option::of(failure()),
        any::<i64>(),
    )
        .prop_map(
            |((id, parent, endpoint), model, state, segments, failure, created_ms)| Answer {
                id: AnswerId(id),
                turn: TurnId(Uuid::nil()),
                tab: TabId(Uuid::nil()),
                parent: parent.map(AnswerId),
                endpoint: EndpointId(endpoint),
                model,
                state,
                segments,
                failure,
                retry: None,
                created_ms,
            },
        )
}

fn segment() -> impl Strategy<Value = Segment> {
    let citation = (text(), option::of(text())).prop_map(|(url, title)| Citation { url, title });
    (
        text(),
        text(),
        vec(citation, 0..3),
        option::of(finish()),
        option::of(usage()),
        (served(), reported(), option::of(price()), vec(text(), 0..2)),
        timing(),
        btree_map(any::<[u8; 32]>(), image(), 0..3),
    )
        .prop_map(
            |(text, reasoning, citations, finish, usage, (served, reported, price, dropped), timing, images)| Segment {
                text,
                reasoning,
                citations,
                finish,
                usage,
                served,
                reported,
                price,
                earlier_left_out: u32::try_from(dropped.len()).unwrap_or_default(),
                dropped,
                timing,
                images: images
                    .into_iter()
                    .map(|(hash, image)| Image {
                        hash: ImageHash(hash),
                        ..image
                    })
                    .collect(),
                pace: Pace::from_counts(
                    usage.map_or(0, |usage| usage.total_tokens.unwrap_or(3)),
                    vec![0, u64::MAX],
                ),
            },
        )
}

fn image() -> impl Strategy<Value = Image> {
    use ImageType as T;
    let kind = select(vec![T::Png, T::Jpeg, T::Webp, T::Gif]);
    (kind, any::<u32>(), any::<[u32; 2]>(), option::of(text())).prop_map(|(media_type, bytes, [width, height], alt)| {
        Image {
            hash: ImageHash([0; 32]),
            media_type,
            bytes: bytes.into(),
            width,
            height,
            alt,
        }
    })
}

/// Known reasons, and words of a server's own (a known word is never `Other`).
fn finish() -> impl Strategy<Value = FinishReason> {
    use FinishReason as F;
    prop_oneof![
        select(vec![F::Stop, F::Length, F::ContentFilter, F::ToolCalls]),
        text().prop_map(|word| F::Other(format!("x{word}"))),
    ]
}

fn usage() -> impl Strategy<Value = Usage> {
    any::<[Option<u64>; 5]>().prop_map(|[prompt, completion, total, reasoning, cached]| Usage {
        prompt_tokens: prompt,
        completion_tokens: completion,
        total_tokens: total,
        reasoning_tokens: reasoning,
        cached_tokens: cached,
    })
}

fn served() -> impl Strategy<Value = Served> {
    (
        option::of(text()),
        option::of(text()),
        option::of(text()),
        option::of(text()),
        any::<Option<i64>>(),
    )
        .prop_map(|(model, fingerprint, response_id, request_id, created)| Served {
            model,
            fingerprint,
            response_id,
            request_id,
            created,
        })
}

fn reported() -> impl Strategy<Value = Reported> {
    any::<(Option<u64>, Option<u64>)>().prop_map(|(speed_milli, cost)| Reported {
        speed_milli,
        cost: cost.map(Cost),
    })
}

fn price() -> impl Strategy<Value = Price> {
    let source = select(vec![PriceSource::List, PriceSource::Person, PriceSource::Free]);
    (any::<[Option<u64>; 6]>(), source).prop_map(|(rates, source)| {
        let [input, output, cached, cache_write, reasoning, request] = rates.map(|rate| rate.map(Rate));
        Price {
            input,
            output,
            cached,
            cache_write,
            reasoning,
            request,
            source,
        }
    })
}

fn timing() -> impl Strategy<Value = Timing> {
    any::<[Option<u64>; 3]>().prop_map(|[first_reasoning_ms, first_text_ms, duration_ms]| Timing {
        first_reasoning_ms,
        first_text_ms,
        duration_ms,
    })
}

fn failure() -> impl Strategy<Value = Failure> {
    (
        option::of(text()),
        any::<Option<u16>>(),
        any::<Option<u64>>(),
        any::<bool>(),
        btree_map(text(), text(), 0..3),
    )
        .prop_map(
            |(provider_message, status, retry_after_ms, retryable, details): (_, _, _, _, BTreeMap<_, _>)| Failure {
                code: ErrorCode::RateLimited,
                status,
                provider_message,
                request_id: None,
                retry_after_ms,
                retryable,
                details,
            },
        )
}
