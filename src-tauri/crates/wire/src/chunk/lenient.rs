//! Reads single JSON values the way servers in the field write them.
//!
//! Everything here takes a [`Value`] that may be anything and answers `None` for what makes no sense, because one odd
//! field must never cost the rest of a chunk (quirks 22 to 27).

use serde_json::Value;

/// A string that says something: neither empty nor the word `null` (quirk 24).
pub(crate) fn word(value: &Value) -> Option<&str> {
    value.as_str().and_then(said)
}

/// What a string says, without the white space around it: `None` for nothing and for the word `null`.
pub(crate) fn said(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty() && *text != "null")
}

/// A word, or a number written as one.
pub(crate) fn word_or_number(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        other => word(other).map(str::to_owned),
    }
}

/// A whole number, sent as integer, float or string (quirk 27). Fractions are cut off.
#[allow(clippy::cast_possible_truncation, reason = "checked to lie within the range")]
pub(crate) fn integer(value: &Value) -> Option<i64> {
    /// Beyond this a float no longer names one integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if let Some(number) = value.as_i64() {
        return Some(number);
    }
    let float = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (float.is_finite() && float.abs() <= EXACT).then_some(float as i64)
}

/// A count: a whole number that is not negative.
pub(crate) fn count(value: &Value) -> Option<u64> {
    integer(value).and_then(|number| u64::try_from(number).ok())
}

/// The first of `names` that `object` has with a value other than null.
pub(crate) fn first<'a>(object: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names
        .iter()
        .filter_map(|name| object.get(name))
        .find(|value| !value.is_null())
}
