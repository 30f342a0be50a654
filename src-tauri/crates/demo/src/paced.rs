//! The tokens of a paced step: their text, when each is due, and their time stamps.

use std::{
    borrow::Cow,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{
    Paced,
    pieces::{split_characters, split_words},
};

/// Time stamps are modulo this, in milliseconds: six digits, about a quarter of an hour.
const STAMPS: u128 = 1_000_000;

impl Paced {
    /// Returns the tokens without time stamps.
    pub(crate) fn pieces(&self) -> Vec<&str> {
        match self.characters {
            Some(length) => split_characters(&self.text, length.max(1)),
            None => split_words(&self.text),
        }
    }

    /// Returns a token as it is written now.
    pub(crate) fn token<'t>(&self, piece: &'t str) -> Cow<'t, str> {
        if self.stamp {
            Cow::Owned(format!("{piece}{:06}", now() % STAMPS))
        } else {
            Cow::Borrowed(piece)
        }
    }

    /// Returns when a token is due, counted from the first one.
    pub(crate) fn due(&self, token: u32) -> Duration {
        if self.per_second == 0 {
            Duration::ZERO
        } else {
            Duration::from_secs(1) * token / self.per_second
        }
    }

    /// Returns the complete text.
    pub(crate) fn full_text(&self) -> String {
        self.text.repeat(usize::try_from(self.repeat).unwrap_or_default())
    }
}

/// Returns the milliseconds of the system clock, which all processes on this computer share.
fn now() -> u128 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_millis()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paced(stamp: bool, characters: Option<usize>) -> Paced {
        Paced {
            characters,
            stamp,
            ..Paced::new("One two", 100)
        }
    }

    #[test]
    fn tokens_are_words_or_so_many_characters() {
        assert_eq!(paced(false, None).pieces(), ["One", " two"]);
        assert_eq!(paced(false, Some(4)).pieces(), ["One ", "two"]);
    }

    #[test]
    fn a_stamp_is_the_clock_in_six_digits() {
        let before = now();
        let token = paced(true, None).token("One").into_owned();
        let stamp: u128 = token
            .strip_prefix("One")
            .and_then(|digits| digits.parse().ok())
            .expect("digits");
        let late = (stamp + STAMPS - before % STAMPS) % STAMPS;
        assert!(token.len() == 9 && late <= now() - before, "{token} after {before}");
        assert_eq!(paced(false, None).token("One"), "One");
    }

    #[test]
    fn tokens_fall_due_at_a_steady_pace() {
        assert_eq!(paced(false, None).due(250), Duration::from_millis(2_500));
    }
}
