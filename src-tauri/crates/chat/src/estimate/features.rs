//! Features of a text that predict its tokens, counted in one pass.

/// Number of features.
pub(super) const COUNT: usize = 16;

const WORDS: usize = 0;
const LONG: usize = 1;
const UPPER: usize = 2;
const DIGITS: usize = 3;
const SIGN_RUNS: usize = 4;
const SIGNS: usize = 5;
const LINES: usize = 6;
const INDENTS: usize = 7;
const LATIN: usize = 8;
const CYRILLIC: usize = 9;
const ARABIC: usize = 10;
const INDIC: usize = 11;
const HAN: usize = 12;
const KANA: usize = 13;
const HANGUL: usize = 14;
const OTHER_BYTES: usize = 15;

/// Letters of a word that most vocabularies have as one token.
const SHORT: u64 = 5;

/// Counts the features of a text: words, their letters beyond five, capitals within words, digits, runs of signs,
/// further signs in runs, runs of line breaks, runs of spaces; letters of Latin scripts beyond ASCII, of Cyrillic and
/// Greek, Arabic and Hebrew, Indic and Thai, Han, Kana, Hangul; bytes of anything else.
pub(super) fn features(text: &str) -> [u64; COUNT] {
    let mut counts = [0; COUNT];
    let (mut before, mut letters) = (' ', 0);
    for char in text.chars() {
        if char.is_ascii_alphabetic() {
            letters += 1;
            counts[WORDS] += u64::from(letters == 1);
            counts[LONG] += u64::from(letters > SHORT);
            counts[UPPER] += u64::from(char.is_ascii_uppercase() && letters > 1);
        } else {
            letters = 0;
            other(char, before, &mut counts);
        }
        before = char;
    }
    counts
}

fn other(char: char, before: char, counts: &mut [u64; COUNT]) {
    match char {
        '0'..='9' => counts[DIGITS] += 1,
        '\n' | '\r' => counts[LINES] += u64::from(!matches!(before, '\n' | '\r')),
        ' ' | '\t' => counts[INDENTS] += u64::from(before == char || before == '\n'),
        _ if char.is_ascii_punctuation() => {
            let run = before.is_ascii_punctuation();
            counts[if run { SIGNS } else { SIGN_RUNS }] += 1;
        }
        '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => counts[LATIN] += 1,
        '\u{370}'..='\u{52f}' => counts[CYRILLIC] += 1,
        '\u{590}'..='\u{8ff}' => counts[ARABIC] += 1,
        '\u{900}'..='\u{109f}' => counts[INDIC] += 1,
        '\u{3040}'..='\u{30ff}' => counts[KANA] += 1,
        '\u{2e80}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{2ffff}' => {
            counts[HAN] += 1;
        }
        '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => counts[HANGUL] += 1,
        _ => counts[OTHER_BYTES] += char.len_utf8() as u64,
    }
}
