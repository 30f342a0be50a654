//! How long a server asks to wait, in the forms servers use (quirk 41).

use std::time::{Duration, SystemTime};

use http::HeaderMap;

/// The wait in milliseconds. What a server says in so many words comes before what its limits imply.
pub(super) fn read(headers: &HeaderMap, now: SystemTime) -> Option<u64> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let said = text("retry-after-ms")
        .and_then(|value| millis(value, 1.0))
        .or_else(|| text("retry-after").and_then(|value| millis(value, 1_000.0).or_else(|| until_date(value, now))));
    said.or_else(|| {
        let resets = [
            "x-ratelimit-reset-requests",
            "x-ratelimit-reset-tokens",
            "x-ratelimit-reset",
        ];
        // Which of the limits was hit is not said; the longest wait is the one that surely helps.
        resets.iter().filter_map(|name| reset(text(name)?, now)).max()
    })
}

/// `number` of units of `unit_ms` milliseconds, rounded up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be finite and not negative"
)]
fn millis(number: &str, unit_ms: f64) -> Option<u64> {
    let value: f64 = number.parse().ok()?;
    (value.is_finite() && value >= 0.0).then(|| (value * unit_ms).ceil() as u64)
}

fn until_date(text: &str, now: SystemTime) -> Option<u64> {
    until(httpdate::parse_http_date(text).ok()?, now)
}

/// Milliseconds from `now` to `then`; 0 when it has passed.
fn until(then: SystemTime, now: SystemTime) -> Option<u64> {
    u64::try_from(then.duration_since(now).unwrap_or_default().as_millis()).ok()
}

/// `1s`, `6m0s`, `120ms`, plain seconds, or a moment in seconds or milliseconds since the epoch.
fn reset(text: &str, now: SystemTime) -> Option<u64> {
    /// Numbers this large are moments: as a wait in seconds it would be thirty years.
    const MOMENT_S: u64 = 1_000_000_000;
    const MOMENT_MS: u64 = MOMENT_S * 1_000;
    match millis(text, 1.0) {
        Some(moment) if moment >= MOMENT_MS => {
            until(SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(moment))?, now)
        }
        Some(moment) if moment >= MOMENT_S => {
            until(SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(moment))?, now)
        }
        Some(_) => millis(text, 1_000.0),
        None => units(text),
    }
}

/// Numbers with units, one after another: `1h2m3.5s`.
fn units(mut text: &str) -> Option<u64> {
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
        total = total.saturating_add(millis(&text[..number], unit_ms)?);
        text = &text[unit..];
    }
    (total > 0).then_some(total)
}
