//! The page's types are generated from Rust: this test fails when `ui/src/ipc/bindings.ts` is stale.
//! `cargo xtask bindings` (which sets `JUXTA_WRITE_BINDINGS`) writes it anew.

use std::{any::TypeId, collections::BTreeMap, collections::HashSet, fs, path::Path};

use engine::view;
use ts_rs::{Config, TS, TypeVisitor};

/// Declarations by name, found by walking from the types the commands name.
struct Declarations<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            let text = format!("{docs}export {}", T::decl(self.config));
            self.found.insert(T::ident(self.config), text);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

fn generate() -> String {
    let config = Config::new().with_large_int("number");
    let mut all = Declarations {
        config: &config,
        seen: HashSet::new(),
        found: BTreeMap::new(),
    };
    all.visit::<view::Boot>();
    all.visit::<view::Frame>();
    all.visit::<view::News>();
    all.visit::<view::DiffView>();
    all.visit::<view::BudgetsView>();
    all.visit::<view::FiguresView>();
    all.visit::<view::BudgetsForm>();
    all.visit::<view::MayCost>();
    all.visit::<view::SharedSentence>();
    all.visit::<view::ColumnsLook>();
    all.visit::<view::Sent>();
    all.visit::<engine::Picked>();
    all.visit::<chat::Attachment>();
    all.visit::<view::TabEntry>();
    all.visit::<view::Adopted>();
    all.visit::<view::EndpointForm>();
    all.visit::<view::CheckReport>();
    all.visit::<view::UrlPreview>();
    all.visit::<view::PasteReceipt>();
    all.visit::<view::KeyringState>();
    all.visit::<view::Capabilities>();
    all.visit::<view::CatalogueView>();
    all.visit::<view::Shelf>();
    all.visit::<view::ModelRef>();
    all.visit::<view::PresetView>();
    all.visit::<view::LocalServer>();
    all.visit::<view::Found>();
    all.visit::<view::FoundReport>();
    all.visit::<view::CheckProgress>();
    all.visit::<view::NetworkSettings>();
    all.visit::<view::NetworkForm>();
    all.visit::<view::Balance>();
    all.visit::<view::ConnectionRow>();
    all.visit::<view::PriceForm>();
    all.visit::<view::SentView>();
    all.visit::<view::Estimate>();
    all.visit::<view::SuspectView>();
    all.visit::<chat::Failure>();
    all.visit::<chat::CommandId>();
    let mut text = String::from("// Generated from the Rust types by `cargo xtask bindings`. Do not edit.\n");
    for declaration in all.found.values() {
        text.push('\n');
        text.push_str(declaration);
        text.push('\n');
    }
    text
}

#[test]
fn the_pages_types_are_those_of_rust() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/bindings.ts");
    let wanted = generate();
    if std::env::var_os("JUXTA_WRITE_BINDINGS").is_some() {
        fs::write(&path, &wanted).expect("bindings can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, wanted, "stale: run `cargo xtask bindings`");
}
