//! Every rule at once, over random sessions of several tabs.
//!
//! [`World`] plays the engine (it holds open requests and a copy of what was saved) and keeps its own, simpler idea of
//! each tab's history, against which every request is checked.

mod step;
mod world;

use std::cell::RefCell;

use proptest::collection::vec;
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};

use self::step::step;
use self::world::{Seen, World};

/// Deterministic, so that a failure is the same everywhere.
fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        cases,
        failure_persistence: None,
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    })
}

#[test]
fn every_rule_holds_in_every_session() {
    let seen = RefCell::new(Seen::default());
    let sessions = (vec(step(), 1..120), proptest::bool::ANY);
    let held = runner(400).run(&sessions, |(steps, stop_all)| {
        let mut world = World::with_tabs(3);
        for step in steps {
            world.take(&step)?;
        }
        if stop_all {
            world.stop_all()?;
        } else {
            world.play_out()?;
        }
        world.check_reachable()?;
        seen.borrow_mut().add(&world.seen);
        Ok(())
    });
    held.unwrap_or_else(|broken| panic!("{broken}"));
    // The sessions have to go to the places where the rules could break.
    let seen = seen.into_inner();
    for (what, count) in seen.counts() {
        assert!(count >= 100, "{what} happened only {count} times");
    }
}
