//! What a paced step says: its tokens, when each falls due, and the stamp it may carry.

use std::{
    borrow::Cow,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{
    Paced,
    pieces::{characters, pieces},
};

/// Stamps count up to here, in milliseconds: a quarter of an hour, and six digits.
const STAMPS: u128 = 1_000_000;

impl Paced {
    /// The tokens, without their stamps.
    pub(crate) fn pieces(&self) -> Vec<&str> {
        match self.characters {
            Some(length) => characters(&self.text, length.max(1)),
            None => pieces(&self.text),
        }
    }

    /// A token as it is written now.
    pub(crate) fn token<'t>(&self, piece: &'t str) -> Cow<'t, str> {
        if self.stamp {
            Cow::Owned(format!("{piece}{:06}", now() % STAMPS))
        } else {
            Cow::Borrowed(piece)
        }
    }

    /// When a token is due, counted from the first.
    pub(crate) fn due(&self, token: u32) -> Duration {
        if self.per_second == 0 {
            Duration::ZERO
        } else {
            Duration::from_secs(1) * token / self.per_second
        }
    }

    /// Everything it says.
    pub(crate) fn whole(&self) -> String {
        self.text.repeat(usize::try_from(self.repeat).unwrap_or_default())
    }
}

/// Milliseconds on the system's clock, which everybody on this machine can read.
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
