//! Each server gets exactly its own history, byte for byte: over stops, failures, cut connections, edits, regenerated
//! answers, branches and adoptions, in one told session of eight tabs and in many at random.
//!
//! What a model says depends on every byte it was asked with, and on how often it was asked just that; so the smallest
//! thing wrong in one history shows in everything after it.

mod model;
mod servers;
mod stage;

use proptest::test_runner::{RngAlgorithm, RngSeed};
use proptest::{collection::vec, prelude::*, sample::Index, test_runner::Config, test_runner::TestRunner};

use self::stage::{Seen, Stage};
use crate::common::run;

/// One thing a person does, once everything has ended. An [`Index`] picks among what it can be done to.
#[derive(Clone, Debug)]
enum Act {
    /// To the tabs at these places; how each of the tabs fares.
    Send(Vec<usize>, String),
    Edit(Index, Vec<usize>, String),
    Regenerate(Index),
    Continue(Index),
    Adopt(Index),
    Undo,
    Walk(Index),
    Branch(Index),
}

fn act() -> impl Strategy<Value = Act> {
    let places = || proptest::sample::subsequence((0..12).collect::<Vec<usize>>(), 1..12);
    // Done, held until it is stopped, failed, or cut off: by tab.
    let fates = || "[d]{0,4}[dhfc]{12}";
    let any = any::<Index>;
    prop_oneof![
        6 => (places(), fates()).prop_map(|(tabs, fates)| Act::Send(tabs, fates)),
        3 => (any(), places(), fates()).prop_map(|(turn, tabs, fates)| Act::Edit(turn, tabs, fates)),
        2 => any().prop_map(Act::Regenerate),
        3 => any().prop_map(Act::Continue),
        2 => any().prop_map(Act::Adopt),
        2 => Just(Act::Undo),
        2 => any().prop_map(Act::Walk),
        1 => any().prop_map(Act::Branch),
    ]
}

#[test]
fn in_every_session_each_server_gets_exactly_its_own_history() {
    let config = Config {
        cases: 20,
        failure_persistence: None,
        max_shrink_iters: 0,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(11),
        ..Config::default()
    };
    let seen = std::cell::RefCell::new(Seen::default());
    let held = TestRunner::new(config).run(&vec(act(), 8..16), |acts| {
        run(async {
            let mut stage = Stage::open().await;
            stage.send(&(0..8).collect::<Vec<_>>(), "dddddddddddd").await;
            for act in &acts {
                stage.play(act).await;
            }
            // Whatever happened, the next prompt goes to everybody.
            stage.send(&(0..12).collect::<Vec<_>>(), "dddddddddddd").await;
            let closed = stage.close().await;
            seen.borrow_mut().add(closed);
        });
        Ok(())
    });
    held.unwrap_or_else(|broken| panic!("{broken}"));
    let seen = seen.into_inner();
    for (what, count) in seen.counts() {
        assert!(count >= 5, "{what} happened only {count} times");
    }
}

#[test]
fn a_follow_up_in_eight_tabs_after_stops_failures_and_branches_sends_each_server_its_own_history() {
    run(async {
        let mut stage = Stage::open().await;
        let all: Vec<usize> = (0..8).collect();
        stage.send(&all, "ddhfcddd").await;
        stage.resume(2).await;
        stage.send(&all, "dddddddd").await;
        // Tab 1 once more from the first turn, tab 5 with another prompt, tab 7 into everybody's history but not for good.
        stage.regenerate(0, 0).await;
        stage.edit(4, 0, &[4, 5], "dddddddd").await;
        stage.adopt(6, 1).await;
        stage.undo().await;
        stage.branch(3, 0).await;
        stage.send(&all, "dhdddddddddd").await;
        stage.walk_to(0, 1).await;
        stage.adopt(2, 1).await;
        let everybody: Vec<usize> = (0..9).collect();
        stage.send(&everybody, "dddddddddddd").await;
        let seen = stage.close().await;
        assert_eq!(seen.requests, 37, "{seen:?}");
    });
}
