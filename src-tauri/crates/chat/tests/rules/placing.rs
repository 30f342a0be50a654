//! Tabs as in a browser: put elsewhere, named, closed and opened again, doubled.

use chat::{AnswerState, Conversation, Effect, Ending, Event, Refused, TabId};
use proptest::{collection::vec, prelude::*};
use uuid::Uuid;

use crate::bench::{Bench, asked};

fn open(bench: &Bench) -> Vec<TabId> {
    bench.chat.tabs.iter().filter(|t| !t.closed).map(|t| t.id).collect()
}

fn close(bench: &mut Bench, tab: TabId) {
    bench.apply(Event::CloseTab { tab });
}

#[test]
fn a_tab_moves_among_the_open_ones_and_only_the_order_is_saved() {
    let (mut bench, tabs) = Bench::with_tabs(4);
    close(&mut bench, tabs[1]);
    let moved = bench.apply(Event::MoveTab { tab: tabs[3], to: 0 });
    assert_eq!(moved, [Effect::SaveTabOrder]);
    assert_eq!(open(&bench), [tabs[3], tabs[0], tabs[2]]);
    bench.apply(Event::MoveTab { tab: tabs[3], to: 99 });
    assert_eq!(open(&bench), [tabs[0], tabs[2], tabs[3]]);
    assert_eq!(
        bench.apply(Event::MoveTab { tab: tabs[3], to: 2 }),
        [],
        "it stands there already"
    );
    assert_eq!(
        bench.refused(Event::MoveTab { tab: tabs[1], to: 0 }),
        Refused::ClosedTab
    );
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(7),
        ..ProptestConfig::default()
    })]

    /// However tabs are moved among closed ones, the open ones stand as in a plain list.
    #[test]
    fn moving_is_taking_out_and_putting_in(
        closed in vec(any::<bool>(), 2..9),
        moves in vec((any::<usize>(), 0..9usize), 0..12),
    ) {
        let (mut bench, tabs) = Bench::with_tabs(closed.len());
        for (tab, closed) in tabs.iter().zip(&closed) {
            if *closed {
                close(&mut bench, *tab);
            }
        }
        let mut list = open(&bench);
        for (pick, to) in moves {
            if list.is_empty() {
                break;
            }
            let tab = list.remove(pick % (list.len()));
            list.insert(to.min(list.len()), tab);
            bench.apply(Event::MoveTab { tab, to });
            prop_assert_eq!(open(&bench), list.clone());
        }
        let mut all: Vec<_> = bench.chat.tabs.iter().map(|t| t.id).collect();
        all.sort();
        prop_assert_eq!(all, tabs, "none is lost");
    }
}

#[test]
fn closed_tabs_open_again_the_last_closed_first_each_where_it_stood() {
    let (mut bench, tabs) = Bench::with_tabs(3);
    let answer = bench.ask_and_answer("One", tabs[0], "Kept.");
    for tab in [tabs[1], tabs[0], tabs[2]] {
        close(&mut bench, tab);
    }
    let mut opened = Vec::new();
    while let Some(tab) = bench.chat.last_closed() {
        assert_eq!(bench.apply(Event::ReopenTab { tab }), [Effect::SaveTab(tab)]);
        opened.push(tab);
    }
    assert_eq!(opened, [tabs[2], tabs[0], tabs[1]]);
    assert_eq!(open(&bench), tabs);
    assert_eq!(bench.head(tabs[0]), Some(answer));
    assert_eq!(bench.refused(Event::ReopenTab { tab: tabs[0] }), Refused::OpenTab);
}

#[test]
fn a_name_is_one_line_and_a_blank_one_is_none() {
    let (mut bench, tabs) = Bench::with_tabs(1);
    let mut name = |name: &str| {
        let name = name.to_owned();
        bench.apply(Event::RenameTab { tab: tabs[0], name });
        bench.chat.tab(tabs[0]).unwrap().name.clone()
    };
    assert_eq!(name(" The strict\n one "), Some("The strict one".to_owned()));
    assert_eq!(name(" \n"), None);
}

#[test]
fn no_more_tabs_than_there_is_room_for_are_open() {
    let (mut bench, tabs) = Bench::with_tabs(Conversation::MOST_TABS);
    let tab = bench.new_tab("one more");
    let event = Event::OpenTab { tab, at: None };
    assert_eq!(bench.refused(event.clone()), Refused::TooManyTabs);
    close(&mut bench, tabs[0]);
    bench.apply(event);
    assert_eq!(bench.refused(Event::ReopenTab { tab: tabs[0] }), Refused::TooManyTabs);
}

#[test]
fn a_double_stands_behind_its_original_with_what_has_ended_there_and_goes_its_own_way() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let first = bench.ask_and_answer("One", tabs[0], "First.");
    let running = bench.ask("Two", tabs[0]);
    let id = TabId(Uuid::from_u128(900));
    let (tab, at) = bench.chat.duplicate_of(tabs[0], id).unwrap();
    assert_eq!((tab.head, at), (Some(first), 1), "what runs is not shared");
    bench.apply(Event::OpenTab { tab, at: Some(at) });
    assert_eq!(open(&bench), [tabs[0], id, tabs[1]]);
    let own = bench.ask("Three", id);
    assert_eq!(bench.messages(own), ["user: One", "assistant: First.", "user: Three"]);
    bench.ends(running, Ending::Complete);
    assert_eq!(bench.state(own), AnswerState::Waiting);
    close(&mut bench, tabs[0]);
    assert_eq!(bench.chat.path(id).len(), 2, "closing the original takes nothing away");
    assert!(bench.chat.duplicate_of(tabs[0], id).is_none());
}

#[test]
fn stopping_a_tab_stops_what_runs_and_waits_in_it_and_nothing_else() {
    let (mut bench, tabs) = Bench::with_tabs(2);
    let (first, _) = bench.send("One", &tabs);
    let queued = bench.ask("Two", tabs[0]);
    let effects = bench.apply(Event::StopTab { tab: tabs[0] });
    assert_eq!(
        (effects[0].clone(), asked(&effects)),
        (Effect::Cancel(first[0]), vec![])
    );
    let states = [first[0], queued, first[1]].map(|answer| bench.state(answer));
    assert_eq!(
        states,
        [AnswerState::Stopped, AnswerState::Stopped, AnswerState::Waiting]
    );
}
