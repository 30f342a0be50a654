//! The arrows between the files of a crate: who names something that another file defines.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::source::{Path, Source, read};

/// A handle that every file may name: it is what commands are methods of, and no arrow.
pub(crate) const HANDLE: &str = "Engine";

/// Other files, each with what it is named for.
type Named = BTreeMap<Path, BTreeSet<String>>;

/// The files of a crate by the paths of their modules, and what each names of the others.
pub(crate) struct Graph {
    files: BTreeMap<Path, Source>,
    /// What each file leads to, with the names that do.
    arrows: BTreeMap<Path, Named>,
}

impl Graph {
    /// Reads the crate whose root file lies in `folder`.
    pub(crate) fn of_crate(folder: &std::path::Path) -> Self {
        let mut texts = Vec::new();
        collect(folder, &Path::new(), &mut texts);
        Self::new(&texts)
    }

    /// Reads these files: the path of each module (the root's is empty), and its text.
    pub(crate) fn new(texts: &[(Path, String)]) -> Self {
        let mut files: BTreeMap<Path, Source> = texts
            .iter()
            .map(|(path, text)| (path.clone(), read(path, text)))
            .collect();
        drop_tests(&mut files);
        let mut graph = Self {
            files,
            arrows: BTreeMap::new(),
        };
        graph.arrows = graph
            .files
            .keys()
            .map(|from| (from.clone(), graph.arrows_of(from)))
            .collect();
        graph
    }

    /// Every arrow between two files.
    pub(crate) fn arrows(&self) -> impl Iterator<Item = (&Path, &Path, &BTreeSet<String>)> {
        self.arrows
            .iter()
            .flat_map(|(from, to)| to.iter().map(move |(to, names)| (from, to, names)))
    }

    /// The circles: sets of files that all lead to each other.
    pub(crate) fn circles(&self) -> Vec<BTreeSet<Path>> {
        let reached: BTreeMap<&Path, BTreeSet<&Path>> =
            self.files.keys().map(|from| (from, self.reach(from))).collect();
        let together = |one: &Path| {
            let others = reached[one].iter().filter(|other| reached[**other].contains(one));
            others.map(|other| (*other).clone()).collect::<BTreeSet<Path>>()
        };
        let found: BTreeSet<BTreeSet<Path>> = self.files.keys().map(together).collect();
        found.into_iter().filter(|circle| circle.len() > 1).collect()
    }

    /// Everything a file leads to, by one arrow or many.
    fn reach(&self, from: &Path) -> BTreeSet<&Path> {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&Path> = self.arrows[from].keys().collect();
        while let Some(file) = next.pop() {
            if seen.insert(file) {
                next.extend(self.arrows[file].keys());
            }
        }
        seen
    }

    fn arrows_of(&self, from: &Path) -> Named {
        let source = &self.files[from];
        // A name that is passed on to others and not used here is theirs.
        let used = source.imports.iter().filter(|(name, _)| source.names.contains(*name));
        let paths = used.map(|(_, path)| path).chain(&source.unnamed).chain(&source.written);
        let mut arrows = Named::new();
        for path in paths {
            if let Some((file, name)) = self.resolve(path, 0)
                && file != *from
                && name != HANDLE
            {
                arrows.entry(file).or_default().insert(name);
            }
        }
        for name in &source.names {
            let Some((file, name)) = self.through_globs(&source.globs, name, 0) else {
                continue;
            };
            if file != *from && name != HANDLE && !source.items.contains(&name) && !source.imports.contains_key(&name) {
                arrows.entry(file).or_default().insert(name);
            }
        }
        arrows
    }

    /// The file that defines what a path leads to, and its name there; `None` for a module alone.
    fn resolve(&self, path: &[String], depth: usize) -> Option<(Path, String)> {
        // Two files may pass on each other's names.
        if depth > 16 {
            return None;
        }
        let mut length = path.len();
        while !self.files.contains_key(&path[..length]) {
            length = length.checked_sub(1)?;
        }
        let (module, rest) = path.split_at(length);
        let (name, deeper) = rest.split_first()?;
        let source = &self.files[module];
        if source.items.contains(name) {
            return Some((module.to_vec(), name.clone()));
        }
        if let Some(target) = source.imports.get(name) {
            let target: Path = target.iter().chain(deeper).cloned().collect();
            return self.resolve(&target, depth + 1);
        }
        let passed_on = self.through_globs(&source.globs, name, depth + 1);
        Some(passed_on.unwrap_or_else(|| (module.to_vec(), name.clone())))
    }

    /// Where a name is defined that comes in by `use x::*`.
    fn through_globs(&self, globs: &[Path], name: &str, depth: usize) -> Option<(Path, String)> {
        let known = |glob: &&Path| {
            let source = self.files.get(*glob)?;
            Some(source.items.contains(name) || source.imports.contains_key(name))
        };
        let glob = globs.iter().find(|glob| known(glob) == Some(true))?;
        let path: Path = glob.iter().cloned().chain([name.to_owned()]).collect();
        self.resolve(&path, depth + 1)
    }
}

/// Leaves out the files no other declares but for tests.
fn drop_tests(files: &mut BTreeMap<Path, Source>) {
    let mut kept = BTreeSet::from([Path::new()]);
    // A module sorts before those in it.
    for path in files.keys() {
        if let Some((name, parent)) = path.split_last()
            && kept.contains(parent)
            && files[parent].modules.contains(name)
        {
            kept.insert(path.clone());
        }
    }
    files.retain(|path, _| kept.contains(path));
}

/// Collects the files below a folder: `a.rs` is the module `a`, `a/b.rs` the module `a::b`, `lib.rs` the root.
fn collect(folder: &std::path::Path, module: &Path, texts: &mut Vec<(Path, String)>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let place = entry.expect("the folder can be read").path();
        let name = place.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let inner: Path = module.iter().cloned().chain([name.clone()]).collect();
        if place.is_dir() {
            collect(&place, &inner, texts);
        } else if place.extension().is_some_and(|extension| extension == "rs") {
            let path = if inner == ["lib"] { Path::new() } else { inner };
            texts.push((path, fs::read_to_string(&place).expect("a source file is text")));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Graph;
    use crate::source::Path;

    fn graph(files: &[(&str, &str)]) -> Graph {
        let path = |module: &str| {
            module
                .split("::")
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect::<Path>()
        };
        let texts: Vec<_> = files
            .iter()
            .map(|(module, text)| (path(module), (*text).to_owned()))
            .collect();
        Graph::new(&texts)
    }

    fn arrows(graph: &Graph) -> Vec<String> {
        let line =
            |(from, to, _): (&Path, &Path, &BTreeSet<String>)| format!("{} -> {}", from.join("::"), to.join("::"));
        graph.arrows().map(line).collect()
    }

    #[test]
    fn names_passed_on_by_a_parent_lead_to_where_they_are_defined() {
        let graph = graph(&[
            (
                "",
                "mod a; mod b; mod engine; pub use engine::Engine; pub use a::inner::Deep;",
            ),
            (
                "a",
                "mod inner; mod more; pub(crate) use inner::Thing; pub(crate) use more::*;",
            ),
            ("a::inner", "pub struct Thing; pub struct Deep;"),
            ("a::more", "pub fn help() {}"),
            (
                "b",
                "use crate::{Engine, Deep, a::{self, Thing}}; impl Engine { fn f(_: Thing, _: Deep) { a::help(); } }",
            ),
            ("engine", "pub struct Engine;"),
        ]);
        assert_eq!(arrows(&graph), ["b -> a::inner", "b -> a::more"]);
        assert!(graph.circles().is_empty());
    }

    #[test]
    fn a_child_that_names_its_parent_closes_a_circle_only_if_that_uses_it() {
        let child = ("a::b", "use super::Word; pub struct Made(Word);");
        let passing = graph(&[("", "mod a;"), ("a", "mod b; pub use b::Made; pub struct Word;"), child]);
        assert_eq!(arrows(&passing), ["a::b -> a"]);
        let using = graph(&[
            ("", "mod a;"),
            ("a", "mod b; use b::Made; pub struct Word; fn f(_: Made) {}"),
            child,
        ]);
        assert_eq!(arrows(&using), ["a -> a::b", "a::b -> a"]);
        assert_eq!(using.circles().len(), 1);
    }

    #[test]
    fn long_circles_are_found_whole() {
        let graph = graph(&[
            ("", "mod a; mod b; mod c; mod d;"),
            ("a", "pub fn a() { crate::b::b() }"),
            ("b", "use crate::c::c; pub fn b() { c() }"),
            ("c", "use super::a; pub fn c() { a::a() }"),
            ("d", "use crate::a::a; fn d() { a() }"),
        ]);
        let circles = graph.circles();
        assert_eq!(circles.len(), 1);
        assert_eq!(circles[0].len(), 3);
    }

    #[test]
    fn files_for_tests_alone_are_left_out() {
        let graph = graph(&[
            ("", "mod a; mod b;"),
            ("a", "#[cfg(test)] mod tests; pub struct A;"),
            ("a::tests", "use super::A; use crate::b::B;"),
            ("b", "use crate::a::A; pub struct B(A);"),
        ]);
        assert_eq!(arrows(&graph), ["b -> a"]);
    }
}
