use super::{Highlighter, MAX_COST, MAX_LINE};
use crate::code::language::find;

fn lines(language: &str, code: &str) -> Vec<String> {
    let grammar = find(language).and_then(|language| language.grammar).expect("a grammar");
    let mut highlighter = Highlighter::new(grammar, 0);
    code.lines()
        .map(|line| {
            let mut out = String::new();
            highlighter.highlight_line(line, &mut out);
            out
        })
        .collect()
}

#[test]
fn the_five_kinds_are_told_apart() {
    assert_eq!(
        lines("rust", "pub fn main() -> u8 { let a = \"x\\n\"; 1 } // end"),
        [
            "<span class=\"k\">pub fn</span> main() -&gt; <span class=\"t\">u8</span> { <span class=\"k\">let</span> a = \
             <span class=\"s\">\"x\\n\"</span>; <span class=\"n\">1</span> } <span class=\"c\">// end</span>"
        ]
    );
}

#[test]
fn state_is_kept_from_line_to_line() {
    let lines = lines("js", "/* a\nb */ const c = `x\n${1}y`");
    assert_eq!(lines[0], "<span class=\"c\">/* a</span>");
    assert!(
        lines[1].starts_with("<span class=\"c\">b */</span> <span class=\"k\">const</span>"),
        "{lines:?}"
    );
    assert!(lines[2].ends_with("<span class=\"s\">y`</span>"), "{lines:?}");
}

#[test]
fn white_space_stays_and_joins_equal_neighbours() {
    assert_eq!(
        lines("py", "\tif\u{a0}x:  "),
        ["\t<span class=\"k\">if</span>\u{a0}x:  "]
    );
    assert_eq!(
        lines("sql", "  SELECT DISTINCT a"),
        ["  <span class=\"k\">SELECT DISTINCT</span> a"]
    );
}

#[test]
fn it_is_given_up_for_good_at_a_line_too_long_and_after_enough() {
    let long = "x".repeat(MAX_LINE + 1);
    let given_up = lines("rust", &format!("fn a\n{long}\nfn b"));
    assert_eq!(given_up[0], "<span class=\"k\">fn</span> a");
    assert_eq!(given_up[2], "fn b");
    let line = format!("; {}", "a".repeat(900));
    let given_up = lines("ini", &format!("{line}\n").repeat(MAX_COST / 810_000 + 2));
    assert!(given_up[0].starts_with("<span"));
    assert_eq!(given_up.last(), Some(&line));
}
