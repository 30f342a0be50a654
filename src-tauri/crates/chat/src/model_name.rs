//! Whether two model ids mean the same model (quirk 49).

/// Returns whether a served id is another spelling of the requested one: other letter case, a vendor or `models/` in
/// front, or the dated snapshot behind an alias (`gpt-4o` is served as `gpt-4o-2024-08-06`). A served alias for an
/// asked snapshot is a difference: nobody can tell which snapshot it was.
pub(crate) fn is_same(asked: &str, served: &str) -> bool {
    let (asked, served) = (bare(asked), bare(served));
    let alias = asked.strip_suffix("-latest").unwrap_or(&asked);
    asked == served || alias == served || served.strip_prefix(alias).is_some_and(is_date)
}

fn bare(id: &str) -> String {
    let id = id.trim().trim_end_matches(":latest");
    id.rsplit('/').next().unwrap_or(id).to_lowercase()
}

/// Returns whether this is a date suffix: `-2024-08-06`, `-20240806`, `@20240806`, `-240806`, `-0806`, `-08-06`.
fn is_date(rest: &str) -> bool {
    let Some(date) = rest.strip_prefix(['-', '@']) else {
        return false;
    };
    let digits = date.chars().filter(char::is_ascii_digit).count();
    matches!(digits, 4 | 6 | 8)
        && date
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn a_dated_alias_a_vendor_and_letter_case_are_no_difference() {
        for (asked, served) in [
            ("gpt-4o", "gpt-4o"),
            ("gpt-4o", "gpt-4o-2024-08-06"),
            ("gpt-4", "gpt-4-0613"),
            ("openai/gpt-4o", "gpt-4o-2024-08-06"),
            ("gemini-2.5-flash", "models/gemini-2.5-flash"),
            ("gemini-2.5-flash-preview", "models/gemini-2.5-flash-preview-05-20"),
            ("DeepSeek-V3", "deepseek-ai/deepseek-v3"),
            ("claude-3-5-sonnet-latest", "claude-3-5-sonnet-20241022"),
            ("claude-3-5-sonnet", "claude-3-5-sonnet@20241022"),
            ("llama3", "llama3:latest"),
        ] {
            assert!(is_same(asked, served), "{asked} served as {served}");
        }
    }

    #[test]
    fn another_model_is_a_difference_however_alike_its_name() {
        for (asked, served) in [
            ("gpt-4o", "gpt-4o-mini"),
            ("gpt-4o", "gpt-4o-mini-2024-07-18"),
            ("gpt-4", "gpt-4-32k"),
            ("gpt-4", "gpt-4-1106-preview"),
            ("claude-3", "claude-3-5"),
            ("gpt-4", "gpt-40613"),
            ("gpt-4o-2024-05-13", "gpt-4o-2024-08-06"),
            ("gpt-4o-2024-05-13", "gpt-4o"),
            ("kimi-k2", "qwen-max"),
            ("gpt-4o", ""),
        ] {
            assert!(!is_same(asked, served), "{asked} served as {served}");
        }
    }
}
