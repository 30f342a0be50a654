//! Maps info strings to languages: proper name and grammar.

use std::sync::LazyLock;

use syntect::parsing::{SyntaxReference, SyntaxSet};

/// All grammars, unpacked when the first block is highlighted. Patterns are compiled on use.
pub(super) static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Longest word kept.
const MAX_WORD: usize = 32;

/// Words that are not just the name or a file extension of a grammar: proper name, grammar (may be empty), words.
const KNOWN: &[(&str, &str, &str)] = &[
    ("AWK", "AWK", "gawk awk"),
    ("Assembly", "x86_64 Assembly", "assembly asm x86asm gas nasm"),
    ("Bash", "Bourne Again Shell (bash)", "bash"),
    ("Batch", "Batch File", "bat batch cmd dos"),
    ("C", "C", "c h"),
    ("C#", "C#", "cs csharp c# dotnet"),
    ("C++", "C++", "cpp c++ cxx cc hpp hh h++"),
    ("CSS", "CSS", "css"),
    ("CSV", "Separated Values", "csv tsv"),
    ("Clojure", "Clojure", "clojure clj cljs edn"),
    ("CMake", "CMake", "cmake"),
    (
        "Console",
        "Bourne Again Shell (bash)",
        "console shell-session shellsession terminal",
    ),
    ("CUDA", "C++", "cuda cu"),
    ("Diff", "Diff", "diff patch udiff"),
    ("Dockerfile", "Dockerfile", "dockerfile docker containerfile"),
    ("Environment", "DotENV", "env dotenv"),
    ("Erlang", "Erlang", "erlang erl"),
    ("F#", "F#", "fsharp f# fs"),
    ("Fortran", "Fortran (Modern)", "fortran f90 f95"),
    ("GDScript", "GDScript (Godot Engine)", "gdscript gd godot"),
    ("GLSL", "GLSL", "glsl hlsl shader"),
    ("Go", "Go", "go golang"),
    ("Go module", "Gomod", "gomod go.mod"),
    ("Gradle", "Groovy", "gradle"),
    ("GraphQL", "GraphQL", "graphql gql"),
    ("Graphviz", "Graphviz (DOT)", "dot graphviz gv"),
    ("HTML", "HTML", "html htm xhtml"),
    ("HTTP", "HTTP Request and Response", "http"),
    ("Haskell", "Haskell", "haskell hs"),
    ("INI", "INI", "ini cfg conf editorconfig"),
    ("JSON", "JSON", "json jsonc json5 jsonl ndjson"),
    ("JSX", "TypeScriptReact", "jsx"),
    ("Java", "Java", "java"),
    ("JavaScript", "JavaScript", "js javascript mjs cjs node es6 ecmascript"),
    ("Jinja", "Jinja2", "jinja jinja2 j2"),
    ("Julia", "Julia", "julia jl"),
    ("Kotlin", "Kotlin", "kotlin kt kts"),
    ("LaTeX", "LaTeX", "latex tex"),
    ("Lean", "Lean 4", "lean lean4"),
    ("Lisp", "Lisp", "lisp cl elisp emacs-lisp common-lisp"),
    ("Makefile", "Makefile", "makefile make mk"),
    ("Markdown", "Markdown", "markdown md mdx multimarkdown"),
    ("MATLAB", "MATLAB", "matlab octave"),
    ("OCaml", "OCaml", "ocaml ml"),
    ("Objective-C", "Objective-C", "objective-c objectivec objc obj-c"),
    ("Objective-C++", "Objective-C++", "objective-c++ objc++ objcpp mm"),
    ("PHP", "PHP", "php"),
    ("Pascal", "Pascal", "pascal delphi"),
    ("Perl", "Perl", "perl pl raku"),
    ("Plain text", "", "text txt plain plaintext output none"),
    ("PowerShell", "", "powershell pwsh ps1 ps posh"),
    ("Prolog", "", "prolog"),
    ("Properties", "Java Properties", "properties"),
    ("Protocol Buffers", "Protocol Buffer", "protobuf proto proto3"),
    (
        "Python",
        "Python",
        "python py python3 py3 python2 ipython pycon pyi cython",
    ),
    ("R", "R", "r rlang rscript"),
    ("Regular expression", "Regular Expression", "regex regexp re"),
    ("Ruby", "Ruby", "ruby rb irb"),
    ("Rust", "Rust", "rust rs"),
    ("Sass", "", "sass"),
    ("Scheme", "Lisp", "scheme scm"),
    (
        "Shell",
        "Bourne Again Shell (bash)",
        "sh shell zsh ksh shellscript shell-script",
    ),
    (
        "SQL",
        "SQL",
        "sql mysql postgresql postgres pgsql plsql psql sqlite tsql mssql",
    ),
    ("SVG", "XML", "svg"),
    // The grammar takes seconds for a line of brackets.
    ("SystemVerilog", "", "systemverilog sv svh"),
    ("Verilog", "", "verilog v vh"),
    ("Terraform", "Terraform", "terraform tf hcl"),
    ("TSX", "TypeScriptReact", "tsx"),
    ("TypeScript", "TypeScript", "ts typescript mts cts deno"),
    ("Vim script", "VimL", "vim viml vimscript"),
    ("Vue", "Vue Component", "vue"),
    ("XML", "XML", "xml xsd xslt plist rss"),
    ("YAML", "YAML", "yaml yml"),
    ("Zig", "Zig", "zig"),
    ("reStructuredText", "reStructuredText", "rst restructuredtext"),
];

/// Returns the first word of an info string as typed, if it looks like a language.
pub(super) fn word(info: &str) -> Option<&str> {
    let word = info.split([' ', '\t', ',', '{', ':']).next()?;
    let credible = !word.is_empty()
        && word.len() <= MAX_WORD
        && word
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'_' | b'#' | b'.'));
    credible.then_some(word)
}

/// A language.
#[derive(Clone, Copy)]
pub(super) struct Language {
    /// Its proper name, or the word itself if the language is unknown.
    pub(super) label: &'static str,
    /// Its grammar.
    pub(super) grammar: Option<&'static SyntaxReference>,
}

/// Returns the language for a word; `None` if there is none.
pub(super) fn find(word: &str) -> Option<Language> {
    let word = word.to_ascii_lowercase();
    let known = KNOWN
        .iter()
        .find(|(_, _, words)| words.split(' ').any(|known| known == word));
    if let Some((label, grammar, _)) = known {
        return Some(Language {
            label,
            grammar: GRAMMARS.find_syntax_by_name(grammar),
        });
    }
    let grammar = GRAMMARS
        .syntaxes()
        .iter()
        .filter(|grammar| !grammar.hidden)
        .find(|grammar| is_called(grammar, &word))?;
    let label = grammar.name.split(" (").next().unwrap_or(&grammar.name);
    Some(Language {
        label,
        grammar: Some(grammar),
    })
}

/// Returns whether `word` is the name of the grammar or one of its file extensions.
fn is_called(grammar: &SyntaxReference, word: &str) -> bool {
    let name = grammar.name.split(" (").next().unwrap_or(&grammar.name);
    let is_word = |name: &str| name.eq_ignore_ascii_case(word);
    is_word(name) || is_word(&name.replace(' ', "-")) || grammar.file_extensions.iter().any(|ending| is_word(ending))
}

#[cfg(test)]
mod tests {
    use super::{GRAMMARS, KNOWN, find, word};

    #[test]
    fn every_grammar_named_exists_and_no_word_means_two_languages() {
        let mut words: Vec<&str> = Vec::new();
        for (label, grammar, known) in KNOWN {
            assert!(
                grammar.is_empty() || GRAMMARS.find_syntax_by_name(grammar).is_some(),
                "{label}: {grammar}"
            );
            words.extend(known.split(' '));
        }
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
    }

    #[test]
    fn more_than_a_hundred_languages_are_known() {
        let shown = GRAMMARS.syntaxes().iter().filter(|grammar| !grammar.hidden).count();
        assert!(shown > 150, "{shown}");
    }

    #[test]
    fn words_are_taken_leniently() {
        for (typed, label) in [
            ("js", "JavaScript"),
            ("TSX", "TSX"),
            ("c++", "C++"),
            ("console", "Console"),
            ("Nix", "Nix"),
            ("elixir", "Elixir"),
            ("exs", "Elixir"),
            ("dockerfile", "Dockerfile"),
            ("PowerShell", "PowerShell"),
            ("asciidoc", "AsciiDoc"),
            ("toml", "TOML"),
        ] {
            assert_eq!(find(typed).map(|language| language.label), Some(label), "{typed}");
        }
        assert!(find("no-such-language").is_none());
        assert_eq!(word("rust,ignore title=\"x\""), Some("rust"));
        assert_eq!(word("{.python}"), None);
        assert_eq!(word("\"><script>"), None);
    }
}
