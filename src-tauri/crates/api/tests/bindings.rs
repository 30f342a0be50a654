//! The page's types are generated from Rust: this test fails when `ui/src/ipc/bindings.ts` is stale.
//! `cargo xtask bindings` (which sets `JUXTA_WRITE_BINDINGS`) writes it again.

use std::{any::TypeId, collections::BTreeMap, collections::HashSet, fs, path::Path};

use api::Command;
use engine::view;
use ts_rs::{Config, TS, TypeVisitor};

/// How a request without arguments reads in TypeScript.
const EMPTY: &str = "Record<symbol, never>";

/// Declarations by name, found by walking from the types that cross IPC.
struct Declarations<'a> {
    config: &'a Config,
    seen: HashSet<TypeId>,
    found: BTreeMap<String, String>,
    commands: String,
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

impl Declarations<'_> {
    /// Adds a command to the type `Commands`, and the types it names. Its arguments are written in place.
    fn command<C: Command + 'static>(&mut self) {
        C::visit_dependencies(self);
        self.visit::<C::Reply>();
        let arguments = match C::inline(self.config).as_str() {
            EMPTY => String::new(),
            fields => format!("a: {fields}"),
        };
        let reply = C::Reply::name(self.config);
        let docs: Vec<String> = C::DOC.lines().map(|line| format!(" *{line}\n")).collect();
        let docs = docs.concat();
        let line = format!("\n/**\n{docs} */\n{}({arguments}): {reply};", C::NAME);
        self.commands.push_str(&line);
    }
}

macro_rules! visit_commands {
    ($($(#[$doc:meta])* $name:ident($request:ident $({ $($fields:tt)* })?) -> $reply:ty;)*) => {
        fn visit_commands(all: &mut Declarations<'_>) {
            $(all.command::<api::$request>();)*
        }
    };
}
api::with_commands!(visit_commands);

fn generate() -> String {
    let config = Config::new().with_large_int("number");
    let mut all = Declarations {
        config: &config,
        seen: HashSet::new(),
        found: BTreeMap::new(),
        commands: String::new(),
    };
    visit_commands(&mut all);
    // What comes without being asked for: raw frames, events, and the failure of any command.
    all.visit::<view::Frame>();
    all.visit::<view::News>();
    all.visit::<view::CheckProgress>();
    all.visit::<chat::Failure>();
    let commands = format!(
        "/**\n * Every command with its arguments and its reply. A rejection is a `Failure`.\n */\nexport type Commands = {{{}\n}};",
        all.commands
    );
    all.found.insert("Commands".to_owned(), commands);
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
    assert!(written == wanted, "stale: run `cargo xtask bindings`");
}
