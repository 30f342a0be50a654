//! What one file of a crate declares, imports and names, with paths counted from the crate's root.

use std::collections::{BTreeMap, BTreeSet};

use crate::tokens::{Token, tokens};

/// A path from the crate's root: modules, then perhaps items.
pub(crate) type Path = Vec<String>;

/// One file, read.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Modules with files of their own (`mod x;`), those only for tests left out.
    pub(crate) modules: BTreeSet<String>,
    /// Items defined at the file's top.
    pub(crate) items: BTreeSet<String>,
    /// What each imported name stands for.
    pub(crate) imports: BTreeMap<String, Path>,
    /// Modules of which everything is imported (`use x::*`).
    pub(crate) globs: Vec<Path>,
    /// Paths imported without a name of their own (`use x::Trait as _`).
    pub(crate) unnamed: Vec<Path>,
    /// Paths written out outside of imports, as far as they begin in this crate.
    pub(crate) written: Vec<Path>,
    /// Every name that stands outside of imports.
    pub(crate) names: BTreeSet<String>,
}

const ITEMS: &[&str] = &[
    "fn",
    "struct",
    "enum",
    "trait",
    "type",
    "const",
    "static",
    "union",
    "macro_rules",
];

/// Reads the file of the module `module` (the crate's root is empty). Code only for tests is left out.
pub(crate) fn read(module: &[String], text: &str) -> Source {
    let mut reader = Reader {
        tokens: tokens(text),
        at: 0,
        module: module.to_vec(),
        inline: Vec::new(),
        depth: 0,
        found: Source::default(),
        local: Vec::new(),
    };
    while reader.at < reader.tokens.len() {
        reader.step();
    }
    reader.finish()
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
    module: Path,
    /// Modules written inside this file, each with the depth of its braces.
    inline: Vec<(String, usize)>,
    depth: usize,
    found: Source,
    /// Paths that begin with a plain name: known to be of this crate or not once the whole file is read.
    local: Vec<Path>,
}

impl Reader {
    fn step(&mut self) {
        match &self.tokens[self.at] {
            Token::Sign('#') if self.is_for_tests() => self.skip_item(),
            Token::Sign('{') => {
                self.depth += 1;
                self.at += 1;
            }
            Token::Sign('}') => {
                self.depth -= 1;
                self.inline.retain(|(_, depth)| *depth <= self.depth);
                self.at += 1;
            }
            Token::Name(name) => {
                let name = name.clone();
                self.named(&name);
            }
            _ => self.at += 1,
        }
    }

    fn named(&mut self, name: &str) {
        match name {
            "use" if self.name_at(self.at + 1).is_some() || self.tokens.get(self.at + 1) == Some(&Token::Joint) => {
                self.at += 1;
                let scope = self.scope();
                self.tree(&scope, &[]);
            }
            "mod" => self.module(),
            _ => {
                if ITEMS.contains(&name) && self.depth == 0 {
                    self.item();
                }
                self.path();
            }
        }
    }

    fn name_at(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at) {
            Some(Token::Name(name)) => Some(name),
            _ => None,
        }
    }

    fn sign_at(&self, at: usize, sign: char) -> bool {
        self.tokens.get(at) == Some(&Token::Sign(sign))
    }

    /// The module that surrounds this place.
    fn scope(&self) -> Path {
        let inline = self.inline.iter().map(|(name, _)| name.clone());
        self.module.iter().cloned().chain(inline).collect()
    }

    /// Notes the name of an item: the first one after its keyword (`const fn x`, `macro_rules! x`).
    fn item(&mut self) {
        let mut at = self.at + 1;
        while self.sign_at(at, '!') || self.name_at(at).is_some_and(|name| ITEMS.contains(&name)) {
            at += 1;
        }
        if let Some(name) = self.name_at(at) {
            self.found.items.insert(name.to_owned());
        }
    }

    /// `mod x;` or `mod x {`.
    fn module(&mut self) {
        let Some(name) = self.name_at(self.at + 1).map(str::to_owned) else {
            self.at += 1;
            return;
        };
        if self.sign_at(self.at + 2, '{') {
            self.depth += 1;
            self.found.items.insert(name.clone());
            self.inline.push((name, self.depth));
        } else {
            self.found.modules.insert(name);
        }
        self.at += 3;
    }

    /// A path in code. Visibilities (`pub(in crate::x)`) are none.
    fn path(&mut self) {
        let begins = self.at;
        let mut path = Path::new();
        while let Some(name) = self.name_at(self.at).map(str::to_owned) {
            self.found.names.insert(name.clone());
            path.push(name);
            self.at += 1;
            if self.tokens.get(self.at) != Some(&Token::Joint) {
                break;
            }
            self.at += 1;
        }
        let continues = begins > 0 && matches!(self.tokens[begins - 1], Token::Joint);
        let visibility = begins > 0 && self.tokens[begins - 1].is("in") && begins > 1 && self.sign_at(begins - 2, '(');
        if path.len() < 2 || continues || visibility {
            return;
        }
        match absolute(&self.scope(), &path) {
            Some(path) => self.found.written.push(path),
            None => self.local.push(path),
        }
    }

    /// One branch of an import: `a::b`, `a::{b, c}`, `a::*`, `a as b`, from its first token to beyond its last.
    fn tree(&mut self, scope: &[String], before: &[String]) {
        let mut path = before.to_vec();
        loop {
            match self.tokens.get(self.at) {
                Some(Token::Joint) => self.at += 1,
                Some(Token::Name(name)) if name != "as" => {
                    path.push(name.clone());
                    self.at += 1;
                }
                Some(Token::Sign('*')) => {
                    self.at += 1;
                    let path = self.rooted(scope, path);
                    self.found.globs.push(path);
                    return;
                }
                Some(Token::Sign('{')) => return self.branches(scope, &path),
                Some(Token::Name(_)) => {
                    let alias = self.name_at(self.at + 1).unwrap_or("_").to_owned();
                    self.at += 2;
                    return self.import(scope, path, Some(alias));
                }
                _ => return self.import(scope, path, None),
            }
        }
    }

    fn branches(&mut self, scope: &[String], path: &[String]) {
        self.at += 1;
        while self.at < self.tokens.len() && !self.sign_at(self.at, '}') {
            self.tree(scope, path);
            if self.sign_at(self.at, ',') {
                self.at += 1;
            }
        }
        self.at += 1;
    }

    fn import(&mut self, scope: &[String], mut path: Path, alias: Option<String>) {
        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
            path.pop();
        }
        let Some(name) = alias.or_else(|| path.last().cloned()) else {
            return;
        };
        let path = self.rooted(scope, path);
        if name == "_" {
            self.found.unnamed.push(path);
        } else {
            self.found.imports.insert(name, path);
        }
    }

    /// Counts an imported path from the root. One that begins with a plain name is of this crate where that is a module of
    /// this file, which is known at the end.
    fn rooted(&self, scope: &[String], path: Path) -> Path {
        absolute(scope, &path).unwrap_or_else(|| {
            let open = self.module.iter().cloned().chain([String::from("?")]);
            open.chain(path).collect()
        })
    }

    /// Whether an attribute here says that what follows is only for tests.
    fn is_for_tests(&self) -> bool {
        if !self.sign_at(self.at + 1, '[') || self.name_at(self.at + 2) != Some("cfg") {
            return false;
        }
        let end = self.tokens[self.at..]
            .iter()
            .position(|token| *token == Token::Sign(']'));
        let attribute = &self.tokens[self.at..self.at + end.unwrap_or(0)];
        attribute.iter().any(|token| token.is("test")) && !attribute.iter().any(|token| token.is("not"))
    }

    /// Skips an item with its attributes: to its `;`, or its braces and what is in them.
    fn skip_item(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.tokens.get(self.at) {
            self.at += 1;
            match token {
                Token::Sign('(' | '[' | '{') => depth += 1,
                Token::Sign(close @ (')' | ']' | '}')) => {
                    depth -= 1;
                    if depth == 0 && *close == '}' {
                        return;
                    }
                }
                Token::Sign(';') if depth == 0 => return,
                _ => {}
            }
        }
    }

    /// Settles paths that began with a plain name: with a module of this file, or with something imported.
    fn finish(self) -> Source {
        let Self {
            mut found,
            local,
            module,
            ..
        } = self;
        let own = |path: &[String]| module.iter().chain(path).cloned().collect::<Path>();
        let modules = found.modules.clone();
        let begun = |path: &Path| {
            let rest = path
                .strip_prefix(module.as_slice())?
                .strip_prefix(&[String::from("?")])?;
            Some(modules.contains(&rest[0]).then(|| own(rest)))
        };
        let settle = |path: Path| begun(&path).unwrap_or(Some(path));
        found.imports = std::mem::take(&mut found.imports)
            .into_iter()
            .filter_map(|(name, path)| Some((name, settle(path)?)))
            .collect();
        found.unnamed = std::mem::take(&mut found.unnamed)
            .into_iter()
            .filter_map(settle)
            .collect();
        found.globs = std::mem::take(&mut found.globs)
            .into_iter()
            .filter_map(settle)
            .collect();
        for path in local {
            if modules.contains(&path[0]) {
                found.written.push(own(&path));
            } else if let Some(imported) = found.imports.get(&path[0]) {
                found.written.push(imported.iter().chain(&path[1..]).cloned().collect());
            }
        }
        found
    }
}

/// Counts a path from the crate's root, if it begins with `crate`, `self` or `super`.
fn absolute(scope: &[String], path: &[String]) -> Option<Path> {
    let (first, mut rest) = path.split_first()?;
    let mut base = match first.as_str() {
        "crate" => Path::new(),
        "self" => scope.to_vec(),
        "super" => scope.split_last()?.1.to_vec(),
        _ => return None,
    };
    while let Some(("super", more)) = rest.split_first().map(|(first, more)| (first.as_str(), more)) {
        base.pop();
        rest = more;
    }
    base.extend(rest.iter().cloned());
    Some(base)
}

#[cfg(test)]
mod tests {
    use super::{Source, read};

    fn source(module: &str, text: &str) -> Source {
        let module: Vec<String> = module
            .split("::")
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        read(&module, text)
    }

    fn imports(source: &Source) -> Vec<String> {
        let line = |(name, path): (&String, &Vec<String>)| format!("{name} = {}", path.join("::"));
        source.imports.iter().map(line).collect()
    }

    fn written(source: &Source) -> Vec<String> {
        source.written.iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn imports_are_counted_from_the_root() {
        let read = source(
            "a::b",
            "use crate::{Engine, x::{self, y::{Z, W as V}}, clock}; use super::c::D; use super::super::E; use self::f::G;\
             use std::fmt; pub(crate) use crate::q::Trait as _; use super::*;",
        );
        let expected = [
            "D = a::c::D",
            "E = E",
            "Engine = Engine",
            "G = a::b::f::G",
            "V = x::y::W",
            "Z = x::y::Z",
            "clock = clock",
            "x = x",
        ];
        assert_eq!(imports(&read), expected);
        assert_eq!(read.unnamed, [["q", "Trait"]]);
        assert_eq!(read.globs, [["a"]]);
    }

    #[test]
    fn paths_in_code_are_found() {
        let read = source(
            "a",
            "mod own; use crate::clock; pub use own::Thing; pub(in crate::far) fn f(x: super::Y) -> crate::b::C<crate::d::E> {\
             clock::now(); own::go(); std::mem::drop(1); Local::new(); self::own::stay() }",
        );
        assert_eq!(
            written(&read),
            ["Y", "b::C", "d::E", "a::own::stay", "clock::now", "a::own::go"]
        );
        assert_eq!(imports(&read), ["Thing = a::own::Thing", "clock = clock"]);
        assert!(read.items.contains("f") && read.modules.contains("own"));
        assert!(read.names.contains("Local") && !read.names.contains("Thing"));
    }

    #[test]
    fn super_in_a_module_inside_the_file_is_the_file() {
        let read = source(
            "a",
            "mod inner { fn f() { super::g(); super::super::h(); } } fn g() { super::i(); }",
        );
        assert_eq!(written(&read), ["a::g", "h", "i"]);
    }

    #[test]
    fn code_for_tests_is_left_out() {
        let read = source(
            "a",
            "#[cfg(test)] mod tests; #[cfg(test)] #[allow(x)] mod more { use crate::b::C; } #[cfg(test)] use crate::d::E;\
             #[cfg(not(test))] use crate::f::G; #[cfg(test)] fn h() -> [u8; 2] { crate::i::j() }",
        );
        assert_eq!(imports(&read), ["G = f::G"]);
        assert!(read.modules.is_empty() && written(&read).is_empty());
    }
}
