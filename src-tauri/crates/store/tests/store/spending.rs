//! What was spent: sums by the local calendar, caps that hold for any order of requests, and what deleting leaves.

use chat::{Caps, Cost, TurnId};
use proptest::prelude::*;
use store::{DataDir, Period, Reservation, Reserved, Settlement, Spend, Store};
use tempfile::TempDir;
use uuid::Uuid;

use crate::example;

const NOON: i64 = 1_795_348_800_000; // 2026-11-22 12:00 UTC
const DAY_MS: i64 = 86_400_000;

fn open() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&DataDir::open(folder.path()).unwrap()).unwrap();
    (folder, store)
}

fn wants(id: u128, send: u128, at_ms: i64, worst: Option<u64>) -> Reservation {
    Reservation {
        id: Uuid::from_u128(id),
        send: TurnId(Uuid::from_u128(send)),
        at_ms,
        worst: worst.map(Cost),
        floor: Cost(0),
        sharers: 1,
    }
}

fn reserve(store: &mut Store, caps: Caps, wanted: &Reservation) -> Reserved {
    store.write(|writer| writer.reserve(&caps, wanted)).unwrap()
}

fn day(cap: u64) -> Caps {
    Caps {
        day: Some(Cost(cap)),
        ..Caps::default()
    }
}

#[test]
fn what_is_set_aside_counts_until_the_true_cost_takes_its_place() {
    let (_folder, mut store) = open();
    let first = wants(1, 1, NOON, Some(60));
    assert_eq!(reserve(&mut store, day(100), &first), Reserved::Share(Cost(60)));
    let refused = Reserved::Refused {
        period: Period::Day,
        cap: Cost(100),
        left: Cost(40),
    };
    assert_eq!(reserve(&mut store, day(100), &wants(2, 1, NOON, Some(41))), refused);
    assert_eq!(
        store.spent(NOON).unwrap().day,
        Spend {
            cost: Cost(60),
            reserved: Cost(60),
            unpriced: 0
        }
    );
    store
        .write(|writer| writer.settle(&first, Some(Settlement::Exact(Cost(5)))))
        .unwrap();
    assert_eq!(
        reserve(&mut store, day(100), &wants(2, 1, NOON, Some(95))),
        Reserved::Share(Cost(95))
    );
    let third = wants(3, 1, NOON, Some(0));
    store
        .write(|writer| writer.settle(&third, Some(Settlement::Unpriced)))
        .unwrap();
    let spent = store.spent(NOON).unwrap().day;
    assert_eq!((spent.cost, spent.unpriced), (Cost(100), 1));
}

#[test]
fn requests_without_a_limit_share_what_is_left_and_one_without_room_for_its_prompt_is_refused() {
    let (_folder, mut store) = open();
    let share = |id, sharers| Reservation {
        sharers,
        floor: Cost(10),
        ..wants(id, 1, NOON, None)
    };
    assert_eq!(reserve(&mut store, day(90), &share(1, 3)), Reserved::Share(Cost(30)));
    assert_eq!(reserve(&mut store, day(90), &share(2, 2)), Reserved::Share(Cost(30)));
    assert_eq!(reserve(&mut store, day(90), &share(3, 1)), Reserved::Share(Cost(30)));
    assert!(matches!(
        reserve(&mut store, day(90), &share(4, 1)),
        Reserved::Refused { .. }
    ));
    store.write(|writer| writer.settle(&share(1, 3), None)).unwrap();
    assert_eq!(reserve(&mut store, day(90), &share(4, 1)), Reserved::Share(Cost(30)));
}

#[test]
fn days_and_months_begin_anew_and_costs_beyond_all_measure_do_not_overflow() {
    let (_folder, mut store) = open();
    for (id, at_ms) in [(1, NOON - 40 * DAY_MS), (2, NOON - 2 * DAY_MS), (3, NOON)] {
        let wanted = wants(id, id, at_ms, None);
        store
            .write(|writer| writer.settle(&wanted, Some(Settlement::AtMost(Cost(u64::MAX)))))
            .unwrap();
    }
    let spent = store.spent(NOON).unwrap();
    assert_eq!(spent.day.cost, Cost(i64::MAX.unsigned_abs()));
    assert_eq!(spent.month.cost, Cost(2 * i64::MAX.unsigned_abs()));
    assert_eq!(store.spent(NOON + DAY_MS).unwrap().day, Spend::default());
    assert!(spent.month_ends_ms > NOON + 7 * DAY_MS && spent.month_ends_ms < NOON + 10 * DAY_MS);
    assert_eq!(store.spent(spent.month_ends_ms).unwrap().month, Spend::default());
    assert_eq!(store.spent(spent.month_ends_ms - 1).unwrap().month, spent.month);
}

#[test]
fn deleting_a_conversation_makes_nobody_richer() {
    let (_folder, mut store) = open();
    example::fill(&mut store);
    let before = store.spent(example::SPENT_MS).unwrap();
    assert_eq!(before.day.cost, Cost(5_300_900_000));
    store.delete_conversation(example::CONVERSATION).unwrap();
    assert_eq!(store.spent(example::SPENT_MS).unwrap(), before);
}

/// One thing that happens: a request of a send wants room, or one under way ends.
#[derive(Clone, Debug)]
enum Step {
    Wants {
        send: u128,
        worst: Option<u64>,
        sharers: u64,
    },
    Ends {
        which: prop::sample::Index,
        part: u64,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..3_u128, prop::option::of(0..80_u64), 1..4_u64).prop_map(|(send, worst, sharers)| Step::Wants {
            send,
            worst,
            sharers
        }),
        (any::<prop::sample::Index>(), 0..=100_u64).prop_map(|(which, part)| Step::Ends { which, part }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever the order, requests that keep to their share never spend more than a cap.
    #[test]
    fn no_cap_is_ever_exceeded(
        caps in (prop::option::of(0..150_u64), prop::option::of(0..200_u64), prop::option::of(0..250_u64)),
        steps in prop::collection::vec(step(), 1..40),
    ) {
        let (_folder, mut store) = open();
        let caps = Caps { send: caps.0.map(Cost), day: caps.1.map(Cost), month: caps.2.map(Cost), warn: None };
        let mut running: Vec<(Reservation, u64)> = Vec::new();
        let mut sends = [0_u64; 3];
        let mut spent = 0;
        for (id, step) in (1..).zip(steps) {
            match step {
                Step::Wants { send, worst, sharers } => {
                    let wanted = Reservation { sharers, ..wants(id, send, NOON, worst) };
                    if let Reserved::Share(share) = reserve(&mut store, caps, &wanted)
                        && share.0 != u64::MAX
                    {
                        running.push((wanted, share.0));
                    }
                }
                Step::Ends { which, part } if !running.is_empty() => {
                    let at = which.index(running.len());
                    let (wanted, share) = running.swap_remove(at);
                    let cost = share * part / 100;
                    store.write(|writer| writer.settle(&wanted, Some(Settlement::Exact(Cost(cost))))).unwrap();
                    sends[usize::try_from(wanted.send.0.as_u128()).unwrap()] += cost;
                    spent += cost;
                }
                Step::Ends { .. } => {}
            }
            let under_way: u64 = running.iter().map(|(_, share)| share).sum();
            prop_assert!(caps.day.is_none_or(|cap| spent + under_way <= cap.0));
            prop_assert!(caps.month.is_none_or(|cap| spent + under_way <= cap.0));
            prop_assert!(caps.send.is_none_or(|cap| sends.iter().all(|send| *send <= cap.0)));
            if caps.any() {
                prop_assert_eq!(store.spent(NOON).unwrap().day.cost, Cost(spent + under_way));
            }
        }
    }
}
