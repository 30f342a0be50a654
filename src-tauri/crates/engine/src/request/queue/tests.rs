use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use super::*;

fn endpoint(number: u128) -> EndpointId {
    EndpointId(Uuid::from_u128(number))
}

#[test]
fn as_many_go_in_as_there_is_room_for_and_the_next_when_one_ends() {
    let slots = Slots::default();
    let mut tickets: Vec<Ticket> = (0..4).map(|_| slots.queue(endpoint(1), 2)).collect();
    let mut held: Vec<Option<Slot>> = tickets.iter_mut().map(Ticket::now).collect();
    let has = |held: &[Option<Slot>]| held.iter().map(Option::is_some).collect::<Vec<_>>();
    assert_eq!(has(&held), [true, true, false, false]);
    assert!(
        slots.queue(endpoint(2), 2).now().is_some(),
        "another endpoint has its own"
    );
    held[1] = None;
    held[3] = tickets[3].now();
    held[2] = tickets[2].now();
    assert_eq!(has(&held), [true, false, true, false], "in the order of asking");
}

#[test]
fn who_leaves_the_line_is_passed_over_and_who_leaves_with_a_slot_gives_it_back() {
    let slots = Slots::default();
    let mut first = slots.queue(endpoint(1), 1);
    let held = first.now();
    let (second, mut third) = (slots.queue(endpoint(1), 1), slots.queue(endpoint(1), 1));
    drop(second);
    drop(held);
    assert!(third.now().is_some());
    // Its slot lies in the channel, never taken.
    let fourth = slots.queue(endpoint(1), 1);
    let mut fifth = slots.queue(endpoint(1), 1);
    assert!(fifth.now().is_none());
    drop(fourth);
    assert!(fifth.now().is_some());
}

#[test]
fn a_retry_holds_no_slot_while_it_waits_and_comes_before_whoever_was_asked_later() {
    let slots = Slots::default();
    let mut first = slots.queue(endpoint(1), 1);
    let held = first.now();
    let mut second = slots.queue(endpoint(1), 1);
    let mut third = slots.queue(endpoint(1), 1);
    drop(held);
    let held = second.now();
    assert!(held.is_some(), "the first waits for its retry");
    assert!(first.now().is_none());
    drop(held);
    assert!(third.now().is_none());
    assert!(first.now().is_some());
}

#[test]
fn a_higher_limit_lets_more_in_at_once_and_a_lower_one_ends_nothing() {
    let slots = Slots::default();
    let mut tickets: Vec<Ticket> = (0..4).map(|_| slots.queue(endpoint(1), 1)).collect();
    slots.limit(endpoint(1), 3);
    let held: Vec<Slot> = tickets.iter_mut().filter_map(Ticket::now).collect();
    assert_eq!(held.len(), 3);
    slots.limit(endpoint(1), 1);
    let mut held = held;
    held.truncate(1);
    assert!(tickets[3].now().is_none(), "one is under way, as many as may be");
    held.clear();
    assert!(tickets[3].now().is_some());
}

#[tokio::test]
async fn waiting_ends_when_it_is_ones_turn() {
    let slots = Slots::default();
    let mut first = slots.queue(endpoint(1), 1);
    let held = first.slot().await;
    let mut second = slots.queue(endpoint(1), 1);
    let waits = tokio::spawn(async move { drop(second.slot().await) });
    tokio::task::yield_now().await;
    assert!(!waits.is_finished());
    drop(held);
    waits.await.expect("joined");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(7), ..ProptestConfig::default() })]

    /// Whatever comes, ends, gives up and is asked again: never more than the limit at once, and never a free slot while
    /// somebody waits.
    #[test]
    fn never_too_many_and_never_idle(limit in 1..4usize, steps in vec((0..4u8, any::<usize>()), 1..80)) {
        let slots = Slots::default();
        let mut line: Vec<(Ticket, Option<Slot>)> = Vec::new();
        for (what, pick) in steps {
            let at = pick % line.len().max(1);
            match what {
                0 | 1 => line.push((slots.queue(endpoint(1), limit), None)),
                2 if !line.is_empty() => drop(line.remove(at)),
                3 if !line.is_empty() => line[at].1 = None,
                _ => {}
            }
            for (ticket, slot) in &mut line {
                if slot.is_none() {
                    *slot = ticket.now();
                }
            }
            let taken = line.iter().filter(|(_, slot)| slot.is_some()).count();
            prop_assert_eq!(taken, limit.min(line.len()));
        }
    }
}
