//! What the smaller calls keep: endpoints, settings, views, lists, order, and all of a transaction or none.

use std::cell::Cell;

use chat::{ConversationId, EndpointId};
use store::{ConversationSummary, DataDir, Endpoint, KeyMarker, Layout, Store, StoreError, ViewState};
use tempfile::TempDir;
use uuid::Uuid;

use crate::example::{self, CONVERSATION, ENDPOINT, SECOND_TAB, TAB};

fn open() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&DataDir::open(folder.path()).unwrap()).unwrap();
    (folder, store)
}

fn endpoint(number: u128, name: &str) -> Endpoint {
    Endpoint {
        id: EndpointId(Uuid::from_u128(number)),
        name: name.into(),
        ..example::endpoint()
    }
}

fn names(store: &Store) -> Vec<String> {
    store
        .endpoints()
        .unwrap()
        .into_iter()
        .map(|endpoint| endpoint.name)
        .collect()
}

#[test]
fn endpoints_stand_in_the_persons_order() {
    let (_folder, mut store) = open();
    let (a, b, c) = (endpoint(1, "a"), endpoint(2, "b"), endpoint(3, "c"));
    store
        .write(|writer| [&a, &b, &c].into_iter().try_for_each(|one| writer.save_endpoint(one)))
        .unwrap();
    store
        .write(|writer| writer.order_endpoints(&[c.id, a.id, b.id]))
        .unwrap();
    store
        .write(|writer| {
            writer.save_endpoint(&Endpoint {
                key: KeyMarker::Missing,
                name: "c2".into(),
                ..c.clone()
            })
        })
        .unwrap();
    assert_eq!(names(&store), ["c2", "a", "b"], "changed in place");
    store.write(|writer| writer.remove_endpoint(a.id)).unwrap();
    store.write(|writer| writer.save_endpoint(&endpoint(4, "d"))).unwrap();
    assert_eq!(names(&store), ["c2", "b", "d"]);
}

#[test]
fn two_endpoints_never_share_a_name() {
    let (_folder, mut store) = open();
    store.write(|writer| writer.save_endpoint(&endpoint(1, "a"))).unwrap();
    let taken = store.write(|writer| writer.save_endpoint(&endpoint(2, "a")));
    assert!(matches!(taken, Err(StoreError::NameTaken)), "{taken:?}");
}

#[test]
fn a_model_list_goes_with_its_endpoint() {
    let (_folder, mut store) = open();
    example::fill(&mut store);
    store.write(|writer| writer.remove_endpoint(ENDPOINT)).unwrap();
    assert_eq!(store.models(ENDPOINT).unwrap(), None);
    let gone = store.write(|writer| writer.save_models(ENDPOINT, &example::models()));
    assert!(matches!(gone, Err(StoreError::Gone)), "{gone:?}");
    assert!(
        store.load_conversation(CONVERSATION).unwrap().is_some(),
        "conversations stay"
    );
}

#[test]
fn settings_are_typed_and_an_unreadable_one_is_none() {
    let (_folder, mut store) = open();
    store
        .write(|writer| writer.set_setting("open_conversation", &Some(CONVERSATION)))
        .unwrap();
    assert_eq!(
        store.setting::<ConversationId>("open_conversation").unwrap(),
        Some(CONVERSATION)
    );
    assert_eq!(store.setting::<u8>("open_conversation").unwrap(), None);
    store
        .write(|writer| writer.remove_setting("open_conversation"))
        .unwrap();
    assert_eq!(store.setting::<ConversationId>("open_conversation").unwrap(), None);
}

#[test]
fn a_view_is_kept_piece_by_piece_and_goes_with_its_conversation() {
    let (_folder, mut store) = open();
    example::fill(&mut store);
    store.write(|writer| writer.save_scroll(CONVERSATION, None)).unwrap();
    store
        .write(|writer| writer.select_tab(CONVERSATION, Some(SECOND_TAB)))
        .unwrap();
    let view = ViewState {
        draft: "And at ".into(),
        selected: Some(SECOND_TAB),
        scroll: None,
        layout: Layout::Diff,
        columns: example::columns(),
    };
    assert_eq!(store.view(CONVERSATION).unwrap(), view);
    store.delete_conversation(CONVERSATION).unwrap();
    assert_eq!(store.view(CONVERSATION).unwrap(), ViewState::default());
    let gone = store.write(|writer| writer.save_draft(CONVERSATION, "late"));
    assert!(matches!(gone, Err(StoreError::Gone)), "{gone:?}");
}

#[test]
fn the_list_names_the_last_changed_first() {
    let (_folder, mut store) = open();
    example::fill(&mut store);
    let mut newer = example::conversation();
    newer.id = ConversationId(Uuid::from_u128(0x99));
    newer.updated_ms += 1;
    store.write(|writer| writer.save_header(&newer)).unwrap();
    store
        .write(|writer| writer.rename_conversation(newer.id, "Sea"))
        .unwrap();
    let list = store.list().unwrap();
    let sea = ConversationSummary {
        id: newer.id,
        title: "Sea".into(),
        updated_ms: newer.updated_ms,
        open_tabs: 0,
        running: false,
    };
    assert_eq!(list[0], sea);
    assert_eq!(
        (list[1].id, list[1].open_tabs, list[1].running),
        (CONVERSATION, 1, true)
    );
    let gone = store.write(|writer| writer.rename_conversation(ConversationId(Uuid::nil()), "x"));
    assert!(matches!(gone, Err(StoreError::Gone)));
}

#[test]
fn tabs_can_be_put_in_another_order() {
    let (_folder, mut store) = open();
    example::fill(&mut store);
    store.write(|writer| writer.order_tabs(&[SECOND_TAB, TAB])).unwrap();
    let tabs = store.load_conversation(CONVERSATION).unwrap().unwrap().tabs;
    assert_eq!(tabs.iter().map(|tab| tab.id).collect::<Vec<_>>(), [SECOND_TAB, TAB]);
}

#[test]
fn a_transaction_happens_whole_or_not_at_all() {
    let (_folder, mut store) = open();
    let reached = Cell::new(false);
    let failed: Result<(), _> = store.write(|writer| {
        writer.save_conversation(&example::conversation())?;
        reached.set(true);
        Err(StoreError::Gone)
    });
    assert!(failed.is_err() && reached.get());
    assert_eq!(store.list().unwrap(), []);
}
