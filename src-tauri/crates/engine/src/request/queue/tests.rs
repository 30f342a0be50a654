use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use super::*;

fn endpoint(number: u128) -> EndpointId {
    EndpointId(Uuid::from_u128(number))
}

#[test]
fn as_many_go_in_as_there_is_room_for_and_the_next_when_one_ends() {
    let queue = RequestQueue::default();
    let mut tickets: Vec<Ticket> = (0..4).map(|_| queue.enqueue(endpoint(1), 2)).collect();
    let mut held: Vec<Option<Permit>> = tickets.iter_mut().map(Ticket::try_now).collect();
    let has = |held: &[Option<Permit>]| held.iter().map(Option::is_some).collect::<Vec<_>>();
    assert_eq!(has(&held), [true, true, false, false]);
    assert!(
        queue.enqueue(endpoint(2), 2).try_now().is_some(),
        "another endpoint has its own"
    );
    held[1] = None;
    held[3] = tickets[3].try_now();
    held[2] = tickets[2].try_now();
    assert_eq!(has(&held), [true, false, true, false], "in the order of asking");
}

#[test]
fn who_leaves_the_line_is_passed_over_and_who_leaves_with_a_slot_gives_it_back() {
    let queue = RequestQueue::default();
    let mut first = queue.enqueue(endpoint(1), 1);
    let held = first.try_now();
    let (second, mut third) = (queue.enqueue(endpoint(1), 1), queue.enqueue(endpoint(1), 1));
    drop(second);
    drop(held);
    assert!(third.try_now().is_some());
    // Its permit is in the channel and never received.
    let fourth = queue.enqueue(endpoint(1), 1);
    let mut fifth = queue.enqueue(endpoint(1), 1);
    assert!(fifth.try_now().is_none());
    drop(fourth);
    assert!(fifth.try_now().is_some());
}

#[test]
fn a_retry_holds_no_slot_while_it_waits_and_comes_before_whoever_was_asked_later() {
    let queue = RequestQueue::default();
    let mut first = queue.enqueue(endpoint(1), 1);
    let held = first.try_now();
    let mut second = queue.enqueue(endpoint(1), 1);
    let mut third = queue.enqueue(endpoint(1), 1);
    drop(held);
    let held = second.try_now();
    assert!(held.is_some(), "the first waits for its retry");
    assert!(first.try_now().is_none());
    drop(held);
    assert!(third.try_now().is_none());
    assert!(first.try_now().is_some());
}

#[test]
fn a_higher_limit_lets_more_in_at_once_and_a_lower_one_ends_nothing() {
    let queue = RequestQueue::default();
    let mut tickets: Vec<Ticket> = (0..4).map(|_| queue.enqueue(endpoint(1), 1)).collect();
    queue.limit(endpoint(1), 3);
    let held: Vec<Permit> = tickets.iter_mut().filter_map(Ticket::try_now).collect();
    assert_eq!(held.len(), 3);
    queue.limit(endpoint(1), 1);
    let mut held = held;
    held.truncate(1);
    assert!(tickets[3].try_now().is_none(), "one is under way, as many as may be");
    held.clear();
    assert!(tickets[3].try_now().is_some());
}

#[tokio::test]
async fn waiting_ends_when_it_is_ones_turn() {
    let queue = RequestQueue::default();
    let mut first = queue.enqueue(endpoint(1), 1);
    let held = first.wait().await;
    let mut second = queue.enqueue(endpoint(1), 1);
    let waits = tokio::spawn(async move { drop(second.wait().await) });
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
        let queue = RequestQueue::default();
        let mut endpoint_queue: Vec<(Ticket, Option<Permit>)> = Vec::new();
        for (what, pick) in steps {
            let at = pick % endpoint_queue.len().max(1);
            match what {
                0 | 1 => endpoint_queue.push((queue.enqueue(endpoint(1), limit), None)),
                2 if !endpoint_queue.is_empty() => drop(endpoint_queue.remove(at)),
                3 if !endpoint_queue.is_empty() => endpoint_queue[at].1 = None,
                _ => {}
            }
            for (ticket, permit) in &mut endpoint_queue {
                if permit.is_none() {
                    *permit = ticket.try_now();
                }
            }
            let running = endpoint_queue.iter().filter(|(_, permit)| permit.is_some()).count();
            prop_assert_eq!(running, limit.min(endpoint_queue.len()));
        }
    }
}
