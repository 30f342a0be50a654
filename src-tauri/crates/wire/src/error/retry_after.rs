//! Parses how long a server asks to wait, in all known forms (quirk 41).

use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// Returns the delay in milliseconds. An explicit delay comes before the reset times of rate limits.
pub(super) fn parse(headers: &HeaderMap, now: SystemTime) -> Option<u64> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let said = text("retry-after-ms")
        .and_then(|value| to_millis(value, 1.0))
        .or_else(|| {
            text("retry-after").and_then(|value| to_millis(value, 1_000.0).or_else(|| millis_until_date(value, now)))
        });
    said.or_else(|| {
        let resets = [
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-tokens",
            "x-ratelimit-reset",
        ];
        // It is unknown which limit was hit; only the longest delay certainly helps.
        resets.iter().filter_map(|name| parse_reset(text(name)?, now)).max()
    })
}

/// Converts `number` units of `unit_ms` milliseconds, rounded up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be finite and not negative"
)]
fn to_millis(number: &str, unit_ms: f64) -> Option<u64> {
    let value: f64 = number.parse().ok()?;
    (value.is_finite() && value >= 0.0).then(|| (value * unit_ms).ceil() as u64)
}

fn millis_until_date(text: &str, now: SystemTime) -> Option<u64> {
    millis_until(httpdate::parse_http_date(text).ok()?, now)
}

/// Returns the milliseconds from `now` to `then`; 0 if it has passed.
fn millis_until(then: SystemTime, now: SystemTime) -> Option<u64> {
    u64::try_from(then.duration_since(now).unwrap_or_default().as_millis()).ok()
}

/// Parses `1s`, `6m0s`, `120ms`, plain seconds, or a Unix time in seconds or milliseconds.
fn parse_reset(text: &str, now: SystemTime) -> Option<u64> {
    /// Numbers this large are Unix times: as seconds to wait they would be thirty years.
    const MOMENT_S: u64 = 1_000_000_000;
    const MOMENT_MS: u64 = MOMENT_S * 1_000;
    match to_millis(text, 1.0) {
        Some(moment) if moment >= MOMENT_MS => {
            millis_until(SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(moment))?, now)
        }
        Some(moment) if moment >= MOMENT_S => {
            millis_until(SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(moment))?, now)
        }
        Some(_) => to_millis(text, 1_000.0),
        None => parse_units(text),
    }
}

/// Parses consecutive numbers with units: `1h2m3.5s`.
fn parse_units(mut text: &str) -> Option<u64> {
    let mut total = 0u64;
    while !text.is_empty() {
        let number = text.find(|char: char| !char.is_ascii_digit() && char != '.')?;
        let unit = text[number..]
            .find(|char: char| char.is_ascii_digit() || char == '.')
            .map_or(text.len(), |end| number + end);
        let unit_ms = match &text[number..unit] {
            "ms" => 1.0,
            "s" => 1_000.0,
            "m" => 60_000.0,
            "h" => 3_600_000.0,
            "d" => 86_400_000.0,
            _ => return None,
        };
        total = total.saturating_add(to_millis(&text[..number], unit_ms)?);
        text = &text[unit..];
    }
    (total > 0).then_some(total)
}
