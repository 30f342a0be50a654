//! Money in integers: what a token costs, and what an answer costs. No floats anywhere.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What one token (or one request) costs: femtodollars, 10⁻¹⁵ USD. The same number is nanodollars per million tokens,
/// so every list price with up to nine decimals per million is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Rate(pub u64);

/// What an answer costs: picodollars, 10⁻¹² USD. The largest one is above 18 million dollars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Cost(pub u64);

impl Rate {
    /// Parses USD per token, such as `0.00000015`. `None` if it is not a price: a negative one means *it depends*.
    pub fn per_token(usd: &str) -> Option<Self> {
        scaled(usd, 15).map(Self)
    }

    /// Parses USD per million tokens, such as `0.15`.
    pub fn per_million(usd: &str) -> Option<Self> {
        scaled(usd, 9).map(Self)
    }

    /// Returns USD per million tokens, exact, such as `0.15`.
    pub fn usd_per_million(self) -> String {
        decimal(self.0, 9)
    }
}

impl Cost {
    /// Parses USD, such as `0.00041` or `4.1e-4`.
    pub fn from_usd(usd: &str) -> Option<Self> {
        scaled(usd, 12).map(Self)
    }

    /// Returns USD, exact, such as `0.00041`.
    pub fn usd(self) -> String {
        decimal(self.0, 12)
    }

    /// Adds two costs, saturating.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// Parses a decimal number and returns it times ten to the power of `digits`, rounded half up.
fn scaled(text: &str, digits: i32) -> Option<u64> {
    let (mantissa, exponent) = match text.trim().split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text.trim(), 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.strip_prefix('+').unwrap_or(whole);
    let fraction = fraction.trim_end_matches('0');
    let written = || whole.bytes().chain(fraction.bytes());
    if whole.len() + fraction.len() == 0 || !written().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number = written().try_fold(0u128, |number, digit| {
        number.checked_mul(10)?.checked_add(u128::from(digit - b'0'))
    })?;
    let shift = exponent
        .checked_add(digits)?
        .checked_sub(i32::try_from(fraction.len()).ok()?)?;
    u64::try_from(shifted(number, shift)?).ok()
}

/// Returns `number` times ten to the power of `shift`, rounded half up; `None` where it is too large.
fn shifted(number: u128, shift: i32) -> Option<u128> {
    let power = 10u128.checked_pow(shift.unsigned_abs());
    match (number, power) {
        (0, _) => Some(0),
        (_, Some(power)) if shift >= 0 => number.checked_mul(power),
        (_, Some(power)) => Some(number / power + u128::from(number % power >= power.div_ceil(2))),
        (_, None) => (shift < 0).then_some(0),
    }
}

/// Formats a number of units of 10⁻ᵈⁱᵍⁱᵗˢ without trailing zeros.
fn decimal(units: u64, digits: usize) -> String {
    let text = format!("{units:0>width$}", width = digits + 1);
    let (whole, fraction) = text.split_at(text.len() - digits);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_they_are_written() {
        for (text, femto) in [
            ("0.15", 150_000_000),
            ("2.5", 2_500_000_000),
            ("15", 15_000_000_000),
            ("0", 0),
            (".5", 500_000_000),
            ("1.", 1_000_000_000),
            ("3e-1", 300_000_000),
            ("1.5E2", 150_000_000_000),
            ("0.142857142857", 142_857_143),
            (" 0.60000 ", 600_000_000),
            ("1e-400", 0),
        ] {
            assert_eq!(Rate::per_million(text), Some(Rate(femto)), "{text}");
        }
        assert_eq!(Rate::per_token("0.00000015"), Rate::per_million("0.15"));
        assert_eq!(Rate::per_token("1.5e-7"), Rate::per_million("0.15"));
    }

    #[test]
    fn what_is_no_price_is_none() {
        for text in [
            "",
            ".",
            "-1",
            "free",
            "1,5",
            "0x10",
            "NaN",
            "inf",
            "1e",
            "e5",
            "1e99",
            "--1",
            "+-1",
            "1.2.3",
            "1e-99999999999",
        ] {
            assert_eq!(Rate::per_million(text), None, "{text}");
        }
    }

    #[test]
    fn money_is_written_out_exactly() {
        assert_eq!(Cost(0).usd(), "0");
        assert_eq!(Cost(1).usd(), "0.000000000001");
        assert_eq!(Cost(410_000_000).usd(), "0.00041");
        assert_eq!(Cost(12_500_000_000_000).usd(), "12.5");
        assert_eq!(Rate(150_000_000).usd_per_million(), "0.15");
        for text in ["0.00041", "18446744.073709551615", "7"] {
            assert_eq!(Cost::from_usd(text).expect("a cost").usd(), text);
        }
    }
}
