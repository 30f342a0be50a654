//! The setting `theme`.

use serde::{Deserialize, Serialize};

use crate::view::Theme;

/// Which colours the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoredTheme {
    System,
    Light,
    Dark,
}

impl From<Theme> for StoredTheme {
    fn from(value: Theme) -> Self {
        match value {
            Theme::System => Self::System,
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}

impl From<StoredTheme> for Theme {
    fn from(stored: StoredTheme) -> Self {
        match stored {
            StoredTheme::System => Self::System,
            StoredTheme::Light => Self::Light,
            StoredTheme::Dark => Self::Dark,
        }
    }
}
